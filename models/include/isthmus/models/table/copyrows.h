// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectpath.h>
#include <isthmus/dialect/dialect.h>
#include <isthmus/records/recordbatch.h>

#include <QList>
#include <QString>

#include <optional>

namespace isthmus::models {

enum class CopyFormat : quint8 {
    Tsv, ///< with a header line; NULL is nothing; values with tab, line break or quote are quoted
    Csv, ///< RFC 4180 with a header line; NULL is nothing, the empty string is ""
    Json, ///< an array of objects; numbers keep all their digits
    Markdown, ///< a table; NULL is *NULL*
    Insert, ///< one INSERT statement per row
};

[[nodiscard]] QString copyFormatTitle(CopyFormat format); ///< "TSV", "INSERT statements", translated

/// What to copy: rows and columns of the batch in the order wanted; numbers out of range are passed over.
struct CopySelection {
    QList<int> rows;
    QList<int> columns;
    std::optional<records::Zone> zone = std::nullopt; ///< of instants; none: the zone of the batch
};

/// Where Insert statements go: names below the connection, quoted as the dialect quotes them.
struct CopyTable {
    dialect::Dialect sqlDialect = dialect::Dialect::Hologres;
    QStringList names; ///< {"public", "dwd_orders"}
};

/// The selected cells as text, lines ended by "\n". Pure; any thread.
[[nodiscard]] QString copyText(const records::RecordBatch &batch, const CopySelection &selection, CopyFormat format,
                               const CopyTable &table = {});

} // namespace isthmus::models
