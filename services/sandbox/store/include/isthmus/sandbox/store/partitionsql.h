// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/store/storerows.h>

namespace isthmus::sandbox {

/// "dt" = '…' AND …: the rows of a partition, or of all that begin with \a values.
[[nodiscard]] QString partitionCondition(const TableRow &table, const QStringList &values);
/// '…'::type of a partition column.
[[nodiscard]] QString partitionLiteral(const catalog::Column &column, const QString &value);

/// \a value as partitions of \a column are called: a number without leading zeros, anything else as it is.
[[nodiscard]] QString partitionValueText(const catalog::Column &column, const QString &value);
/// Why there can be no partition with these values of \a table's first columns; empty if there can. A value has 1 to
/// 255 printable ASCII characters, no blank at its ends, and none of / , = ' " \ in it: those separate and quote values
/// in partition specs, which clients take apart. Source: MaxCompute, "Create tables", partition values: letters, digits
/// and some others; double-byte characters are not supported, all else is undefined.
[[nodiscard]] QString partitionProblem(const TableRow &table, const QStringList &values);

} // namespace isthmus::sandbox
