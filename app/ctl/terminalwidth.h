// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace isthmus::app {

/// Columns that \a text takes on a terminal: 2 for wide East Asian characters and emoji, 0 for combining marks. For
/// text without characters that core::isControlling() names. The same in every locale. Source: wcwidth() of glibc in
/// its C.UTF-8 locale.
[[nodiscard]] int terminalWidth(QStringView text);

/// As much of the begin of \a text as fits into \a columns, with the marks on its last character.
[[nodiscard]] QStringView fittingBegin(QStringView text, int columns);

} // namespace isthmus::app
