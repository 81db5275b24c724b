// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/externaltable/definition.h>

#include <QString>

namespace isthmus::mapping {

/// Code of the notice that names furtherProperties().
inline constexpr const char *lostPropertiesCode = "Mapping.replaced_properties";

inline constexpr int maxCommentBytes = 1024; // MaxCompute SQL, "CREATE TABLE": col_comment, table_comment

/// What the table is said to be in MaxCompute, before boundedComment().
[[nodiscard]] QString targetTableComment(const MapTable &definition, const catalog::TableInfo &source);
/// \a comment cut to whole characters within maxCommentBytes of UTF-8.
[[nodiscard]] QString boundedComment(const QString &comment);

/// The comment that \a column gets: its own, with the Hologres name in front where the name was changed unasked.
[[nodiscard]] QString targetComment(const PlannedColumn &column);

/// The columns that the external table gets, in their order.
[[nodiscard]] QList<PlannedColumn> includedColumns(const MapTable &definition, const catalog::TableInfo &source);
/// colmapping over all \a included columns, "mc:holo,…"; empty where every name stands for itself on both sides.
[[nodiscard]] QString columnMappingText(const QList<PlannedColumn> &included);

/// Names and values of TBLPROPERTIES of \a existing that no mapping sets: they go with it, "my.owner.tag = team-a".
[[nodiscard]] QStringList furtherProperties(const catalog::TableInfo &existing);

/// The LOCATION of the external table: the user's, or the one made from the source.
[[nodiscard]] QString locationOf(const MapTable &definition, const MapTableFacts &facts);

inline const QString namespaceSetting = QStringLiteral("SET odps.namespace.schema=true;");
/// What is set for the job that makes an external table. Source: docs/mapping.md#external-table-with-dual-signature.
[[nodiscard]] QStringList makingSettings(bool hasSchemas, bool isDualSignature);

/// Drops the external table, not the Hologres rows behind it. Source: docs/mapping.md#show-describe-drop.
[[nodiscard]] QString dropStatement(const MapTable &definition, const MapTableFacts &facts);
[[nodiscard]] QString dropStatement(const catalog::ServerInfo &server, const QString &schema, const QString &table);

} // namespace isthmus::mapping
