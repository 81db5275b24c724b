// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/databaseat.h>
#include <isthmus/connections/mappedsource.h>

namespace isthmus::connections {

std::optional<catalog::ObjectPath> mappedSource(const QList<Profile> &profiles, const catalog::JdbcLocation &location)
{
    if (location.table().isEmpty())
        return std::nullopt;
    const int port = location.port == 0 ? catalog::JdbcLocation::driverPort : location.port;
    const auto database = databaseAt(profiles, location.host, port, location.database);
    if (!database)
        return std::nullopt;
    return database->child(location.schema()).child(location.table());
}

} // namespace isthmus::connections
