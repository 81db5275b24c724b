// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/externaltable/definition.h>

#include <QString>

namespace isthmus::mapping {

inline constexpr int maxNameBytes = 128; // of a MaxCompute table or column
inline constexpr int maxColumns = 1'200; // of a MaxCompute table

/// What is wrong with a MaxCompute table or schema name, in the user's words; empty if nothing is.
[[nodiscard]] plan::Text tableNameProblem(const QString &name);
/// Likewise for a column name, which may also start with an underscore.
[[nodiscard]] plan::Text columnNameProblem(const QString &name);
/// Names for the columns \a sources of one table, in their order: legal, and distinct whatever the case. A name that
/// MaxCompute takes as it is stays; others come in lower case without marks, with '_' for what is not allowed, "c_"
/// before a digit, and a number where that is taken ("abc_2") or nothing is left ("c_1"). Which columns the user
/// includes does not matter, nor do columns that are added at the end, unless they have one of these names themselves.
[[nodiscard]] QStringList proposedColumnNames(const QStringList &sources);
/// A legal name for an external table over \a source that hardly any other table has: a digest follows.
[[nodiscard]] QString distinctTableName(const QString &source);
/// \a comment with the Hologres \a name in front, unless it is in it.
[[nodiscard]] QString commentWithName(const QString &comment, const QString &name);

/// "name", or "\"Name\"" where capitals, a keyword or other characters need quotes, as colmapping wants the Hologres
/// side written. Source: docs/mapping.md#names-of-columns.
[[nodiscard]] QString hologresColumnText(const QString &name);

/// Full name for statements: dbs_mc.default.dwd_orders, without the schema where the project has none.
[[nodiscard]] QString externalTableText(const MapTable &definition, const MapTableFacts &facts);
/// The same for people: dbs_mc.default.
[[nodiscard]] QString targetSchemaTitle(const MapTable &definition, const MapTableFacts &facts);

/// "schema.table" of the Hologres table that the existing external table shows, where that is another one than the
/// source of the mapping; empty where it is the same, no external table over Hologres, or not known. Tables whose names
/// differ in capitals alone meet under one name.
[[nodiscard]] QString otherSourceOfExisting(const MapTableFacts &facts);

/// "Map dwd_orders → default.dwd_orders", of the task and of its plan.
[[nodiscard]] plan::Text mapTableTitle(const MapTable &definition);

} // namespace isthmus::mapping
