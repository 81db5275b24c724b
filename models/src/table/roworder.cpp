// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/table/roworder.h>

#include <algorithm>
#include <cmath>
#include <compare>
#include <numeric>
#include <string_view>

namespace isthmus::models {

namespace {

using records::ColumnVector;
using records::Storage;

int sign(std::strong_ordering order)
{
    return order < 0 ? -1 : order > 0 ? 1 : 0;
}

template <typename Float>
int compareFloats(Float a, Float b)
{
    if (std::isnan(a) || std::isnan(b))
        return int(std::isnan(a)) - int(std::isnan(b));
    return a < b ? -1 : a > b ? 1 : 0;
}

std::string_view view(QByteArrayView text)
{
    return {text.data(), size_t(text.size())};
}

// A decimal number as text, in parts that can be compared.
struct Decimal {
    explicit Decimal(std::string_view text)
    {
        isNegative = text.starts_with('-');
        if (isNegative || text.starts_with('+'))
            text.remove_prefix(1);
        if (!text.empty() && (text.front() == 'N' || text.front() == 'n')) {
            rank = 2;
            return;
        }
        if (!text.empty() && (text.front() == 'I' || text.front() == 'i')) {
            rank = 1;
            return;
        }
        const size_t point = text.find('.');
        whole = text.substr(0, point);
        while (whole.starts_with('0'))
            whole.remove_prefix(1);
        if (point != std::string_view::npos)
            fraction = text.substr(point + 1);
        while (fraction.ends_with('0'))
            fraction.remove_suffix(1);
        isZero = whole.empty() && fraction.empty();
    }

    int rank = 0; // 1: infinite, 2: NaN
    bool isNegative = false;
    bool isZero = false;
    std::string_view whole;
    std::string_view fraction;
};

int compareDecimals(std::string_view first, std::string_view second)
{
    const Decimal a(first);
    const Decimal b(second);
    if (a.rank == 2 || b.rank == 2)
        return int(a.rank == 2) - int(b.rank == 2);
    const bool isNegativeA = a.isNegative && !a.isZero;
    const bool isNegativeB = b.isNegative && !b.isZero;
    if (isNegativeA != isNegativeB)
        return isNegativeA ? -1 : 1;
    int bySize = a.rank - b.rank;
    if (bySize == 0 && a.whole.size() != b.whole.size())
        bySize = a.whole.size() < b.whole.size() ? -1 : 1;
    if (bySize == 0)
        bySize = sign(a.whole <=> b.whole);
    if (bySize == 0)
        bySize = sign(a.fraction <=> b.fraction);
    return isNegativeA ? -bySize : bySize;
}

// Of two values that are not NULL.
int compareValues(const ColumnVector &cells, int a, int b)
{
    switch (cells.storage()) {
    case Storage::Bool:
        return int(cells.boolAt(a)) - int(cells.boolAt(b));
    case Storage::Int64:
        return sign(cells.int64At(a) <=> cells.int64At(b));
    case Storage::Float:
        return compareFloats(cells.floatAt(a), cells.floatAt(b));
    case Storage::Double:
        return compareFloats(cells.doubleAt(a), cells.doubleAt(b));
    case Storage::Timestamp:
        return sign(cells.timestampAt(a) <=> cells.timestampAt(b));
    case Storage::Bytes:
        break;
    }
    if (cells.type().base == catalog::DataType::Base::Decimal)
        return compareDecimals(view(cells.bytesAt(a)), view(cells.bytesAt(b)));
    return sign(view(cells.bytesAt(a)) <=> view(cells.bytesAt(b)));
}

} // namespace

QList<int> sortedRows(const records::RecordBatch &batch, int column, Qt::SortOrder order)
{
    QList<int> rows(batch.rowCount());
    std::iota(rows.begin(), rows.end(), 0);
    const ColumnVector &cells = batch.vector(column);
    const auto compare = [&cells](int a, int b) {
        if (cells.isNull(a) || cells.isNull(b))
            return int(cells.isNull(a)) - int(cells.isNull(b));
        return compareValues(cells, a, b);
    };
    std::stable_sort(rows.begin(), rows.end(),
                     [&](int a, int b) { return order == Qt::AscendingOrder ? compare(a, b) < 0 : compare(b, a) < 0; });
    return rows;
}

} // namespace isthmus::models
