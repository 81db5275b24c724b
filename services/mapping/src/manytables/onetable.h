// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/manytables/maptables.h>

#include <QJsonArray>

namespace isthmus::mapping {

// A table of a batch as the mapping of one table that it is.

/// What is known of relation \a index and of what has the name of \a table now; only for one that is there.
[[nodiscard]] MapTableFacts oneTableFacts(const MapTablesFacts &facts, qsizetype index, const PlannedTable &table);
[[nodiscard]] MapTable oneTable(const MapTables &definition, const MapTablesFacts &facts, qsizetype index,
                                const PlannedTable &table);

/// The first of \a names, and how many more there are: a line holds no hundred names.
[[nodiscard]] QJsonArray shortened(QJsonArray names);

// Texts of both directions. Schemas and what a table shows as people write them.
[[nodiscard]] plan::Text leftOutColumnsText(const QList<catalog::Column> &columns); ///< empty for none
[[nodiscard]] plan::Text goneText();
[[nodiscard]] plan::Text sameNameText(const QString &name, const QString &owner, const QString &wanted);
[[nodiscard]] plan::Text renamedText(const QString &name, const QString &wanted, const QString &schema);
[[nodiscard]] plan::Text keptText(const QString &name, const QString &schema);
[[nodiscard]] plan::Text takenByOtherText(const QString &name, const QString &schema, const QString &shown);
[[nodiscard]] plan::Text replacesOtherText(const QString &name, const QString &shown);
[[nodiscard]] plan::Text tooManyTablesText();
[[nodiscard]] plan::Text namesUnknownText(const core::Error &why);
[[nodiscard]] plan::Text inFlightProblem();
[[nodiscard]] plan::Text leftOutNotice(const plan::Text &reason);
[[nodiscard]] plan::Text keptNotice(const plan::Text &reason);
/// Which tables there are, and why none of them can be mapped.
[[nodiscard]] plan::Text nothingMadeText(const QList<MapTables::Source> &sources, const QList<PlannedTable> &tables);

/// Why a relation of this kind cannot be mapped; empty if it can.
[[nodiscard]] plan::Text sourceKindProblem(catalog::ObjectKind kind);

} // namespace isthmus::mapping
