// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/access/account.h>
#include <isthmus/sandbox/store/serviceerror.h>

namespace isthmus::sandbox {

// What an account may do. Source of codes and texts: docs/protocol.md#error-codes.

/// Errors: 403 for an account that may only read.
[[nodiscard]] Reply<bool> requireWriter(const Account &account);
/// Names in lower case.
[[nodiscard]] bool mayUseProject(const Account &account, const QString &project);
[[nodiscard]] ServiceError projectDenied(const Account &account, const QString &project);
[[nodiscard]] bool mayUseTable(const Account &account, const QString &schema, const QString &table);
[[nodiscard]] ServiceError tableDenied(const Account &account, const QString &project, const QString &schema,
                                       const QString &table);

} // namespace isthmus::sandbox
