// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/dialect/dialect.h>

#include <QString>
#include <QStringView>

namespace isthmus::dialect {

// The only functions that turn names and values from outside into SQL text. Pure; any thread.

/// "name" with inner quotes doubled. Source: PostgreSQL 15 manual, 4.1.1. U+0000 cannot occur in a PostgreSQL name and
/// is dropped.
[[nodiscard]] QString quotePostgresName(QStringView name);
/// As above, but a plain lower-case name that is no reserved word stays bare.
[[nodiscard]] QString postgresName(QStringView name);
/// 'text' with inner quotes doubled; the E'' form when it holds a backslash, so that the result does not depend on
/// standard_conforming_strings, or a character that pasting or sending could change (core::isControlling()): it is
/// written as an escape.
[[nodiscard]] QString quotePostgresText(QStringView text);
/// `name` with inner back quotes doubled. Source: MaxCompute SQL, "Escape characters"; pyodps quotes the same way.
[[nodiscard]] QString quoteMaxComputeName(QStringView name);
/// As above, but a plain lower-case name that is no reserved word stays bare, which reads better in DDL shown to
/// people.
[[nodiscard]] QString maxComputeName(QStringView name);
/// 'text' in MaxCompute's escapes: backslash, quotes, line breaks and all control characters are written with a
/// backslash, those of ASCII as \\001, others as \\u0085.
[[nodiscard]] QString quoteMaxComputeText(QStringView text);

// The same, for code that serves both.

[[nodiscard]] QString quoteName(Dialect dialect, QStringView name);
[[nodiscard]] QString plainName(Dialect dialect, QStringView name); ///< quoted only where it must be
[[nodiscard]] QString quoteText(Dialect dialect, QStringView text);

} // namespace isthmus::dialect
