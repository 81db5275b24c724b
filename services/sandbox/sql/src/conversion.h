// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/datatype.h>
#include <isthmus/sandboxsql/error.h>

#include <QString>

namespace isthmus::sandboxsql {

/// A translated expression. `sql` is always one operand: a name, a call, a literal or something in parentheses, so
/// that "::type" and subscripts may follow it directly.
struct SqlValue {
    QString sql;
    catalog::DataType type; ///< Base::Unknown for NULL and where it is not known
};

/// How a call of a function of the runtime schema begins: mc_runtime.name
[[nodiscard]] QString runtimeName(const QString &function);

/// \a value as \a type, by MaxCompute's rules: text that is no number gives NULL, DOUBLE is cut (not rounded) to
/// BIGINT, times are written as MaxCompute writes them. Throws SqlError at \a at if there is no such conversion.
[[nodiscard]] SqlValue castTo(const SqlValue &value, const catalog::DataType &type, SourcePosition at);
/// As castTo(), but only where MaxCompute converts by itself, and nothing is emitted where nothing changes.
[[nodiscard]] SqlValue convertTo(const SqlValue &value, const catalog::DataType &type, SourcePosition at);
/// As convertTo(), for what is stored in \a column, which a refusal names: of the type, and of a value that the type
/// does not have.
[[nodiscard]] SqlValue assignedTo(const SqlValue &value, const catalog::DataType &type, const QString &column,
                                  SourcePosition at);
/// \a value (of a time type, or text) as PostgreSQL timestamp: the wall time of the session's zone. That of an instant
/// is refused outside the years 1 to 9999. What is finer than a microsecond is cut.
[[nodiscard]] QString wallTime(const SqlValue &value, SourcePosition at);
/// \a value (of a time type, or text) as PostgreSQL timestamptz: itself if it is an instant, else the first one that
/// has its wall time in the session's zone. What is finer than a microsecond is cut.
[[nodiscard]] QString instantOf(const SqlValue &value, SourcePosition at);
/// The expression \a wall, a PostgreSQL timestamp, as timestamptz: by the rule of java.time, the first of two instants
/// with that wall time, and after a gap that a clock change leaves as much later as the gap is long.
[[nodiscard]] QString firstInstant(const QString &wall);
/// The reverse of wallTime(): the operand \a wall, a PostgreSQL timestamp, as the time type \a type. What is finer than
/// the type is cut, not rounded: a rounded last second would be one of the year 10000.
[[nodiscard]] QString fromWallTime(const QString &wall, const catalog::DataType &type);

} // namespace isthmus::sandboxsql
