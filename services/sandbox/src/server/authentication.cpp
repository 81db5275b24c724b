// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/authentication.h"

#include <algorithm>

namespace isthmus::sandbox {

namespace {

constexpr qint64 maxSkewSeconds = 15 * 60;

} // namespace

Reply<Account> authenticate(const wire::Request &request, const QList<Account> &accounts, const QDateTime &now)
{
    const auto unauthorized = [](const QString &message) {
        return refuse({401, QStringLiteral("Unauthorized"), message});
    };
    if (!request.header("x-odps-bearer-token").isEmpty())
        return unauthorized(
            QStringLiteral("ODPS-0410051:Invalid credentials - bearer tokens are not supported by the sandbox"));
    if (!request.header("authorization-sts-token").isEmpty())
        return unauthorized(QStringLiteral(
            "ODPS-0410051:Invalid credentials - temporary (STS) credentials are not supported by the sandbox"));
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
    return *account;
}

} // namespace isthmus::sandbox
