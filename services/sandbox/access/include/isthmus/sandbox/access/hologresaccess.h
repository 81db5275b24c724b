// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/access/account.h>
#include <isthmus/sandbox/store/pgaddress.h>

#include <QList>

#include <optional>

namespace isthmus::sandbox {

/// A PostgreSQL role and its password: who reads the Hologres side. Holds a secret.
struct HologresIdentity {
    QString role;
    QString password;
    QString title; ///< for messages: the RAM role's ARN or the account
};

/// Which Hologres servers can be reached and as whom. A value. Thread: const members from any.
class HologresAccess {
public:
    ///  server is reached with the roles' own passwords, its database, user and password count for nothing.
    HologresAccess(PgAddress server, QList<RamRole> roles) : m_server(std::move(server)), m_roles(std::move(roles)) { }

    /// Only the sandbox's own cluster exists; "localhost" and the loopback address name it alike.
    [[nodiscard]] bool isReachable(const QString &host, int port) const;
    /// Empty if no such role may be assumed.
    [[nodiscard]] std::optional<HologresIdentity> ramRole(const QString &arn) const;
    /// The caller's own identity (dual signature); empty if the account has none on the Hologres side.
    [[nodiscard]] static std::optional<HologresIdentity> callerIdentity(const Account &account);

    [[nodiscard]] const QString &serverHost() const { return m_server.host; }
    [[nodiscard]] int serverPort() const { return m_server.port; }
    /// Address of \a database as \a identity.
    [[nodiscard]] PgAddress address(const QString &database, const HologresIdentity &identity) const;

private:
    PgAddress m_server;
    QList<RamRole> m_roles;
};

} // namespace isthmus::sandbox
