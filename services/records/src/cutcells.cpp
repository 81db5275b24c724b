// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/records/cutcells.h>
#include <isthmus/records/recordbatch.h>

#include <bit>

namespace isthmus::records {

namespace {

// Both have the same storage().
bool isSame(const ColumnVector &a, const ColumnVector &b, qsizetype row)
{
    if (a.isNull(row) || b.isNull(row))
        return a.isNull(row) == b.isNull(row);
    switch (a.storage()) {
    case Storage::Bool:
        return a.boolAt(row) == b.boolAt(row);
    case Storage::Int64:
        return a.int64At(row) == b.int64At(row);
    case Storage::Float: // as they are kept: NaN is the same as NaN
        return std::bit_cast<uint32_t>(a.floatAt(row)) == std::bit_cast<uint32_t>(b.floatAt(row));
    case Storage::Double:
        return std::bit_cast<uint64_t>(a.doubleAt(row)) == std::bit_cast<uint64_t>(b.doubleAt(row));
    case Storage::Timestamp:
        return a.timestampAt(row) == b.timestampAt(row);
    case Storage::Bytes:
        break;
    }
    return a.bytesAt(row) == b.bytesAt(row);
}

} // namespace

bool beginsAlike(const RecordBatch &batch, const RecordBatch &other, qsizetype rows)
{
    if (batch.columns() != other.columns() || batch.rowCount() < rows || other.rowCount() < rows)
        return false;
    for (qsizetype column = 0; column < batch.columnCount(); ++column) {
        for (qsizetype row = 0; row < rows; ++row) {
            if (!isSame(batch.vector(column), other.vector(column), row))
                return false;
        }
    }
    return true;
}

} // namespace isthmus::records
