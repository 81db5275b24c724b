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

std::optional<catalog::ObjectPath> shownProjectTable(const QList<Profile> &profiles,
                                                     const catalog::ForeignSource &source)
{
    QList<catalog::ObjectPath> projects;
    QList<catalog::ObjectPath> tenants;
    for (const Profile &profile : profiles) {
        if (!profile.can(Capability::MappedTo))
            continue;
        if (catalog::databaseKindBelow(profile.rootKind()))
            tenants.append({profile.name, {source.project}});
        else if (profile.database().compare(source.project, Qt::CaseInsensitive) == 0)
            projects.append({profile.name, {}});
    }
    const QList<catalog::ObjectPath> &found = projects.isEmpty() ? tenants : projects;
    if (found.size() != 1)
        return std::nullopt;
    return found.first().child(source.schema.isEmpty() ? QStringLiteral("default") : source.schema).child(source.table);
}

} // namespace isthmus::connections
