// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/drift/drift.h>

#include <optional>

namespace isthmus::mapping {

using Differences = QList<Difference>;

/// What became of the source, by its fingerprint, and what that means for the external table.
void addSourceDifferences(const DriftFacts &facts, Differences &differences);
/// Where the external table does not fit its source, of which nobody remembers what it was.
void addMisfits(const DriftFacts &facts, Differences &differences);
/// What others have done to the external table since it was made.
void addTargetDifferences(const DriftFacts &facts, Differences &differences);

/// Where a foreign table of Hologres does not fit the MaxCompute table that it shows. Of one that is remembered: what
/// became of that table, and what that means for the foreign table.
void addForeignDifferences(const DriftFacts &facts, Differences &differences);
/// The columns and comments of them; \a facts have foreign table and source, and a fingerprint.
void addForeignSourceDifferences(const DriftFacts &facts, Differences &differences);
/// What others have done to a foreign table since it was made.
void addForeignTargetDifferences(const DriftFacts &facts, Differences &differences);
/// Whether the type table takes \a declared for a column over \a source, whatever is chosen where sources disagree.
[[nodiscard]] bool isLegalForeignType(const catalog::DataType &source, const catalog::DataType &declared);

/// What a declared \a type means for queries that read values of \a source, and how bad that is.
struct TypeEffect {
    Difference::Severity severity = Difference::Severity::Note;
    plan::Text effect;
};
[[nodiscard]] TypeEffect typeEffect(const catalog::DataType &source, const catalog::DataType &type);
/// Likewise of a foreign table; nothing where Hologres reads \a source as \a declared.
[[nodiscard]] std::optional<TypeEffect> foreignTypeEffect(const catalog::DataType &source,
                                                          const catalog::DataType &declared);

/// Others have changed a comment of an external or foreign table; no \a column: that of the table.
[[nodiscard]] Difference commentDifference(const QString &column, const QString &before, const QString &after,
                                           const plan::Text &text);

[[nodiscard]] plan::Text goesOnEffect(); ///< Queries go on.
/// Queries of a foreign table that read the column fail.
[[nodiscard]] plan::Text foreignMissingEffect();

/// Queries fail: the words of the server. \a column: as Hologres calls it.
[[nodiscard]] plan::Text missingColumnEffect(const QString &column);

} // namespace isthmus::mapping
