// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/store/storerows.h>

namespace isthmus::sandbox {

/// "dt" = '…' AND …: the rows of a partition, or of all that begin with \a values.
[[nodiscard]] QString partitionCondition(const TableRow &table, const QStringList &values);
/// '…'::type of a partition column.
[[nodiscard]] QString partitionLiteral(const catalog::Column &column, const QString &value);

} // namespace isthmus::sandbox
