// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandboxsql/ast.h>

#include <QList>

namespace isthmus::sandboxsql {

/// Longest script that is read, in UTF-16 code units. Source: docs/protocol.md#types-and-limits (SQL text 2 MB).
inline constexpr qsizetype maxScriptLength = 2 * 1024 * 1024;

/// Statements of \a script, separated by ';'; an empty script is an empty list. The first error ends parsing: a script
/// is accepted as a whole or not at all.
/// Errors: ODPS-0130161 with the place of the offending token, for text that is no SQL, for nesting deeper than 150
/// levels, and for what the sandbox does not know (which the message names). Never throws. Pure; any thread.
[[nodiscard]] SqlResult<QList<ScriptStatement>> parse(const QString &script);

/// One expression and nothing after it: a column's DEFAULT, a test. Errors as parse().
[[nodiscard]] SqlResult<ExpressionPtr> parseExpression(const QString &text);

} // namespace isthmus::sandboxsql
