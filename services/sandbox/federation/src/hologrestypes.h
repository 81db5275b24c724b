// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/datatype.h>

#include <optional>

namespace isthmus::sandbox {

/// The MaxCompute type an external schema shows for a Hologres column, from PostgreSQL's format_type() text. Empty for
/// a type that cannot be mapped: such columns are left out. Source: docs/mapping.md#types.
[[nodiscard]] std::optional<catalog::DataType> mappedType(const QString &postgresType);

/// The PostgreSQL type to declare for a foreign table's column, so that postgres_fdw reads a source column of any type
/// and our side sees values of \a type. Source: docs/mapping.md#declared-and-real-types: text takes everything, numbers
/// do not take text.
[[nodiscard]] QString foreignColumnType(const catalog::DataType &type);

} // namespace isthmus::sandbox
