// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace isthmus::records {

/// Length of the bounds in front of an array of Hologres, "[0:2]=" or "[-1:0][2:3]=", which stand where a lower bound
/// is not 1; 0 where there are none. No JSON begins so. Pure; any thread. Source: PostgreSQL 15 manual, 8.15.6.
[[nodiscard]] qsizetype arrayBoundsLength(QByteArrayView array);

/// The JSON of a nested value, without such bounds.
[[nodiscard]] inline QByteArrayView withoutArrayBounds(QByteArrayView value)
{
    return value.sliced(arrayBoundsLength(value));
}

} // namespace isthmus::records
