// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/connectionkind.h>
#include <isthmus/connections/sandboxsecret.h>
#include <isthmus/core/privatefile.h>

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>

namespace isthmus::connections {

core::Result<QString> readSandboxSecret(const Profile &profile)
{
    const QString file = QDir(profile.sandboxDir).filePath(QStringLiteral("sandbox.json"));
    auto bytes = core::readPrivateFile(file, 1024 * 1024);
    if (!bytes) {
        auto error = bytes.error();
        if (error.kind == core::ErrorKind::NotFound) {
            error.kind = core::ErrorKind::Network; // as if nobody answered there
            error.detail = error.message;
            error.message = QCoreApplication::translate("Connections", "The sandbox of connection %1 does not run.")
                                .arg(profile.name);
            error.hint = QCoreApplication::translate("Connections", "Start the sandbox, then try again.");
        }
        return core::fail(error);
    }
    QJsonValue secret = QJsonDocument::fromJson(*bytes).object();
    for (const QString &member : profile.info().sandboxSecret)
        secret = secret.toObject().value(member);
    if (!secret.isString() || secret.toString().isEmpty()) {
        return core::fail(
            core::ErrorKind::Protocol,
            QCoreApplication::translate("Connections", "The sandbox's file %1 cannot be understood.").arg(file),
            QCoreApplication::translate("Connections", "Delete the sandbox's folder and start the sandbox again."));
    }
    return secret.toString();
}

} // namespace isthmus::connections
