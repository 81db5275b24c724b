// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/access/account.h>
#include <isthmus/sandbox/sandboxinfo.h>
#include <isthmus/sandbox/store/pgaddress.h>

#include <QList>
#include <QString>

namespace isthmus::sandbox {

/// One user of the Hologres side made for tests: not an account of the MaxCompute side unless said so.
struct HologresUser {
    QString name;
    QString password;
};

/// Everything a sandbox remembers: the file sandbox.json in its folder. Its top level is SandboxInfo's JSON, so that
/// other programs of the same user find the addresses there; what only the server needs is below "private".
struct SandboxState {
    SandboxInfo info;
    QString clusterDir;
    double scale = 1.0;
    int seedVersion = 0; ///< 0 until the databases are complete
    int endpointPort = 0; ///< used last; taken again when it is free
    QString superuserPassword;
    QString enginePassword; ///< of the role that owns the database "maxcompute"
    HologresUser restricted; ///< may read some tables only, on both sides
    HologresUser unprivileged; ///< may sign in and nothing else, on both sides
    HologresUser ramRole; ///< what the RAM role of the tutorial is in Hologres
    /// Written into the file by hand, for tests: further accounts of the MaxCompute side.
    QList<Account> furtherAccounts;

    /// A new sandbox: random credentials, no ports.
    [[nodiscard]] static SandboxState make(const QString &dir, double scale);

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static core::Result<SandboxState> fromJson(const QJsonObject &json);

    [[nodiscard]] PgAddress superuserAddress(const QString &database) const;
};

/// Names that the sandbox's content and its accounts are known by.
namespace names {
inline const QString project = QStringLiteral("dbs_mc");
inline const QString hologresDatabase = QStringLiteral("order_dw");
inline const QString engineDatabase = QStringLiteral("maxcompute");
inline const QString engineRole = QStringLiteral("maxcompute_engine");
inline const QString tutorialRoleArn = QStringLiteral("acs:ram::1234567890:role/dbs-holo-role");
inline const QString powerlessRoleArn = QStringLiteral("acs:ram::1234567890:role/dbs-holo-role-without-rights");
} // namespace names

/// Path of the state file of the sandbox in \a dir.
[[nodiscard]] QString stateFile(const QString &dir);
/// Errors: NotFound when \a dir holds no sandbox, Invalid for a damaged file, Permission.
[[nodiscard]] core::Result<SandboxState> loadState(const QString &dir);
/// Replaced as a whole or not at all, mode 0600. Errors: those of core::writePrivateFile().
[[nodiscard]] core::Result<core::Done> saveState(const SandboxState &state);

} // namespace isthmus::sandbox
