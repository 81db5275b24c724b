// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pghandles.h"

namespace isthmus::hologres {

/// Puts the rows of one statement, which come one by one, together in one result, up to a bound of bytes.
class RowCollector {
public:
    explicit RowCollector(qint64 maxBytes) : m_room(maxBytes) { }

    /// A PGRES_SINGLE_TUPLE; false: it does not fit.
    [[nodiscard]] bool add(const PGresult *row);
    /// All rows; \a last, the PGRES_TUPLES_OK behind them, if there were none.
    [[nodiscard]] PgResult take(PgResult last);

private:
    PgResult m_rows;
    qint64 m_room;
};

/// Bytes of the values of a result with one row, and what they take in memory and on the way beside.
[[nodiscard]] qint64 rowBytes(const PGresult *row);

} // namespace isthmus::hologres
