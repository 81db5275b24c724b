// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/records/recordbatch.h>

#include <QList>
#include <QStringList>

#include <functional>
#include <optional>
#include <string_view>

namespace isthmus::records {

/// Forms in which rows leave the program as text, UTF-8 with lines ended by "\n".
enum class RowFormat : quint8 {
    /// RFC 4180 with a header line. NULL is nothing, the empty string is "". Quoted is what holds a comma, a quote or a
    /// line break, or begins or ends with a blank.
    Csv,
    /// The same with tabs between: a spreadsheet pastes one row a row, also where a value has line breaks.
    Tsv,
    /// An array of objects, one a line. See appendJsonValue() for the values.
    Json,
    /// A table. NULL is *NULL*; values are plain text, whatever in them looks like Markdown or HTML.
    Markdown,
};

/// What to write: rows and columns of a batch in the order wanted.
struct RowSelection {
    QList<int> rows;
    QList<int> columns;
    std::optional<Zone> zone = std::nullopt; ///< of instants; none: the zone of the batch
};

[[nodiscard]] RowSelection wholeOf(const RecordBatch &batch);

/// Takes a piece of the text; false to end the writing.
using TextSink = std::function<bool(std::string_view)>;

/// Writes the selected cells in pieces of some 64 KiB, so that the memory needed does not grow with the rows. \a
/// selection must be within the batch. False if the sink wanted no more. Any thread.
bool writeRows(const RecordBatch &batch, const RowSelection &selection, RowFormat format, const TextSink &sink);

/// Appends one value as JSON. The type of the JSON value follows from the column's type alone:
/// - Boolean: true, false
/// - integers, decimals, Float and Double: a number with all digits, Float and Double with the fewest that read back as
///   the same; of these NaN and the infinities, for which JSON has no number, are "NaN", "Infinity", "-Infinity"
/// - Array, Map, Struct, Json, Jsonb: the JSON value itself; text that is no JSON is a string
/// - all others: a string, the text that is shown
/// NULL is null; instants stand in \a zone.
void appendJsonValue(std::string &out, const ColumnVector &cells, qsizetype row, const Zone &zone);

/// The names as an object's: where one occurs again it gets "_2", "_3" …, past names that are taken.
[[nodiscard]] QStringList distinctNames(const QList<catalog::Column> &columns);

} // namespace isthmus::records
