// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/tableinfo.h>
#include <isthmus/core/error.h>

namespace isthmus::catalog {

/// One level of a partition: dt=20240101.
struct PartitionPart {
    QString column;
    QString value;

    friend bool operator==(const PartitionPart &, const PartitionPart &) = default;
};
using PartitionSpec = QList<PartitionPart>;

/// A partition in any form that manuals and tools print: dt=20240101,hh=01 and dt=20240101/hh=01, values in either
/// quote, names in back quotes or double quotes, blanks around all of them, PARTITION (…) around the whole, a separator
/// at the end. A value that holds a separator followed by "name=" or begins with a quote must be quoted; inside quotes
/// the quote itself is doubled and nothing else is special. Inverse of partitionSpecText(). Empty for empty text.
/// Errors: Invalid. Pure; any thread.
[[nodiscard]] core::Result<PartitionSpec> parsePartitionSpec(const QString &text);

/// "dt=20240101,hh=01"; quoted where it must be. Pure; any thread.
[[nodiscard]] QString partitionSpecText(const PartitionSpec &spec);

/// \a spec in the order and with the names of \a table's partition columns, all of which it must name; empty if it is
/// empty. \a caseSensitivity is that of the system's names. Errors: Invalid, saying which column is missing, unknown or
/// given twice, or that \a table is not partitioned. Pure; any thread.
[[nodiscard]] core::Result<PartitionSpec> resolvePartition(const PartitionSpec &spec, const QString &table,
                                                           const QStringList &columns,
                                                           Qt::CaseSensitivity caseSensitivity);

/// There is no partition \a spec of \a table.
[[nodiscard]] core::Error partitionNotFound(const PartitionSpec &spec, const QString &table);

} // namespace isthmus::catalog
