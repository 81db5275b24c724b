// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QString>

namespace isthmus::core {

/// \a text with everything that looks like a credential replaced by "***": passwords in connection strings, URLs,
/// properties and SQL (PASSWORD '…', IDENTIFIED BY '…', also where the text ends inside the quotes), Authorization and
/// token headers, signatures in query strings. For logs and for server text that may echo a request.
/// Pure; any thread.
[[nodiscard]] QString redacted(const QString &text);

/// All texts of \a error redacted.
[[nodiscard]] Error redacted(Error error);

/// \a value of the property, option or column called \a name: "***" if the name says that it is a credential, else
/// redacted(). Empty values stay empty.
[[nodiscard]] QString redactedValue(const QString &name, const QString &value);

} // namespace isthmus::core
