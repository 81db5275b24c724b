// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/access/bearertoken.h>

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>

#include <openssl/crypto.h>

#include <algorithm>

namespace isthmus::sandbox {

namespace {

constexpr int maxLifeHours = 365 * 24;
constexpr qsizetype maxTokenBytes = 8192;

QByteArray seal(const QByteArray &text, const Account &account)
{
    return QMessageAuthenticationCode::hash(text, account.accessKey.toUtf8(), QCryptographicHash::Sha256).toHex();
}

QStringList texts(const QJsonValue &value)
{
    QStringList list;
    if (value.isString())
        list.append(value.toString());
    for (const QJsonValue &entry : value.toArray())
        list.append(entry.toString());
    return list;
}

// "acs:odps:*:projects/p/instances/i", which may end with '*', against "/projects/p/instances/i".
bool namesResource(const QString &pattern, const QString &path)
{
    const QString wanted = pattern.mid(pattern.lastIndexOf(u':') + 1);
    const QString asked = path.mid(1);
    if (wanted.endsWith(u'*'))
        return asked.startsWith(wanted.chopped(1));
    return asked == wanted;
}

bool allows(const QJsonObject &statement, bool isReading, const QString &path)
{
    if (statement.value(u"Effect").toString() != u"Allow")
        return false;
    const QStringList actions = texts(statement.value(u"Action"));
    const bool mayDo = actions.contains(QStringLiteral("*")) || actions.contains(QStringLiteral("odps:*"))
        || (isReading && actions.contains(QStringLiteral("odps:Read"), Qt::CaseInsensitive));
    const QStringList resources = texts(statement.value(u"Resource"));
    return mayDo && std::any_of(resources.cbegin(), resources.cend(), [&](const QString &pattern) {
               return namesResource(pattern, path);
           });
}

// What every client asks for before anything else, and what tells nothing.
bool isForEverybody(const QString &path)
{
    return path == u"/logview/host" || path == u"/tenants"
        || (path.startsWith(u"/projects/") && path.endsWith(u"/tunnel") && path.count(u'/') == 3);
}

} // namespace

Reply<QByteArray> makeBearerToken(const Account &account, int lifeHours, const QJsonObject &policy,
                                  const QDateTime &now)
{
    if (lifeHours < 1 || lifeHours > maxLifeHours)
        return refuse(ServiceError::badArgument(QStringLiteral("A token lives 1 to %1 hours").arg(maxLifeHours)));
    if (policy.value(u"Statement").toArray().isEmpty())
        return refuse(ServiceError::badArgument(QStringLiteral("The token's policy has no statement")));
    const QJsonObject content{{QStringLiteral("id"), account.accessId},
                              {QStringLiteral("expires"), now.addSecs(qint64(lifeHours) * 3600).toSecsSinceEpoch()},
                              {QStringLiteral("statements"), policy.value(u"Statement")}};
    const QByteArray text = QJsonDocument(content)
                                .toJson(QJsonDocument::Compact)
                                .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    return text + '.' + seal(text, account);
}

Reply<Account> bearerAccount(const QByteArray &token, const QByteArray &method, const QString &path,
                             const QList<Account> &accounts, const QDateTime &now)
{
    const auto unknown = [] {
        return refuse({401, QStringLiteral("Unauthorized"),
                       QStringLiteral("ODPS-0410051:Invalid credentials - the bearer token is not known")});
    };
    const qsizetype dot = token.indexOf('.');
    if (dot < 0 || token.size() > maxTokenBytes)
        return unknown();
    const QByteArray text = token.left(dot);
    const QByteArray given = token.mid(dot + 1);
    const QJsonObject content =
        QJsonDocument::fromJson(QByteArray::fromBase64(text, QByteArray::Base64UrlEncoding)).object();
    const auto owner = std::find_if(accounts.cbegin(), accounts.cend(), [&](const Account &account) {
        return account.accessId == content.value(u"id").toString();
    });
    if (owner == accounts.cend())
        return unknown();
    const QByteArray expected = seal(text, *owner);
    if (given.size() != expected.size()
        || CRYPTO_memcmp(given.constData(), expected.constData(), size_t(expected.size())) != 0)
        return unknown();
    if (content.value(u"expires").toInteger() < now.toSecsSinceEpoch())
        return refuse({403, QStringLiteral("AuthenticationRequestExpired"),
                       QStringLiteral("ODPS-0410061:The bearer token has expired")});
    Account account = *owner;
    const bool isReading = method == "GET";
    const QJsonArray statements = content.value(u"statements").toArray();
    const auto anyAllows = [&](bool reading) {
        return std::any_of(statements.begin(), statements.end(),
                           [&](const QJsonValue &statement) { return allows(statement.toObject(), reading, path); });
    };
    account.readOnly = account.readOnly || !anyAllows(false);
    if (!anyAllows(isReading) && !(isReading && isForEverybody(path)))
        return refuse(ServiceError::noPermission(
            QStringLiteral("ODPS-0420095:Access Denied - the bearer token does not open '%1'").arg(path.left(200))));
    return account;
}

} // namespace isthmus::sandbox
