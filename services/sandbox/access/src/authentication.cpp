// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/access/authentication.h>
#include <isthmus/sandbox/access/bearertoken.h>

#include <openssl/crypto.h>

#include <algorithm>

namespace isthmus::sandbox {

namespace {

constexpr qint64 maxSkewSeconds = 15 * 60;

// In a time that does not tell where they differ.
bool isSame(const QByteArray &a, const QByteArray &b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.constData(), b.constData(), size_t(a.size())) == 0;
}

} // namespace

Reply<Account> authenticate(const wire::Request &request, const QList<Account> &accounts, const QDateTime &now)
{
    const auto unauthorized = [](const QString &message) {
        return refuse({401, QStringLiteral("Unauthorized"), message});
    };
    const QByteArray bearerToken = request.header("x-odps-bearer-token");
    if (!bearerToken.isEmpty())
        return bearerAccount(bearerToken, request.method, QString::fromUtf8(request.path), accounts, now);
    const auto authorization = wire::parseAuthorization(request.header("authorization"));
    if (!authorization)
        return unauthorized(QStringLiteral("ODPS-0410001:The request authorization header is invalid or missing"));

    const QDateTime date = wire::parseHttpDate(request.header("date"));
    if (!date.isValid() || qAbs(date.secsTo(now)) > maxSkewSeconds) {
        const auto text = [](const QDateTime &time) { return QString::fromLatin1(wire::httpDate(time)); };
        return refuse({400, QStringLiteral("RequestTimeTooSkewed"),
                       QStringLiteral("The difference between the request time and the current time is too large, "
                                      "max_interval_date:%1,expire_date:%2,now_date:%3")
                           .arg(maxSkewSeconds * 1000)
                           .arg(date.isValid() ? text(date.addSecs(maxSkewSeconds)) : QStringLiteral("-"), text(now))});
    }

    const auto account = std::find_if(accounts.cbegin(), accounts.cend(), [&](const Account &candidate) {
        return candidate.accessId.toUtf8() == authorization->accessId;
    });
    if (account == accounts.cend())
        return refuse({401, QStringLiteral("InvalidAccessKeyId"),
                       QStringLiteral("ODPS-0410051:Invalid credentials - accessKeyId not found")});
    // A V4 key lives for the day it names; around midnight that may be yesterday's or tomorrow's.
    if (authorization->isV4()) {
        const QDate day = QDate::fromString(QString::fromLatin1(authorization->date), QStringLiteral("yyyyMMdd"));
        if (!day.isValid() || qAbs(day.daysTo(now.toUTC().date())) > 1)
            return unauthorized(
                QStringLiteral("ODPS-0410042:Invalid signature value - the credential's date is not today"));
    }
    if (!wire::isSignedWith(request, *authorization, account->accessKey.toUtf8()))
        return refuse({401, QStringLiteral("SignatureNotMatch"),
                       QStringLiteral("ODPS-0410042:Invalid signature value - User signature does not match")});
    const QByteArray stsToken = request.header("authorization-sts-token");
    if (stsToken.isEmpty() != account->stsToken.isEmpty())
        return unauthorized(account->stsToken.isEmpty()
                                ? QStringLiteral("ODPS-0410051:Invalid credentials - the account has no security token")
                                : QStringLiteral("ODPS-0410051:Invalid credentials - the security token is missing"));
    if (!isSame(stsToken, account->stsToken.toUtf8()))
        return unauthorized(QStringLiteral("ODPS-0410051:Invalid credentials - the security token is wrong"));
    return *account;
}

} // namespace isthmus::sandbox
