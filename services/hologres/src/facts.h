// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "location.h"
#include "session.h"

#include <isthmus/catalog/catalog.h>

namespace isthmus::hologres {

/// Who the server is and who we are there; measures one small request on the open connection.
[[nodiscard]] core::Result<catalog::ServerInfo> readServer(Session &session, const core::Cancellation &cancellation);

/// Lines of the hover card of an instance, a database or data source, or a schema (docs/requirements.md#h-14 to #h-16,
/// #h-43); an empty list for anything else. Never a secret.
[[nodiscard]] core::Result<QList<catalog::Fact>> readFacts(Session &session, const Location &location,
                                                           const core::Cancellation &cancellation);

} // namespace isthmus::hologres
