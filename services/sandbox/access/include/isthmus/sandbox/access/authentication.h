// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/access/account.h>
#include <isthmus/sandbox/store/serviceerror.h>
#include <isthmus/wire/signature.h>

namespace isthmus::sandbox {

/// Finds out who sent \a request at \a now: by a signature of version 2 or 4 in either canonical form, with the
/// security token if the account is a temporary one, or by a bearer token. Errors (docs/protocol.md#error-codes): no or
/// a malformed Authorization header, an unknown id, a wrong signature or token, a Date more than 15 minutes off; those
/// of bearerAccount().
[[nodiscard]] Reply<Account> authenticate(const wire::Request &request, const QList<Account> &accounts,
                                          const QDateTime &now);

} // namespace isthmus::sandbox
