// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/sandbox/store/pgaddress.h>

#include <QList>
#include <QString>
#include <QStringList>

#include <memory>

namespace isthmus::sandbox {

/// Who may call the endpoint, and who that is on the Hologres side.
struct Account {
    QString accessId;
    QString accessKey;
    QString hologresRole; ///< PostgreSQL role of dual signature; empty: no Hologres identity
    QString hologresPassword;
    bool readOnly = false; ///< statements that write are refused with NoPermission
    QString stsToken; ///< not empty: a temporary credential, accepted only with this security token
    /// Not empty: the only tables that the account may use, as "schema.table" or "schema.*" in lower case.
    QStringList tables;
};

/// A RAM role that external tables and foreign servers may name, and the PostgreSQL role that it is.
struct RamRole {
    QString arn; ///< "acs:ram::<uid>:role/<name>"
    QString hologresRole;
    QString hologresPassword;
};

struct EndpointSettings {
    QString listenAddress = QStringLiteral("127.0.0.1");
    int port = 0; ///< 0 = choose a free one
    PgAddress postgres; ///< database "maxcompute": metadata and data of managed tables; its role may use postgres_fdw
    PgAddress hologres; ///< database the foreign server "dbs_holo_external" names; host and port external tables reach
    QList<Account> accounts;
    QList<RamRole> ramRoles;
    QString project = QStringLiteral("dbs_mc");
};

/// The MaxCompute stand-in: serves the protocol over HTTP below the path "/api" from threads of its own.
/// Thread: start, port and the destructor on one thread; nothing of it needs an event loop.
class Endpoint {
public:
    /// Makes or upgrades its tables in settings.postgres, seeds them when they are new, and answers requests when it
    /// returns. Errors: Network when PostgreSQL does not answer or the port cannot be had; Invalid for settings without
    /// an account.
    [[nodiscard]] static core::Result<std::unique_ptr<Endpoint>> start(const EndpointSettings &settings);
    /// Stops accepting, cancels running jobs and waits for all of its threads.
    ~Endpoint();
    Endpoint(const Endpoint &) = delete;
    Endpoint &operator=(const Endpoint &) = delete;

    [[nodiscard]] int port() const;

private:
    class Private;
    explicit Endpoint(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace isthmus::sandbox
