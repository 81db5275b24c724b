// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace isthmus::core {

/// \a text with everything that looks like a credential replaced by "***": passwords in connection strings and URLs,
/// Authorization and token headers, signatures in query strings. For logs and for server text that may echo a request.
/// Pure; any thread.
[[nodiscard]] QString redacted(const QString &text);

} // namespace isthmus::core
