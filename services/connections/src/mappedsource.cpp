// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/connectionkind.h>
#include <isthmus/connections/mappedsource.h>

#include <QRegularExpression>

namespace isthmus::connections {

namespace {

// An instance has one name per network: "<id>-<region>-internal.hologres.aliyuncs.com" is the same server as
// "<id>-<region>.hologres.aliyuncs.com". Source: docs/hologres.md#hosts.
QString serverOf(const QString &host)
{
    static const QRegularExpression network(QStringLiteral("\\A([^.]+?)-(?:internal|vpc|vpc-st)\\."));
    return host.toLower().replace(network, QStringLiteral("\\1."));
}

bool isSameServer(const Profile &profile, const catalog::JdbcLocation &location)
{
    const ServerAddress server = profile.info().server(profile);
    const int port = location.port == 0 ? catalog::JdbcLocation::driverPort : location.port;
    return profile.can(Capability::MappedFrom) && server.port == port
        && serverOf(server.host) == serverOf(location.host);
}

} // namespace

std::optional<catalog::ObjectPath> mappedSource(const QList<Profile> &profiles, const catalog::JdbcLocation &location)
{
    std::optional<catalog::ObjectPath> source;
    if (location.table().isEmpty())
        return source;
    // Where a database is saved as a data source, an instance that shows it too adds nothing.
    for (const Profile &profile : profiles) {
        if (!isSameServer(profile, location))
            continue;
        const QString database = profile.database();
        if (database == location.database)
            source = catalog::ObjectPath{profile.name, {location.schema(), location.table()}};
        else if (database.isEmpty() && !source)
            source = catalog::ObjectPath{profile.name, {location.database, location.schema(), location.table()}};
    }
    return source;
}

} // namespace isthmus::connections
