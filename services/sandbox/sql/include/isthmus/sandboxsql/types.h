// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/datatype.h>

#include <QString>

namespace isthmus::sandboxsql {

/// The PostgreSQL type that stores values of a MaxCompute type: STRING text, TINYINT and SMALLINT smallint, DECIMAL
/// numeric(p,s) (plain DECIMAL numeric(38,18)), DATETIME timestamptz(3), TIMESTAMP mc_type.instant,
/// TIMESTAMP_NTZ mc_type.wall (timestampTypesSql()), arrays of scalars PostgreSQL arrays, MAP, STRUCT, JSON and arrays
/// of nested types jsonb. INTERVAL_DAY_TIME
/// numeric(21,9) of seconds, INTERVAL_YEAR_MONTH integer of months. Empty for Base::Unknown.
[[nodiscard]] QString postgresType(const catalog::DataType &type);

/// The STRUCTs of \a type as mc_runtime.json_text() and mc_runtime.conform() want them: JSON with the names of their
/// fields in order. Empty where there is none.
[[nodiscard]] QString structShape(const catalog::DataType &type);

/// The MaxCompute type of a PostgreSQL result column, for columns whose type translateQuery() did not infer. \a oid and
/// \a typmod as libpq gives them (PQftype, PQfmod). A type MaxCompute has no word for gives STRING: such values
/// must be read in text form. Source of oids: PostgreSQL's pg_type.dat.
[[nodiscard]] catalog::DataType maxComputeTypeOf(quint32 oid, int typmod);

} // namespace isthmus::sandboxsql
