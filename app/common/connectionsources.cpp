// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionsources.h"

#include <isthmus/core/async.h>

namespace isthmus::app {

core::Result<planning::Source> ConnectionSources::source(const QString &connection,
                                                         const core::Cancellation &cancellation) const
{
    waitsFor({connection, {}});
    auto backend = core::await(m_manager.open(connection), cancellation);
    if (!backend)
        return core::fail(backend.error());
    return planning::Source{backend->catalog, backend->profile.kind, backend->profile.readOnly};
}

void ConnectionSources::waitsFor(const catalog::ObjectPath &what) const
{
    if (m_onWaiting)
        m_onWaiting(what);
}

} // namespace isthmus::app
