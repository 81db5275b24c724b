// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace isthmus::core {

/// \a parts one behind the other as the installed language does it: "8 equal, 3 wider". For words; names, which people
/// copy, have ", " between them in every language. Thread: any.
[[nodiscard]] QString inOneLine(const QStringList &parts);

} // namespace isthmus::core
