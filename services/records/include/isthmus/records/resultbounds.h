// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>

namespace isthmus::records {

/// About what a value takes in a RecordBatch beside its text. So does a NULL, of which a server sends next to nothing.
inline constexpr qint64 cellBytes = 16;

/// How many bytes are kept of the results of one call that wants \a maxRows rows: 64 MiB, for many rows 256 bytes a row
/// up to 256 MiB. Rows beyond are not fetched, and the result says so.
[[nodiscard]] constexpr qint64 maxResultBytes(qint64 maxRows)
{
    constexpr qint64 mebibyte = 1024 * 1024;
    return std::clamp<qint64>(std::min<qint64>(maxRows, mebibyte) * 256, 64 * mebibyte, 256 * mebibyte);
}

} // namespace isthmus::records
