// SPDX-License-Identifier: GPL-3.0-or-later
#include "hologressql.h"

#include "scripts.h"

namespace isthmus::hologres {

QFuture<core::Result<records::SqlResult>> HologresSql::run(const records::SqlRequest &request)
{
    return m_lane->post<records::SqlResult>(
        core::Priority::Normal, [request](Sessions &sessions, const core::Cancellation &cancellation) {
            // Never repeated: the statement may write.
            const auto database = sessions.databaseFor(request.database);
            if (!database)
                return core::Result<records::SqlResult>(core::fail(database.error()));
            return runSql(sessions.sessionOf(*database), request, cancellation);
        });
}

} // namespace isthmus::hologres
