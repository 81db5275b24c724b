// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/access/account.h>
#include <isthmus/sandbox/store/serviceerror.h>

#include <QDateTime>
#include <QJsonObject>

namespace isthmus::sandbox {

// Tokens that open, without a signature, what a policy names, as the log view's do. Source:
// docs/protocol.md#other-credentials and #log-view. What is in a token is the sandbox's own: who asked for it, until
// when, the policy, and a seal with that account's key, so that tokens outlive the process and end with the account.

/// Errors: 400 for a life that is not 1 to 8,760 hours or a policy without statements.
[[nodiscard]] Reply<QByteArray> makeBearerToken(const Account &account, int lifeHours, const QJsonObject &policy,
                                                const QDateTime &now);

/// Who asks with \a token; may only read unless the policy allows "odps:*". \a method and \a path are the request's.
/// Errors: 401 for a token that is none of ours, 403 for one that has expired (AuthenticationRequestExpired) or does
/// not name what is asked for (NoPermission).
[[nodiscard]] Reply<Account> bearerAccount(const QByteArray &token, const QByteArray &method, const QString &path,
                                           const QList<Account> &accounts, const QDateTime &now);

} // namespace isthmus::sandbox
