// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/structurediff/structurediff.h>

#include <QSet>

namespace isthmus::mapping {

/// Which column of the right table stands for which of the left one.
struct ColumnPairs {
    QList<qsizetype> rightOf; ///< by the left column: its partner, or -1
    QList<qsizetype> leftOf; ///< by the right column
    QSet<qsizetype> renamed; ///< left columns whose partner has the name that a mapping gives
    QSet<qsizetype> moved; ///< left columns that stand elsewhere among the others on the right
};

[[nodiscard]] ColumnPairs pairedColumns(const DiffSide &left, const DiffSide &right);

/// Columns of \a side whose names differ in capitals alone, so that MaxCompute takes them for one.
[[nodiscard]] QSet<qsizetype> ambiguousColumns(const DiffSide &side);

/// Whether partition columns of \a side may be ordinary ones on the other, and stand anywhere there.
[[nodiscard]] inline bool foldsPartitions(const DiffSide &left, const DiffSide &right)
{
    return left.system != right.system;
}

} // namespace isthmus::mapping
