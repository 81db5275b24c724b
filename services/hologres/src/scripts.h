// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <isthmus/records/sqlrunner.h>

namespace isthmus::hologres {

/// Runs the user's SQL, one statement or a script. Errors beside the session's: Invalid for a syntax error and for a
/// character that cannot be sent, Unsupported for COPY from or to the client.
[[nodiscard]] core::Result<records::SqlResult> runSql(Session &session, const records::SqlRequest &request,
                                                      const core::Cancellation &cancellation);

/// Whether \a sql begins like a statement that only reads (SELECT, TABLE, VALUES), after blanks and comments.
[[nodiscard]] bool beginsAsQuery(QStringView sql);

} // namespace isthmus::hologres
