// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tunneltarget.h"

#include <optional>

namespace isthmus::sandbox {

// Rows that wait in a table of their own until they are all there.

/// A staging table \a name for rows of \a columns after the columns \a ownColumns (SQL text).
[[nodiscard]] PgOutcome<PgResult> createStaging(PgSession &session, const QString &name, const QString &ownColumns,
                                                const QList<catalog::Column> &columns);
/// Makes other writers of the table wait until the transaction ends.
[[nodiscard]] PgOutcome<PgResult> lockTable(PgSession &session, const TunnelTarget &target);
/// The order of staged rows. It is kept by their numbers: to sort them would cost a third of the time of moving.
struct StagedOrder {
    QString place; ///< SQL expression over the staging table: a row's place, 0 or more; no two rows have the same
    qint64 room = 0; ///< more than any place
};
/// Inserts all rows of \a staging (createStaging()) into the table behind those that are there, in \a order (none: as
/// they lie on disk), counts them and answers how many they are; first deletes the old rows if \a overwrite.
[[nodiscard]] PgOutcome<qint64> moveRows(PgSession &session, const TunnelTarget &target, const QString &staging,
                                         const std::optional<StagedOrder> &order, bool overwrite);
/// Counts \a delta rows into the table and its partition; the table's data have a new version.
[[nodiscard]] PgOutcome<PgResult> noteRows(PgSession &session, const TunnelTarget &target, qint64 delta);

} // namespace isthmus::sandbox
