// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/store/storerows.h>

namespace isthmus::sandbox {

/// What stands behind FROM to read \a foreignTable, one that ForeignTables::attach() gave for \a table: its columns as
/// values of their MaxCompute types. A value that MaxCompute does not have (an infinite time, a year beyond 9999 or
/// before 1, NaN, more digits before the point than DECIMAL(p,s) has, an array of arrays) is an error that names value
/// and column once the column is read; digits after the point are rounded half up to the scale. Conditions on such
/// columns are evaluated here, not on the Hologres side. Source: docs/mapping.md#types.
[[nodiscard]] QString readingRelation(const TableRow &table, const QString &foreignTable);

} // namespace isthmus::sandbox
