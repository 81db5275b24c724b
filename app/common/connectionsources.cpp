// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionsources.h"

#include <isthmus/core/async.h>

namespace isthmus::app {

core::Result<planning::Source> ConnectionSources::source(const QString &connection,
                                                         const core::Cancellation &cancellation) const
{
    auto backend = core::await(m_manager.open(connection), cancellation);
    if (!backend)
        return core::fail(backend.error());
    const bool isHologres = backend->profile.system == connections::Profile::System::Hologres;
    return planning::Source{backend->catalog, isHologres ? QStringLiteral("hologres") : QStringLiteral("maxcompute"),
                            backend->profile.readOnly};
}

} // namespace isthmus::app
