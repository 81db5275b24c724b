// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/records/cutcells.h>
#include <isthmus/records/insertstatements.h>

#include <QString>

namespace isthmus::models {

enum class CopyFormat : quint8 { Tsv, Csv, Json, Markdown, Insert };

[[nodiscard]] QString copyFormatTitle(CopyFormat format); ///< "TSV", "INSERT statements", translated

/// What to copy: rows and columns of the batch in the order wanted; numbers out of range are passed over.
using CopySelection = records::RowSelection;

/// Where Insert statements go.
using CopyTable = records::InsertTable;

/// Says that a value of \a column, which is not whole here, cannot leave it.
[[nodiscard]] core::Error cutValueError(const QString &column, qint64 bytes);

/// The selected cells as text, lines ended by "\n": records::writeRows() and records::writeInserts() say how the
/// formats look. Empty without a column. Errors: Invalid if one of the cells is in \a cuts, since a part of a value
/// would be taken for the value. Pure; any thread.
[[nodiscard]] core::Result<QString> copyText(const records::RecordBatch &batch, const CopySelection &selection,
                                             CopyFormat format, const CopyTable &table = {},
                                             const records::CutCells &cuts = {});

} // namespace isthmus::models
