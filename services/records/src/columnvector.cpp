// SPDX-License-Identifier: GPL-3.0-or-later

#include <isthmus/records/columnvector.h>
#include <isthmus/records/floatdigits.h>
#include <isthmus/records/nestedinstants.h>

#include <cmath>

namespace isthmus::records {

namespace {

using Base = catalog::DataType::Base;

template <typename Float>
QString floatText(Float value)
{
    if (std::isnan(value))
        return QStringLiteral("NaN");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("Infinity") : QStringLiteral("-Infinity");
    const FloatDigits digits(value);
    return QString::fromLatin1(digits.view().data(), qsizetype(digits.view().size()));
}

} // namespace

Storage storageFor(const catalog::DataType &type)
{
    switch (type.base) {
    case Base::Boolean:
        return Storage::Bool;
    case Base::TinyInt:
    case Base::SmallInt:
    case Base::Int:
    case Base::BigInt:
    case Base::Date:
    case Base::IntervalYearMonth:
        return Storage::Int64;
    case Base::Float:
        return Storage::Float;
    case Base::Double:
        return Storage::Double;
    case Base::DateTime:
    case Base::TimestampTz:
    case Base::TimestampNtz:
    case Base::IntervalDayTime:
        return Storage::Timestamp;
    default:
        return Storage::Bytes;
    }
}

ColumnVector::ColumnVector(catalog::DataType type)
    : m_type(std::move(type)), m_storage(storageFor(m_type)), m_holdsInstants(holdsInstants(m_type))
{
    switch (m_storage) {
    case Storage::Bool:
        m_values.emplace<Bools>();
        break;
    case Storage::Int64:
        m_values.emplace<Int64s>();
        break;
    case Storage::Float:
        m_values.emplace<Floats>();
        break;
    case Storage::Double:
        m_values.emplace<Doubles>();
        break;
    case Storage::Timestamp:
        m_values.emplace<Timestamps>();
        break;
    case Storage::Bytes:
        m_values.emplace<Arena>();
        break;
    }
}

qsizetype ColumnVector::memoryBytes() const
{
    const auto values = std::visit(
        [](const auto &v) -> size_t {
            if constexpr (std::is_same_v<std::decay_t<decltype(v)>, Arena>)
                return v.bytes.capacity() + v.ends.capacity() * sizeof(size_t);
            else
                return v.capacity() * sizeof(v[0]);
        },
        m_values);
    return qsizetype(values + m_nulls.capacity() * sizeof(uint64_t));
}

void ColumnVector::reserve(qsizetype rows)
{
    m_nulls.reserve(size_t(rows) / 64 + 1);
    std::visit(
        [rows](auto &v) {
            if constexpr (std::is_same_v<std::decay_t<decltype(v)>, Arena>)
                v.ends.reserve(size_t(rows));
            else
                v.reserve(size_t(rows));
        },
        m_values);
}

void ColumnVector::pushNullBit(bool isNull)
{
    if (m_size % 64 == 0)
        m_nulls.push_back(0);
    if (isNull) {
        m_nulls.back() |= uint64_t(1) << (m_size % 64);
        ++m_nullCount;
    }
    ++m_size;
}

void ColumnVector::appendNull()
{
    pushNullBit(true);
    std::visit(
        [](auto &v) {
            if constexpr (std::is_same_v<std::decay_t<decltype(v)>, Arena>)
                v.ends.push_back(v.bytes.size());
            else
                v.push_back({});
        },
        m_values);
}

void ColumnVector::appendBool(bool value)
{
    pushNullBit(false);
    std::get<Bools>(m_values).push_back(value ? 1 : 0);
}

void ColumnVector::appendInt64(int64_t value)
{
    pushNullBit(false);
    std::get<Int64s>(m_values).push_back(value);
}

void ColumnVector::appendFloat(float value)
{
    pushNullBit(false);
    std::get<Floats>(m_values).push_back(value);
}

void ColumnVector::appendDouble(double value)
{
    pushNullBit(false);
    std::get<Doubles>(m_values).push_back(value);
}

void ColumnVector::appendTimestamp(Timestamp value)
{
    Q_ASSERT(value.nanos >= 0 && value.nanos < 1'000'000'000);
    pushNullBit(false);
    std::get<Timestamps>(m_values).push_back(value);
}

void ColumnVector::appendBytes(QByteArrayView value)
{
    pushNullBit(false);
    auto &arena = std::get<Arena>(m_values);
    arena.bytes.append(value.data(), size_t(value.size()));
    arena.ends.push_back(arena.bytes.size());
}

void ColumnVector::appendFrom(const ColumnVector &other, qsizetype row)
{
    Q_ASSERT(m_storage == other.m_storage);
    if (other.isNull(row)) {
        appendNull();
        return;
    }
    switch (m_storage) {
    case Storage::Bool:
        return appendBool(other.boolAt(row));
    case Storage::Int64:
        return appendInt64(other.int64At(row));
    case Storage::Float:
        return appendFloat(other.floatAt(row));
    case Storage::Double:
        return appendDouble(other.doubleAt(row));
    case Storage::Timestamp:
        return appendTimestamp(other.timestampAt(row));
    case Storage::Bytes:
        return appendBytes(other.bytesAt(row));
    }
}

QString ColumnVector::displayText(qsizetype row, const Zone &zone) const
{
    if (isNull(row))
        return {};
    if (isInstant(m_type))
        return instantText(timestampAt(row), zone);
    if (m_holdsInstants)
        return QString::fromUtf8(withInstantsIn(zone, bytesAt(row), m_type));
    return displayText(row);
}

QString ColumnVector::displayText(qsizetype row) const
{
    if (isNull(row))
        return {};
    switch (m_storage) {
    case Storage::Bool:
        return boolAt(row) ? QStringLiteral("true") : QStringLiteral("false");
    case Storage::Int64:
        if (m_type.base == Base::Date)
            return dateText(int64At(row));
        return m_type.base == Base::IntervalYearMonth ? yearMonthText(int64At(row)) : QString::number(int64At(row));
    case Storage::Float:
        return floatText(floatAt(row));
    case Storage::Double:
        return floatText(doubleAt(row));
    case Storage::Timestamp:
        return m_type.base == Base::IntervalDayTime ? dayTimeText(timestampAt(row)) : timestampText(timestampAt(row));
    case Storage::Bytes:
        break;
    }
    if (m_type.base == Base::Binary)
        return QStringLiteral("\\x") + QString::fromLatin1(bytesAt(row).toByteArray().toHex());
    return QString::fromUtf8(bytesAt(row));
}

} // namespace isthmus::records
