// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowcollector.h"

#include <isthmus/records/resultbounds.h>

namespace isthmus::hologres {

qint64 rowBytes(const PGresult *row)
{
    const int columns = PQnfields(row);
    qint64 bytes = (columns + 1) * records::cellBytes;
    for (int i = 0; i < columns; ++i)
        bytes += PQgetlength(row, 0, i);
    return bytes;
}

bool RowCollector::add(const PGresult *row)
{
    m_room -= rowBytes(row);
    if (m_room < 0)
        return false;
    if (!m_rows)
        m_rows.reset(PQcopyResult(row, PG_COPYRES_ATTRS));
    const int at = PQntuples(m_rows.get());
    for (int i = 0; i < PQnfields(row); ++i) {
        const int length = PQgetisnull(row, 0, i) != 0 ? -1 : PQgetlength(row, 0, i);
        if (PQsetvalue(m_rows.get(), at, i, PQgetvalue(row, 0, i), length) == 0)
            return false;
    }
    return true;
}

PgResult RowCollector::take(PgResult last)
{
    return m_rows ? std::move(m_rows) : std::move(last);
}

} // namespace isthmus::hologres
