// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QJsonObject>
#include <QString>

namespace isthmus::sandbox {

/// What a started sandbox tells its users: addresses and the credentials made for it (valid on this machine only).
struct SandboxInfo {
    QString dir;
    QString endpoint; ///< "http://127.0.0.1:PORT/api"
    /// "127.0.0.1", or "0.0.0.0" if the user wrote that into sandbox.json: then whoever reaches this machine reaches
    /// the endpoint. PostgreSQL stays on loopback.
    QString listen = QStringLiteral("127.0.0.1");
    QString project; ///< "dbs_mc"
    QString accessId;
    QString accessKey;
    QString hologresHost; ///< loopback address
    int hologresPort = 0;
    QString hologresUser;
    QString hologresPassword;
    QString hologresDatabase; ///< "order_dw"
    qint64 serverPid = 0; ///< the process that serves the MaxCompute endpoint and owns the PostgreSQL cluster

    [[nodiscard]] QJsonObject toJson() const; ///< with its secrets
    [[nodiscard]] QJsonObject publicJson() const; ///< the same without them
    [[nodiscard]] static core::Result<SandboxInfo> fromJson(const QJsonObject &json);
};

/// Folder used when none is named: sandbox in $ISTHMUS_DATA_DIR if that is set, else <user's data
/// folder>/isthmus/sandbox.
[[nodiscard]] QString defaultDir();

/// The error of a file sandbox.json that cannot be used because of \a what.
[[nodiscard]] core::Error damagedSandbox(const QString &what);

} // namespace isthmus::sandbox
