// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tunnelsession.h"

#include <isthmus/records/recordbatch.h>

namespace isthmus::sandbox {

// The rows of an upsert session: the table's columns and five that clients add. Source:
// docs/protocol.md#upsert-sessions.

/// 'U' or 'D', as the column "__operation" has it.
inline constexpr qint64 upsertOperation = 'U';
inline constexpr qint64 deleteOperation = 'D';

/// The columns that a session's rows have, in order.
[[nodiscard]] QList<catalog::Column> upsertColumns(const TableRow &table);
/// Whether rows may bring some of the columns only: the table's property acid.partial.fields.update.enable.
[[nodiscard]] bool takesPartialRows(const TableRow &table);
/// Refuses rows with an operation that is none, and rows of some columns only where \a table does not take them or
/// that name a column by a number it has not.
[[nodiscard]] PgOutcome<bool> checkUpsertRows(const TableRow &table, const records::RecordBatch &batch);

/// Makes the temporary table mc_upsert, dropped at the transaction's end: for every key that was sent to \a upsert, the
/// operation that came last for it and the row that it has then. What no row brought is taken from the table, which
/// has to be locked.
[[nodiscard]] PgOutcome<PgResult> mergeUpsertRows(PgSession &session, const TunnelSession &upsert);

} // namespace isthmus::sandbox
