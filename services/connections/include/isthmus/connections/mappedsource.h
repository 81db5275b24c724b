// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/jdbclocation.h>
#include <isthmus/connections/profile.h>

#include <QList>

#include <optional>

namespace isthmus::connections {

/// The table that \a location leads to, below one of \a profiles: a connection to its server and database, else one
/// that shows all databases of the server; nothing if there is neither, or the location names no table. Pure; any
/// thread.
[[nodiscard]] std::optional<catalog::ObjectPath> mappedSource(const QList<Profile> &profiles,
                                                              const catalog::JdbcLocation &location);

} // namespace isthmus::connections
