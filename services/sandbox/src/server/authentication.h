// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "endpoint.h"
#include "server/serviceerror.h"

#include <isthmus/wire/signature.h>

namespace isthmus::sandbox {

/// Finds out who signed \a request at \a now. Accepts signatures of version 2 and 4 in both canonical forms.
/// Errors (MaxCompute protocol, 7.2): no or a malformed Authorization header, an unknown id, a wrong signature, a Date
/// more than 15 minutes off, temporary credentials and bearer tokens, which the sandbox has none of.
[[nodiscard]] Reply<Account> authenticate(const wire::Request &request, const QList<Account> &accounts,
                                          const QDateTime &now);

} // namespace isthmus::sandbox
