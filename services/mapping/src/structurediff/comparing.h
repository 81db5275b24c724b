// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "structurediff/pairs.h"

#include <isthmus/mapping/structurediff/structurediff.h>

namespace isthmus::mapping {

/// How two types compare.
struct TypeComparison {
    DiffState state = DiffState::Equal; ///< Equal, Equivalent or Differs
    QList<plan::Text> reasons;
};

[[nodiscard]] TypeComparison comparedTypes(const catalog::DataType &left, const DiffSide &leftSide,
                                           const catalog::DataType &right, const DiffSide &rightSide);

/// The type of \a side's system that a column of \a from's has there; Base::Unknown with an empty text where there is
/// none, and then why.
struct WantedType {
    catalog::DataType type;
    plan::Text problem;
    plan::Text note; ///< what there is to know of it; may be empty
};
[[nodiscard]] WantedType wantedType(const catalog::DataType &type, const DiffSide &from, const DiffSide &side);

/// Whether relations of the kind of \a side have keys, defaults and NOT NULL of their own; views and external tables
/// have none.
[[nodiscard]] bool hasConstraints(const DiffSide &side);

[[nodiscard]] ColumnDiff comparedColumns(const catalog::Column &left, const DiffSide &leftSide,
                                         const catalog::Column &right, const DiffSide &rightSide);

/// Of the tables as a whole.
[[nodiscard]] QList<FactDiff> comparedFacts(const DiffSide &left, const DiffSide &right, const ColumnPairs &pairs);

/// The primary key of \a side without partition columns, as MaxCompute has it, where \a isFolding.
[[nodiscard]] QStringList keyOf(const DiffSide &side, bool isFolding);

/// Properties of Hologres that follow from others or are the server's own marks: nobody chooses them.
[[nodiscard]] bool isDerivedProperty(const QString &key);

} // namespace isthmus::mapping
