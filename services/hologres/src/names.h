// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "location.h"
#include "session.h"

#include <isthmus/catalog/catalog.h>

namespace isthmus::hologres {

// Reading over a whole database or schema, for an index and for links between systems.
// Errors of both beside the session's: Invalid if the location is no database and no schema.

/// One page of catalog::Catalog::names().
[[nodiscard]] core::Result<catalog::NamePage> readNames(Session &session, const Location &location,
                                                        const QString &marker, const core::Cancellation &cancellation);

/// The foreign tables; the path of the scope is given since a location does not know it.
[[nodiscard]] core::Result<QList<catalog::ExternalLink>> readExternalLinks(Session &session,
                                                                           const catalog::ObjectPath &scope,
                                                                           const Location &location,
                                                                           const core::Cancellation &cancellation);

} // namespace isthmus::hologres
