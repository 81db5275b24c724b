// SPDX-License-Identifier: GPL-3.0-or-later
#include "hologrescatalog.h"
#include "hologressql.h"

#include <isthmus/core/host.h>
#include <isthmus/hologres/connection.h>

#include <QCoreApplication>

namespace isthmus::hologres {

core::Result<Connection> makeConnection(const Settings &settings)
{
    if (settings.port < 1 || settings.port > 65535) {
        return core::fail(core::ErrorKind::Invalid,
                          QCoreApplication::translate("Hologres",
                                                      "The port %1 of connection %2 is not between 1 and "
                                                      "65535.")
                              .arg(settings.port)
                              .arg(settings.connectionName));
    }
    const bool isWithoutTls = settings.tlsMode == u"disable" && core::isLoopbackHost(settings.host);
    if (settings.tlsMode != u"verify-full" && !isWithoutTls) {
        return core::fail(
            core::ErrorKind::Invalid,
            QCoreApplication::translate("Hologres", "TLS with verification is needed to reach %1 (connection %2).")
                .arg(settings.host, settings.connectionName),
            QCoreApplication::translate("Hologres",
                                        "Set TLS to verify-full; only a server on this machine may go "
                                        "without."));
    }
    const auto shared = std::make_shared<const Settings>(settings);
    const auto lane = [&](Session::Purpose purpose, const QString &name) {
        return std::make_shared<SessionLane>(shared, purpose, settings.connectionName + u' ' + name);
    };
    using Purpose = Session::Purpose;
    const auto browsing = std::make_shared<HologresCatalog>(CatalogLanes{
        lane(Purpose::Browsing, QStringLiteral("browsing")),
        {lane(Purpose::Browsing, QStringLiteral("reading 1")), lane(Purpose::Browsing, QStringLiteral("reading 2"))},
        lane(Purpose::Browsing, QStringLiteral("background")),
        lane(Purpose::Export, QStringLiteral("count")),
        lane(Purpose::Export, QStringLiteral("export"))});
    const auto sql = std::make_shared<HologresSql>(lane(Purpose::Sql, QStringLiteral("SQL")));
    return Connection{browsing, browsing, sql};
}

} // namespace isthmus::hologres
