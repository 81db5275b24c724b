// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/records/columnvector.h>

#include <string>

namespace isthmus::records {

// One value of a column as an SQL literal that stores the same value; NULL is NULL.

void appendHologresLiteral(std::string &out, const ColumnVector &cells, qsizetype row);

/// \a isTyped: NULL says its type, and so do values whose type a list of branches could take for another.
void appendMaxComputeLiteral(std::string &out, const ColumnVector &cells, qsizetype row, bool isTyped);

/// As the values of PARTITION (…) are written: integers bare, all else as text.
void appendMaxComputePartitionValue(std::string &out, const ColumnVector &cells, qsizetype row);

} // namespace isthmus::records
