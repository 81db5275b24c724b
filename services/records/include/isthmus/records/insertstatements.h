// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectkind.h>
#include <isthmus/dialect/dialect.h>
#include <isthmus/records/rowtext.h>

namespace isthmus::records {

/// Where the rows are to go.
struct InsertTable {
    dialect::Dialect sqlDialect = dialect::Dialect::Hologres;
    QStringList names; ///< the table's or partition's below the connection: {"public", "dwd_orders"}
    /// It holds no rows of its own, so that none can be inserted: a comment in front says to name another table.
    bool isView = false;
};

/// Whether rows can be inserted into an object of \a kind: views and dynamic tables compute theirs.
[[nodiscard]] bool takesRows(catalog::ObjectKind kind);

/// Writes INSERT statements that, run on the same system, store the values that are selected, whatever the session's
/// settings there. Several rows a statement, within what both systems take.
/// - Hologres: generated columns are left out; an identity column that is ALWAYS generated brings OVERRIDING SYSTEM
///   VALUE.
/// - MaxCompute: a statement for each partition, with the partition's values from the batch also where its columns are
///   not selected. Instants are written in UTC, and the first line sets the jobs' time zone to it: a literal is read in
///   the session's zone, and no other form carries milliseconds and nanoseconds. Rows with ARRAY, MAP or STRUCT are
///   selected and not listed as VALUES, which takes no such values.
/// Nothing is written if no column is left. False if the sink wanted no more. Any thread.
/// Sources: PostgreSQL 15 manual, INSERT and 8.15.6; MaxCompute, "VALUES", "MaxCompute V2.0 data type edition", "Time
/// zone configuration operations", "SQL limits" (2 MB a statement, 256 branches of a UNION ALL).
bool writeInserts(const RecordBatch &batch, const RowSelection &selection, const InsertTable &table,
                  const TextSink &sink);

} // namespace isthmus::records
