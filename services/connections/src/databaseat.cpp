// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/connectionkind.h>
#include <isthmus/connections/databaseat.h>
#include <isthmus/core/host.h>

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

bool isSameServer(const Profile &profile, const QString &host, int port)
{
    const ServerAddress server = profile.info().server(profile);
    const bool isSameHost =
        serverOf(server.host) == serverOf(host) || (core::isLoopbackHost(server.host) && core::isLoopbackHost(host));
    return profile.can(Capability::MappedFrom) && server.port == port && isSameHost;
}

} // namespace

std::optional<catalog::ObjectPath> databaseAt(const QList<Profile> &profiles, const QString &host, int port,
                                              const QString &database)
{
    std::optional<catalog::ObjectPath> found;
    for (const Profile &profile : profiles) {
        if (!isSameServer(profile, host, port))
            continue;
        const QString own = profile.database();
        if (own == database)
            return catalog::ObjectPath{profile.name, {}};
        if (own.isEmpty() && !found)
            found = catalog::ObjectPath{profile.name, {database}};
    }
    return found;
}

} // namespace isthmus::connections
