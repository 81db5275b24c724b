// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/dialect/dialect.h>

#include <QString>
#include <QStringView>

namespace isthmus::dialect {

// A user's own SQL as a part of a statement of ours. Whatever the text holds, it stays inside that part: what is no
// whole expression is refused, and comments are left out. Linear. Pure; any thread.

/// "(\n\a filter\n)", for behind WHERE or AND; empty for blanks alone. Errors: Invalid for parentheses or brackets that
/// do not match, a ';', a quoted text or comment without an end, and comments alone.
[[nodiscard]] core::Result<QString> filterClause(Dialect dialect, QStringView filter);

/// " ORDER BY\n\a order\n"; empty for blanks alone. Errors: as above, and Invalid for what would go on behind the
/// order: LIMIT, OFFSET, FETCH, FOR, UNION and the like outside parentheses.
[[nodiscard]] core::Result<QString> orderClause(Dialect dialect, QStringView order);

/// \a filter and \a condition both, for a field of one line: the first in parentheses where it has an OR, and without
/// its comments. A filter that is no whole expression stays as it is, for its user to see it refused.
[[nodiscard]] QString bothConditions(Dialect dialect, const QString &filter, const QString &condition);

} // namespace isthmus::dialect
