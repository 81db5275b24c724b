// SPDX-License-Identifier: GPL-3.0-or-later
#include "listingkey.h"

#include <isthmus/connections/connectionkind.h>

#include <QCryptographicHash>
#include <QJsonDocument>

namespace isthmus::nameindex {

QString listingKey(const connections::Profile &profile)
{
    connections::Profile listed = profile;
    listed.describeAs({});
    listed.set(listed.info().computeGroupField, QString());
    QJsonObject json = listed.toJson();
    for (const QString &other : {QStringLiteral("name"), QStringLiteral("read_only"),
                                 connections::timeZoneFieldId.toString(), connections::timeLimitFieldId.toString()})
        json.remove(other);
    if (!profile.sandboxDir.isEmpty()) {
        // It may listen elsewhere after its next start.
        json = {{QStringLiteral("system"), profile.kind},
                {QStringLiteral("sandbox_dir"), profile.sandboxDir},
                {QStringLiteral("database"), profile.database()},
                {QStringLiteral("hidden_schemas"), json.value(QStringLiteral("hidden_schemas"))}};
    }
    const QByteArray text = QJsonDocument(json).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

} // namespace isthmus::nameindex
