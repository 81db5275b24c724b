// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cellcutter.h"

#include <isthmus/catalog/tableinfo.h>
#include <isthmus/core/error.h>
#include <isthmus/records/cutcells.h>
#include <isthmus/records/recordbatch.h>

#include <QByteArray>

namespace isthmus::maxcompute {

struct CsvRows {
    records::RecordBatch rows;
    bool isTruncated = false; ///< there were more rows than asked for, or the last one was cut off
    records::CutCells cuts;
    bool isAmbiguous = false; ///< a nested value can be read in two ways; its column is STRING, the text as it came
};

/// Reads a table head or a job result: a header line with column names, then rows. A cell \N without quotes is NULL;
/// quotes inside quotes are doubled; quoted cells may hold line breaks. Source: docs/protocol.md#head-of-a-table.
///
/// Columns take their types from \a columns by name (in any case); unknown ones are STRING, and so is a column with a
/// cell that its type does not allow: the text is shown as it came. With \a isCutOff the bytes may end anywhere and the
/// unfinished last row is dropped. Instants without an offset are in \a zone, inside nested values too.
/// Of the cells in \a cuts the text has the beginning only: they are noted so, and are NULL where a part
/// of a value is none, as of a number or an ARRAY. Errors: Protocol for a missing header, a row with more or fewer
/// cells, or an open quote.
[[nodiscard]] core::Result<CsvRows> parseCsv(const QByteArray &text, const QList<catalog::Column> &columns,
                                             const records::Zone &zone, qint64 maxRows, bool isCutOff,
                                             const QList<CellCut> &cuts = {});

} // namespace isthmus::maxcompute
