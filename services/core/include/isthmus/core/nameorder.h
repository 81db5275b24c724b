// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace isthmus::core {

/// How people sort names: without regard to case, numbers by their value (table_2 before table_10); names that differ
/// in neither, by their characters, so that no two names are equal. Negative: \a a comes first; zero: they are the
/// same. A total order, the same in every language. Takes some ten nanoseconds for common names. Pure; any thread.
[[nodiscard]] int compareNames(QStringView a, QStringView b);

[[nodiscard]] inline bool isNameBefore(QStringView a, QStringView b)
{
    return compareNames(a, b) < 0;
}

} // namespace isthmus::core
