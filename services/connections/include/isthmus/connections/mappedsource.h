// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/foreignsource.h>
#include <isthmus/catalog/jdbclocation.h>
#include <isthmus/connections/profile.h>

#include <QList>
#include <QStringList>

#include <optional>

namespace isthmus::connections {

/// The table that \a location leads to, below one of \a profiles: a connection to its server and database, else one
/// that shows all databases of the server; nothing if there is neither, or the location names no table. Pure; any
/// thread.
[[nodiscard]] std::optional<catalog::ObjectPath> mappedSource(const QList<Profile> &profiles,
                                                              const catalog::JdbcLocation &location);

/// The MaxCompute table that a foreign table of Hologres shows, by the first of \a profiles that leads to its project,
/// one to the project before one to its tenant. \a endpoint: of the MaxCompute that is meant, as
/// catalog::ServerInfo::host; empty: a foreign table does not say in which region its project is, so that nothing is
/// answered where connections to several servers lead there. Pure; any thread.
[[nodiscard]] std::optional<catalog::ObjectPath>
shownProjectTable(const QList<Profile> &profiles, const catalog::ForeignSource &source, const QString &endpoint = {});

/// The servers of those connections, each once. Pure; any thread.
[[nodiscard]] QStringList serversOfProject(const QList<Profile> &profiles, const catalog::ForeignSource &source);

} // namespace isthmus::connections
