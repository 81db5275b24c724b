// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/records/insertstatements.h>

#include <QString>

namespace isthmus::models {

enum class CopyFormat : quint8 { Tsv, Csv, Json, Markdown, Insert };

[[nodiscard]] QString copyFormatTitle(CopyFormat format); ///< "TSV", "INSERT statements", translated

/// What to copy: rows and columns of the batch in the order wanted; numbers out of range are passed over.
using CopySelection = records::RowSelection;

/// Where Insert statements go.
using CopyTable = records::InsertTable;

/// The selected cells as text, lines ended by "\n": records::writeRows() and records::writeInserts() say how the
/// formats look. Empty without a column. Pure; any thread.
[[nodiscard]] QString copyText(const records::RecordBatch &batch, const CopySelection &selection, CopyFormat format,
                               const CopyTable &table = {});

} // namespace isthmus::models
