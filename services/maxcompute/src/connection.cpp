// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoint.h"
#include "joblane.h"
#include "projectcatalog.h"
#include "projectreader.h"
#include "projectsql.h"

#include <isthmus/maxcompute/connection.h>

#include <QCoreApplication>

namespace isthmus::maxcompute {

core::Result<Connection> makeConnection(const Settings &settings)
{
    const auto endpoint = parseEndpoint(settings.endpoint);
    if (!endpoint)
        return core::fail(endpoint.error());
    if (!settings.tunnelEndpoint.isEmpty()) {
        if (const auto tunnel = parseEndpoint(settings.tunnelEndpoint); !tunnel)
            return core::fail(tunnel.error());
    }
    if (settings.project.isEmpty() && !settings.wholeTenant)
        return core::fail(core::ErrorKind::Invalid,
                          QCoreApplication::translate("MaxCompute", "The connection names no project."));
    const auto lane = [&](const QString &name) {
        return std::make_shared<JobLane>(settings.connectionName + u' ' + name, settings, *endpoint);
    };
    const ReadingLanes reading{lane(QStringLiteral("read 1")), lane(QStringLiteral("read 2"))};
    Connection connection;
    connection.catalog = std::make_shared<ProjectCatalog>(settings, *endpoint, reading);
    connection.reader =
        std::make_shared<ProjectReader>(reading, lane(QStringLiteral("count")), lane(QStringLiteral("export")));
    connection.sql = std::make_shared<ProjectSql>(settings, *endpoint);
    return connection;
}

} // namespace isthmus::maxcompute
