// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/tunnel/sessionid.h>

#include <QCryptographicHash>
#include <QDateTime>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

namespace isthmus::sandbox {

namespace {

constexpr qint64 lifeSeconds = 24 * 3600; // docs/protocol.md#types-and-limits

QByteArray processKey()
{
    static const QByteArray key = [] {
        QByteArray bytes(32, '\0');
        for (char &byte : bytes)
            byte = char(QRandomGenerator::system()->generate());
        return bytes;
    }();
    return key;
}

QString seal(const QString &text)
{
    const QByteArray mac = QMessageAuthenticationCode::hash(text.toUtf8(), processKey(), QCryptographicHash::Sha256);
    return QString::fromLatin1(mac.left(16).toHex());
}

} // namespace

QString makeSessionId(const QStringList &fields)
{
    const QStringList all{QString::number(QDateTime::currentSecsSinceEpoch()),
                          QString::number(QRandomGenerator::global()->generate(), 16), fields.join(u'_')};
    const QString text = all.join(u'_');
    return text + u'-' + seal(text);
}

std::optional<QStringList> sessionFields(const QString &id)
{
    const qsizetype dash = id.lastIndexOf(u'-');
    if (dash < 0 || id.size() > 512)
        return std::nullopt;
    const QString text = id.left(dash);
    if (seal(text) != id.mid(dash + 1))
        return std::nullopt;
    QStringList fields = text.split(u'_');
    if (QDateTime::currentSecsSinceEpoch() - fields.first().toLongLong() > lifeSeconds)
        return std::nullopt;
    return fields.sliced(2);
}

} // namespace isthmus::sandbox
