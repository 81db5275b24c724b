// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/connectionkind.h>
#include <isthmus/connections/databaseat.h>
#include <isthmus/connections/mappedsource.h>

#include <QUrl>

#include <algorithm>

namespace isthmus::connections {

namespace {

// A connection that the project may be in.
struct Candidate {
    catalog::ObjectPath project;
    ServerAddress server;
};

// Connections to the project, else to tenants, which may have it.
QList<Candidate> candidates(const QList<Profile> &profiles, const catalog::ForeignSource &source,
                            const QString &endpoint)
{
    const QString authority = QUrl(endpoint).authority();
    QList<Candidate> projects;
    QList<Candidate> tenants;
    for (const Profile &profile : profiles) {
        if (!profile.can(Capability::MappedTo))
            continue;
        const ServerAddress server = profile.info().server(profile);
        if (!endpoint.isEmpty() && server.host.compare(authority, Qt::CaseInsensitive) != 0)
            continue;
        if (catalog::databaseKindBelow(profile.rootKind()))
            tenants.append({{profile.name, {source.project}}, server});
        else if (profile.database().compare(source.project, Qt::CaseInsensitive) == 0)
            projects.append({{profile.name, {}}, server});
    }
    return projects.isEmpty() ? tenants : projects;
}

} // namespace

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
                                                     const catalog::ForeignSource &source, const QString &endpoint)
{
    const QList<Candidate> found = candidates(profiles, source, endpoint);
    const bool isOne = std::ranges::all_of(
        found, [&found](const Candidate &candidate) { return candidate.server == found.first().server; });
    if (found.isEmpty() || !isOne)
        return std::nullopt;
    return found.first()
        .project.child(source.schema.isEmpty() ? QStringLiteral("default") : source.schema)
        .child(source.table);
}

QStringList serversOfProject(const QList<Profile> &profiles, const catalog::ForeignSource &source)
{
    QStringList servers;
    for (const Candidate &candidate : candidates(profiles, source, {}))
        servers.append(candidate.server.host);
    servers.removeDuplicates();
    return servers;
}

} // namespace isthmus::connections
