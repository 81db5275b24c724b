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
/// \a value (of a time type, or text) as PostgreSQL timestamp: the wall time of the session's zone.
[[nodiscard]] QString wallTime(const SqlValue &value, SourcePosition at);

} // namespace isthmus::sandboxsql
