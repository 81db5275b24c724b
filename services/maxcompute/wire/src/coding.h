// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/datatype.h>
#include <isthmus/records/columnvector.h>

#include <QByteArrayView>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace isthmus::wire {

// The parts that record encoder and decoder share. Source of all of it: docs/protocol.md#record-stream.

/// How a value of a type is written.
enum class Coding : quint8 {
    Integer, ///< zigzag varint
    Boolean, ///< varint 0 or 1
    DateTime, ///< zigzag varint of milliseconds
    Float,
    Double,
    Bytes, ///< length and bytes
    Timestamp, ///< zigzag varints of seconds and nanoseconds
    Nested, ///< no length: read by schema
    Unsupported,
};

inline Coding codingFor(const catalog::DataType &type)
{
    using Base = catalog::DataType::Base;
    switch (type.base) {
    case Base::TinyInt:
    case Base::SmallInt:
    case Base::Int:
    case Base::BigInt:
    case Base::Date:
    case Base::IntervalYearMonth:
        return Coding::Integer;
    case Base::Boolean:
        return Coding::Boolean;
    case Base::DateTime:
        return Coding::DateTime;
    case Base::Float:
        return Coding::Float;
    case Base::Double:
        return Coding::Double;
    case Base::String:
    case Base::VarChar:
    case Base::Char:
    case Base::Binary:
    case Base::Decimal:
    case Base::Json:
        return Coding::Bytes;
    case Base::TimestampTz:
    case Base::TimestampNtz:
    case Base::IntervalDayTime:
        return Coding::Timestamp;
    case Base::Array:
    case Base::Map:
    case Base::Struct:
        return Coding::Nested;
    default:
        return Coding::Unsupported;
    }
}

/// False if \a type, or a type inside it, cannot travel, or nests deeper than any real type.
inline bool canTravel(const catalog::DataType &type, int depth = 0)
{
    constexpr int maxNesting = 32;
    const Coding coding = codingFor(type);
    if (coding == Coding::Unsupported || depth > maxNesting)
        return false;
    if (coding != Coding::Nested)
        return true;
    const qsizetype arity = type.base == catalog::DataType::Base::Map ? 2 : 1;
    if (type.args.size() < arity
        || (type.base == catalog::DataType::Base::Struct && type.fieldNames.size() != type.args.size()))
        return false;
    return std::all_of(type.args.begin(), type.args.end(),
                       [depth](const auto &arg) { return canTravel(arg, depth + 1); });
}

inline quint32 wireTypeFor(Coding coding)
{
    switch (coding) {
    case Coding::Integer:
    case Coding::Boolean:
    case Coding::DateTime:
        return 0;
    case Coding::Double:
        return 1;
    case Coding::Float:
        return 5;
    default:
        return 2;
    }
}

// Field numbers that are no columns.
constexpr quint32 endRecordField = 33553408;
constexpr quint32 endMetricsField = 33554176;
constexpr quint32 countField = 33554430;
constexpr quint32 checksumField = 33554431;

constexpr uint64_t zigzag(int64_t value)
{
    return (uint64_t(value) << 1) ^ uint64_t(value >> 63);
}

constexpr int64_t unzigzag(uint64_t value)
{
    return int64_t(value >> 1) ^ -int64_t(value & 1U);
}

// A timestamp beyond these seconds has no calendar date we could print; a date beyond these days neither.
constexpr int64_t maxSeconds = 1'000'000'000'000'000;
constexpr int64_t maxDays = 10'000'000'000;

/// Milliseconds since 1970 as seconds rounded down and nanoseconds.
inline records::Timestamp fromMillis(int64_t millis)
{
    int64_t seconds = millis / 1000;
    int64_t rest = millis % 1000;
    if (rest < 0) {
        rest += 1000;
        --seconds;
    }
    return {seconds, int32_t(rest * 1'000'000)};
}

/// Inverse; what is finer than a millisecond is cut. \a value's seconds are within maxSeconds.
inline int64_t toMillis(records::Timestamp value)
{
    return value.seconds * 1000 + value.nanos / 1'000'000;
}

enum class Read : quint8 { Done, NeedMore, Bad };

/// A position in bytes from outside.
struct ByteCursor {
    const char *at;
    const char *end;

    [[nodiscard]] qsizetype left() const { return end - at; }

    /// Up to ten bytes, least significant first.
    Read varint(uint64_t &value)
    {
        value = 0;
        const char *p = at;
        for (unsigned shift = 0; shift < 70; shift += 7) {
            if (p == end)
                return Read::NeedMore;
            const auto byte = uint8_t(*p++);
            if (shift == 63 && byte > 1)
                return Read::Bad; // more than 64 bits
            value |= uint64_t(byte & 0x7FU) << shift;
            if ((byte & 0x80U) == 0) {
                at = p;
                return Read::Done;
            }
        }
        return Read::Bad;
    }

    template <typename T>
    Read fixed(T &value)
    {
        if (left() < qsizetype(sizeof value))
            return Read::NeedMore;
        std::memcpy(&value, at, sizeof value);
        at += sizeof value;
        return Read::Done;
    }

    /// A length and that many bytes.
    Read bytes(QByteArrayView &value, qint64 maxBytes)
    {
        const char *const start = at;
        uint64_t size = 0;
        if (const Read read = varint(size); read != Read::Done)
            return read;
        if (size > uint64_t(maxBytes))
            return Read::Bad;
        if (uint64_t(left()) < size) {
            at = start;
            return Read::NeedMore;
        }
        value = {at, qsizetype(size)};
        at += size;
        return Read::Done;
    }
};

/// Reads seconds and nanoseconds as they were sent (\a seconds, \a nanos: what the checksum covers) and the instant
/// they mean: negative nanoseconds, as the Python client writes before 1970, are carried into the seconds.
inline Read readTimestamp(ByteCursor &cursor, int64_t &seconds, int32_t &nanos, records::Timestamp &value)
{
    uint64_t rawSeconds = 0;
    uint64_t rawNanos = 0;
    if (const Read read = cursor.varint(rawSeconds); read != Read::Done)
        return read;
    if (const Read read = cursor.varint(rawNanos); read != Read::Done)
        return read;
    seconds = unzigzag(rawSeconds);
    const int64_t wideNanos = unzigzag(rawNanos);
    constexpr int64_t second = 1'000'000'000;
    if (seconds < -maxSeconds || seconds > maxSeconds || wideNanos <= -second || wideNanos >= second)
        return Read::Bad;
    nanos = int32_t(wideNanos);
    value = nanos < 0 ? records::Timestamp{seconds - 1, nanos + int32_t(second)} : records::Timestamp{seconds, nanos};
    return Read::Done;
}

} // namespace isthmus::wire
