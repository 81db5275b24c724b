// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/datatype.h>
#include <isthmus/records/timetext.h>
#include <isthmus/records/zone.h>

#include <QByteArrayView>
#include <QString>

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace isthmus::records {

/// How values lie in memory. Chosen from the column's type by storageFor().
enum class Storage : uint8_t {
    Bool,
    Int64, ///< all integers; Date as days since 1970-01-01; IntervalYearMonth as months
    Float,
    Double,
    Timestamp, ///< DateTime, TimestampTz, TimestampNtz, IntervalDayTime
    Bytes, ///< Text as UTF-8, Decimal as its text, Binary as is, nested and unknown types as text (JSON for nested)
};

[[nodiscard]] Storage storageFor(const catalog::DataType &type);

/// One column of a record batch: typed values side by side and a bitmap of NULLs; no allocation per value.
/// A value, cheap to move. Thread: const members may be used from several threads at once.
class ColumnVector {
public:
    explicit ColumnVector(catalog::DataType type);

    [[nodiscard]] const catalog::DataType &type() const { return m_type; }
    [[nodiscard]] Storage storage() const { return m_storage; }
    [[nodiscard]] qsizetype size() const { return m_size; }
    [[nodiscard]] qsizetype nullCount() const { return m_nullCount; }
    [[nodiscard]] qsizetype memoryBytes() const; ///< of values and bitmap

    void reserve(qsizetype rows);
    void appendNull();
    // Each append must fit storage(); that is the caller's duty and asserted.
    void appendBool(bool value);
    void appendInt64(int64_t value);
    void appendFloat(float value);
    void appendDouble(double value);
    void appendTimestamp(Timestamp value);
    void appendBytes(QByteArrayView value);
    /// The value, or NULL, of \a row of \a other, which has the same storage().
    void appendFrom(const ColumnVector &other, qsizetype row);

    [[nodiscard]] bool isNull(qsizetype row) const { return (m_nulls[size_t(row) / 64] >> (size_t(row) % 64)) & 1U; }
    [[nodiscard]] bool boolAt(qsizetype row) const { return std::get<Bools>(m_values)[size_t(row)] != 0; }
    [[nodiscard]] int64_t int64At(qsizetype row) const { return std::get<Int64s>(m_values)[size_t(row)]; }
    [[nodiscard]] float floatAt(qsizetype row) const { return std::get<Floats>(m_values)[size_t(row)]; }
    [[nodiscard]] double doubleAt(qsizetype row) const { return std::get<Doubles>(m_values)[size_t(row)]; }
    [[nodiscard]] Timestamp timestampAt(qsizetype row) const { return std::get<Timestamps>(m_values)[size_t(row)]; }
    /// Valid until the next append.
    [[nodiscard]] QByteArrayView bytesAt(qsizetype row) const
    {
        const auto &arena = std::get<Arena>(m_values);
        const size_t begin = row == 0 ? 0 : arena.ends[size_t(row) - 1];
        return {arena.bytes.data() + begin, qsizetype(arena.ends[size_t(row)] - begin)};
    }

    /// The value as both systems print it, an instant in \a zone with its offset, also inside nested values: see
    /// docs/points-in-time.md. Booleans are true and false; binary is lower-case hex after "\\x". Empty for NULL: ask
    /// isNull() first.
    [[nodiscard]] QString displayText(qsizetype row, const Zone &zone) const;
    /// The same for a peer that knows the zone: instants in UTC and without an offset, nested values as they are kept.
    [[nodiscard]] QString displayText(qsizetype row) const;

private:
    using Bools = std::vector<uint8_t>;
    using Int64s = std::vector<int64_t>;
    using Floats = std::vector<float>;
    using Doubles = std::vector<double>;
    using Timestamps = std::vector<Timestamp>;
    struct Arena {
        std::vector<size_t> ends; // end of each value in bytes
        std::string bytes;
    };

    void pushNullBit(bool isNull);

    catalog::DataType m_type;
    Storage m_storage;
    bool m_holdsInstants; // inside nested values
    qsizetype m_size = 0;
    qsizetype m_nullCount = 0;
    std::vector<uint64_t> m_nulls;
    std::variant<Bools, Int64s, Floats, Doubles, Timestamps, Arena> m_values;
};

} // namespace isthmus::records
