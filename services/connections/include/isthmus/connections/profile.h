// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectpath.h>
#include <isthmus/core/error.h>

#include <QJsonObject>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace isthmus::connections {

/// A saved way to reach one system. Holds everything but the secret, which lives in a SecretStore under the name.
struct Profile {
    enum class System : quint8 { MaxCompute, Hologres };
    enum class Mode : quint8 { DataSource, Instance }; ///< Hologres only

    QString name; ///< unique, chosen by the user; first part of every path
    System system = System::Hologres;
    Mode mode = Mode::DataSource;

    // Hologres
    QString host;
    int port = 80;
    QString database; ///< data source: the one database; instance: the database first dialled
    QString warehouse; ///< compute group; joined as database@warehouse only when dialling
    /// libpq sslmode: "verify-full" (default), or "disable" which is accepted for loopback hosts only.
    QString tlsMode = QStringLiteral("verify-full");
    QString instanceName; ///< shown in hover cards ("test_dbs_holo"); may be empty

    // MaxCompute
    QString endpoint; ///< "https://service.cn-shanghai.maxcompute.aliyun.com/api"; http only for loopback hosts
    QString tunnelEndpoint; ///< empty: asked of the service
    QString project;
    QString region; ///< set: V4 signatures; empty: V2

    QString accessId; ///< user name or AccessKey id
    bool readOnly = false; ///< plans with writing steps are refused before anything is sent
    QStringList hiddenSchemas; ///< wildcards
    /// Folder of the sandbox this connection belongs to; its secret is read from there. Empty for all others.
    QString sandboxDir;

    [[nodiscard]] catalog::ObjectKind rootKind() const;
    /// Problems in the user's words, empty if the profile could be dialled: empty name, no host, port out of range …
    [[nodiscard]] QStringList problems() const;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static core::Result<Profile> fromJson(const QJsonObject &json);

    friend bool operator==(const Profile &, const Profile &) = default;
};

} // namespace isthmus::connections

Q_DECLARE_METATYPE(isthmus::connections::Profile)
