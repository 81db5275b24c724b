// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/datatype.h>
#include <isthmus/sandboxsql/error.h>

#include <optional>

namespace isthmus::sandboxsql {

// Source of the rules: MaxCompute SQL, "Data type conversion" (data type edition 2.0).

[[nodiscard]] catalog::DataType typeOf(catalog::DataType::Base base); ///< of a type without arguments
[[nodiscard]] catalog::DataType decimalType(int precision, int scale); ///< cut to (38,18)
[[nodiscard]] catalog::DataType arrayType(const catalog::DataType &element);
[[nodiscard]] catalog::DataType mapType(const catalog::DataType &key, const catalog::DataType &value);
/// \a names are in lower case, one for each of \a types.
[[nodiscard]] catalog::DataType structType(const QStringList &names, const QList<catalog::DataType> &types);
/// \a type with STRING for what is not known inside it, such as the element of array(NULL).
[[nodiscard]] catalog::DataType settledType(const catalog::DataType &type);

[[nodiscard]] bool isInteger(const catalog::DataType &type);
[[nodiscard]] bool isText(const catalog::DataType &type); ///< STRING, VARCHAR, CHAR
[[nodiscard]] bool isInterval(const catalog::DataType &type);
[[nodiscard]] bool isTime(const catalog::DataType &type); ///< DATE, DATETIME, TIMESTAMP, TIMESTAMP_NTZ
[[nodiscard]] inline bool isUnknown(const catalog::DataType &type)
{
    return type.base == catalog::DataType::Base::Unknown;
}

/// Refuses a STRUCT, in \a type or inside it, two of whose fields have the same name: names do not tell cases apart.
void checkFields(const catalog::DataType &type, SourcePosition at);

/// Stored as jsonb rather than as a type of its own.
[[nodiscard]] bool isStoredAsJson(const catalog::DataType &type);

/// The type that holds values of both, for CASE, UNION, COALESCE …; empty if there is none. Unknown gives way.
[[nodiscard]] std::optional<catalog::DataType> commonType(const catalog::DataType &a, const catalog::DataType &b);
/// The type in which both are compared: text against numbers as DOUBLE, text against a time as that time.
[[nodiscard]] std::optional<catalog::DataType> comparisonType(const catalog::DataType &a, const catalog::DataType &b);
/// Whether a value of \a from may be stored in a column of \a to without CAST. Nested types part by part: a STRUCT with
/// the same number of fields, by their positions.
[[nodiscard]] bool convertsImplicitly(const catalog::DataType &from, const catalog::DataType &to);

} // namespace isthmus::sandboxsql
