// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmlnode.h"

#include <isthmus/catalog/partitionspec.h>
#include <isthmus/catalog/tableinfo.h>
#include <isthmus/core/error.h>

#include <QJsonObject>

namespace isthmus::maxcompute {

// Turns the service's descriptions of tables and partitions into values. Pure; any thread.
// Source: docs/protocol.md#tables and #partitions.

/// The JSON inside a <Table>; empty if there is none.
[[nodiscard]] QJsonObject tableJson(const XmlNode &table);

/// \a plain and \a extended are the JSON of the two forms of the resource; \a extended may be empty.
/// \a isInExternalSchema makes it an external table whatever the service says. Errors: Protocol.
[[nodiscard]] core::Result<catalog::TableInfo> readTable(const XmlNode &table, const QJsonObject &plain,
                                                         const QJsonObject &extended, bool isInExternalSchema);

/// Kind of a table from its <Type>, and from its JSON where the type is missing.
[[nodiscard]] catalog::ObjectKind tableKind(const QString &type, const QJsonObject &json, bool isInExternalSchema);

/// \a spec as REST wants it: pt='a',hh='1'.
[[nodiscard]] QByteArray restPartitionText(const catalog::PartitionSpec &spec);

/// What the JSON of a partition's resource says, into \a partition.
void readPartition(const QJsonObject &json, catalog::TableInfo &partition);

/// "pt=a,hh=1" of a <Partition>.
[[nodiscard]] QString partitionSpec(const XmlNode &partition);

} // namespace isthmus::maxcompute
