// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/dialect/dialect.h>

#include <QStringList>
#include <QStringView>

namespace isthmus::dialect {

// Pure; any thread.

/// Whether \a word, in any case, cannot name a column or table without quotes.
[[nodiscard]] bool isReserved(Dialect dialect, QStringView word);

/// Whether \a word, in any case, is one that statements of either system are made of: for colouring. Names of types are
/// none.
[[nodiscard]] bool isKeyword(QStringView word);

/// The words that statements of \a dialect are made of and the names of its types, lower case and sorted: for
/// completion.
[[nodiscard]] QStringList words(Dialect dialect);

} // namespace isthmus::dialect
