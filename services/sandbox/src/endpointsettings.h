// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/access/account.h>
#include <isthmus/sandbox/store/pgaddress.h>

#include <QList>
#include <QString>

namespace isthmus::sandbox {

struct SandboxState;

/// What the endpoint serves, where and to whom.
struct EndpointSettings {
    QString listenAddress = QStringLiteral("127.0.0.1");
    int port = 0; ///< 0 = choose a free one
    PgAddress postgres; ///< database "maxcompute": metadata and data of managed tables; its role may use postgres_fdw
    PgAddress hologres; ///< database the foreign server "dbs_holo_external" names; host and port external tables reach
    QList<Account> accounts;
    QList<RamRole> ramRoles;
    QString project = QStringLiteral("dbs_mc");
};

/// Of the sandbox \a state: its databases, accounts and roles.
[[nodiscard]] EndpointSettings endpointSettings(const SandboxState &state);

} // namespace isthmus::sandbox
