// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "listing.h"

#include <algorithm>

namespace isthmus::hologres {

// What the statements of all lists share. Pages go on by name ("> marker", not OFFSET): each costs the same, and
// objects made or dropped meanwhile shift nothing. One row more than the page is asked for, to know whether there is a
// next one.

/// Names whose beginning is a parameter; all where that is empty.
[[nodiscard]] inline QString beginsWith(const QString &column, const QString &parameter, const QString &prefix)
{
    if (prefix.isEmpty())
        return QStringLiteral("%1::text IS NOT NULL").arg(parameter); // so that it has a type
    return QStringLiteral("lower(left(%1::text, char_length(%2::text))) = lower(%2::text)").arg(column, parameter);
}

[[nodiscard]] inline QString limitFor(const ListTask &task)
{
    return QString::number(qint64(task.request.pageSize) + 1);
}

/// Turns the rows of a page into entries; \a read answers the entry of a row. Sets the marker if there was one row
/// more.
template <typename ReadRow>
[[nodiscard]] catalog::Page pageOf(const PGresult *rows, const ListTask &task, int markerColumn, ReadRow readRow)
{
    catalog::Page page;
    const int count = std::min(PQntuples(rows), task.request.pageSize);
    page.entries.reserve(count);
    for (int row = 0; row < count; ++row)
        readRow(page.entries, row);
    if (PQntuples(rows) > count)
        page.nextMarker = textAt(rows, count - 1, markerColumn);
    return page;
}

} // namespace isthmus::hologres
