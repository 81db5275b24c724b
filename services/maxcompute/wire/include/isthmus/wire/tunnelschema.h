// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/tableinfo.h>
#include <isthmus/core/error.h>

#include <QJsonObject>
#include <QList>

namespace isthmus::wire {

/// The columns of a session's "Schema" member: {"columns":[{"name":…,"type":…},…],"partitionKeys":[…]}. Partition
/// columns are not part of the stream and come last, marked. Errors: Protocol for another shape, more than 10,000
/// columns, or a column without name or type. Source: docs/protocol.md#download-sessions.
[[nodiscard]] core::Result<QList<catalog::Column>> columnsFromSchema(const QJsonObject &schema);

/// The inverse: names, types and comments.
[[nodiscard]] QJsonObject schemaFromColumns(const QList<catalog::Column> &columns);

} // namespace isthmus::wire
