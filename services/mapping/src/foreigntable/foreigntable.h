// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/foreignsource.h>
#include <isthmus/mapping/foreigntable/maptohologres.h>

namespace isthmus::mapping {

/// Of the reason why a table is left out whose types Hologres does not have.
inline constexpr const char *unsupportedCode = "Mapping.foreign_unsupported";
inline constexpr int maxForeignNameBytes = 63; // of a relation in PostgreSQL

/// What is wrong with the name of a foreign table; empty if nothing is.
[[nodiscard]] plan::Text foreignNameProblem(const QString &name);

/// Why Hologres cannot read a MaxCompute relation of this kind; empty if it can.
[[nodiscard]] plan::Text foreignSourceKindProblem(catalog::ObjectKind kind);
/// What a foreign table over the MaxCompute table \a info shows.
[[nodiscard]] catalog::ForeignSource foreignSourceOf(const catalog::TableInfo &info, const MapToHologresFacts &facts);

/// The columns that a foreign table over \a source will have: those of foreignColumns() that are included, with the
/// types that are chosen.
[[nodiscard]] QList<ForeignColumn> declaredColumns(const MapToHologres &definition, const catalog::TableInfo &source,
                                                   const catalog::ServerInfo &hologres);
/// What is wrong with the columns that are chosen of \a source; empty if nothing is, or none are chosen.
[[nodiscard]] plan::Text choicesProblem(const MapToHologres &definition, const catalog::TableInfo &source,
                                        const catalog::ServerInfo &hologres);
/// What it means that columns of partitions are not chosen; empty if they are.
[[nodiscard]] plan::Text partitionsLeftOutText(const MapToHologres &definition, const catalog::TableInfo &source);

/// The statements that make the foreign table \a table over \a source: IMPORT FOREIGN SCHEMA … LIMIT TO where the
/// server can do all of it, else CREATE FOREIGN TABLE; with the comments. One transaction. Source:
/// docs/mapping.md#maxcompute-to-hologres.
[[nodiscard]] QString foreignTableSql(const MapToHologres &definition, const MapToHologresFacts &facts,
                                      const catalog::TableInfo &source, const PlannedTable &table);
[[nodiscard]] QString dropForeignTableSql(const QString &schema, const QString &table);

} // namespace isthmus::mapping
