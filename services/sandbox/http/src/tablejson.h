// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/store/storerows.h>

#include <QByteArray>

namespace isthmus::sandbox {

/// The JSON text in a table's <Schema> element; \a extended adds storage, location and table properties.
/// Source of keys and their capitals: docs/protocol.md#tables.
[[nodiscard]] QByteArray tableJson(const TableRow &table, bool extended);
/// The JSON text in a partition's <Schema> element.
[[nodiscard]] QByteArray partitionJson(const TableRow &table, const PartitionRow &partition, bool extended);
/// "MANAGED_TABLE" and the like.
[[nodiscard]] QString tableTypeName(TableKind kind);

} // namespace isthmus::sandbox
