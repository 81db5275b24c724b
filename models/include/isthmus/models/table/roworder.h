// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/records/recordbatch.h>

#include <QList>

namespace isthmus::models {

/// The rows of \a batch sorted by a column, equal ones as they stand: numbers by value whatever their digits, instants
/// and dates by time, false before true, text by code points; NaN above all numbers and NULL above all values, as
/// PostgreSQL sorts them. Pure; any thread.
[[nodiscard]] QList<int> sortedRows(const records::RecordBatch &batch, int column, Qt::SortOrder order);

} // namespace isthmus::models
