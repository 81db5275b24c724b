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

/// Why a relation of this kind cannot be mapped; empty if it can.
[[nodiscard]] plan::Text sourceKindProblem(catalog::ObjectKind kind);

} // namespace isthmus::mapping
