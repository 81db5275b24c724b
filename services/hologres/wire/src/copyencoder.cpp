// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/pgwire/copyencoder.h>
#include <isthmus/pgwire/numericbinary.h>
#include <isthmus/pgwire/storedtext.h>

#include <QtEndian>

#include <array>
#include <bit>
#include <limits>

namespace isthmus::pgwire {

namespace {

using catalog::DataType;
using Base = DataType::Base;
using records::ColumnVector;

constexpr qint64 epochDays = 10957; // from 1970-01-01 to PostgreSQL's 2000-01-01
constexpr qint64 epochSeconds = epochDays * 86'400;
// The years 1 to 9999, which both systems' calendars share.
constexpr qint64 firstDay = -719'162;
constexpr qint64 lastDay = 2'932'896;
// Where the seconds of a 12-byte time begin: PostgreSQL's first timestamp, 4714-11-24 BC.
constexpr qint64 firstSecond = -210'866'803'200;

template <typename T>
void appendBigEndian(QByteArray &out, T value)
{
    const T bytes = qToBigEndian(value);
    out.append(reinterpret_cast<const char *>(&bytes), sizeof bytes);
}

// Length and value: PostgreSQL 15 manual, COPY, "Binary Format".
template <typename T>
void appendFixed(QByteArray &out, T value)
{
    std::array<char, sizeof(qint32) + sizeof value> bytes;
    qToBigEndian(qint32(sizeof value), bytes.data());
    qToBigEndian(value, bytes.data() + sizeof(qint32));
    out.append(bytes.data(), qsizetype(bytes.size()));
}

template <typename T>
bool appendChecked(QByteArray &out, qint64 value, qint64 low, qint64 high)
{
    appendFixed(out, T(value));
    return value >= low && value <= high;
}

bool appendInteger(QByteArray &out, Base base, qint64 value)
{
    switch (base) {
    case Base::TinyInt:
        return appendChecked<qint16>(out, value, -128, 127);
    case Base::SmallInt:
        return appendChecked<qint16>(out, value, -32'768, 32'767);
    case Base::Int:
        return appendChecked<qint32>(out, value, std::numeric_limits<qint32>::min(),
                                     std::numeric_limits<qint32>::max());
    case Base::IntervalYearMonth:
        return appendChecked<qint32>(out, value, std::numeric_limits<qint32>::min(),
                                     std::numeric_limits<qint32>::max());
    case Base::Date:
        if (value < firstDay || value > lastDay)
            return false;
        appendFixed<qint32>(out, qint32(value - epochDays));
        return true;
    default:
        // The one integer type of MaxCompute whose range is the same on both sides of 0.
        return appendChecked<qint64>(out, value, -std::numeric_limits<qint64>::max(),
                                     std::numeric_limits<qint64>::max());
    }
}

bool appendTime(QByteArray &out, Base base, records::Timestamp time)
{
    // An instant counts by its wall time in some zone, which may be another day.
    const qint64 slack = base == Base::TimestampNtz ? 0 : 1;
    if (time.seconds < (firstDay - slack) * 86'400 || time.seconds >= (lastDay + 1 + slack) * 86'400)
        return false;
    if (base == Base::DateTime) {
        // Cut to its milliseconds here: PostgreSQL would round.
        appendFixed<qint64>(out, (time.seconds - epochSeconds) * 1'000'000 + time.nanos / 1'000'000 * 1000);
        return true;
    }
    // Written in place: copied from pieces on the stack, 16 bytes take ten times as long.
    constexpr qint32 size = sizeof time.seconds + sizeof time.nanos;
    const qsizetype at = out.size();
    out.resize(at + qsizetype(sizeof size) + size);
    char *bytes = out.data() + at;
    qToBigEndian(size, bytes);
    qToBigEndian(qint64(time.seconds - firstSecond), bytes + sizeof size);
    qToBigEndian(time.nanos, bytes + sizeof size + sizeof time.seconds);
    return true;
}

// Whether the digits before the point are as many as DECIMAL(p,s) has. What follows is rounded by PostgreSQL.
bool fitsPrecision(const DataType &type, QByteArrayView text)
{
    const qsizetype most = type.precision ? *type.precision - type.scale.value_or(0) : text.size();
    if (text.size() <= most)
        return true;
    qsizetype begin = !text.isEmpty() && (text.front() == '-' || text.front() == '+') ? 1 : 0;
    while (begin < text.size() && text[begin] == '0')
        ++begin;
    qsizetype end = begin;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9')
        ++end;
    return end - begin <= most;
}

bool appendDecimal(QByteArray &out, const DataType &type, QByteArrayView text)
{
    if (!fitsPrecision(type, text))
        return false;
    const qsizetype sizeAt = out.size();
    appendBigEndian<qint32>(out, 0);
    if (!appendNumeric(text, out))
        return false;
    qToBigEndian(qint32(out.size() - sizeAt - qsizetype(sizeof(qint32))), out.data() + sizeAt);
    return true;
}

// Seconds with nine digits after the point. Rounded down, a negative value's fraction counts upwards.
bool appendInterval(QByteArray &out, records::Timestamp value)
{
    constexpr qint64 maxSeconds = 999'999'999'999;
    if (value.seconds < -maxSeconds || value.seconds > maxSeconds)
        return false;
    const bool isNegative = value.seconds < 0;
    const qint64 seconds = isNegative ? -value.seconds - (value.nanos > 0 ? 1 : 0) : value.seconds;
    const int nanos = isNegative && value.nanos > 0 ? 1'000'000'000 - value.nanos : value.nanos;
    return appendDecimal(out, {},
                         (isNegative ? "-" : "") + QByteArray::number(seconds) + '.'
                             + QByteArray::number(nanos).rightJustified(9, '0'));
}

void appendText(QByteArray &out, QByteArrayView bytes, bool isJson, Base base)
{
    const qsizetype sizeAt = out.size();
    appendBigEndian<qint32>(out, 0);
    // jsonb begins with the version of its binary form: PostgreSQL 15, jsonb.c, jsonb_recv().
    if (isJson)
        out += char(1);
    const TextForm form = isJson || base == Base::Array ? TextForm::Json : TextForm::Plain;
    if (base == Base::Binary || isStorable(bytes, form))
        out.append(bytes.data(), bytes.size());
    else
        appendStored(out, bytes, form);
    qToBigEndian(qint32(out.size() - sizeAt - qsizetype(sizeof(qint32))), out.data() + sizeAt);
}

// False for a value that its type cannot hold.
bool appendField(QByteArray &out, const ColumnVector &vector, bool isJson, qsizetype row)
{
    if (vector.isNull(row)) {
        appendBigEndian<qint32>(out, -1);
        return true;
    }
    const Base base = vector.type().base;
    switch (vector.storage()) {
    case records::Storage::Bool:
        appendFixed<qint8>(out, vector.boolAt(row) ? 1 : 0);
        return true;
    case records::Storage::Int64:
        return appendInteger(out, base, vector.int64At(row));
    case records::Storage::Float:
        appendFixed<quint32>(out, std::bit_cast<quint32>(vector.floatAt(row)));
        return true;
    case records::Storage::Double:
        appendFixed<quint64>(out, std::bit_cast<quint64>(vector.doubleAt(row)));
        return true;
    case records::Storage::Timestamp:
        if (base == Base::IntervalDayTime)
            return appendInterval(out, vector.timestampAt(row));
        return appendTime(out, base, vector.timestampAt(row));
    case records::Storage::Bytes:
        break;
    }
    const QByteArrayView bytes = vector.bytesAt(row);
    if (base == Base::Decimal)
        return appendDecimal(out, vector.type(), bytes);
    appendText(out, bytes, isJson, base);
    return true;
}

} // namespace

CopyEncoder::CopyEncoder(std::vector<bool> isJsonb, std::optional<qint64> firstNumber)
    : m_isJsonb(std::move(isJsonb)), m_nextNumber(firstNumber)
{
}

void CopyEncoder::appendHeader(QByteArray &out) const
{
    out += QByteArray("PGCOPY\n\377\r\n\0", 11);
    appendBigEndian<qint32>(out, 0); // flags
    appendBigEndian<qint32>(out, 0); // length of the header's extension
}

std::optional<qsizetype> CopyEncoder::appendRow(const records::RecordBatch &batch, qsizetype row, QByteArray &out)
{
    Q_ASSERT(batch.columnCount() == qsizetype(m_isJsonb.size()));
    appendBigEndian<qint16>(out, qint16(m_isJsonb.size() + (m_nextNumber ? 1 : 0)));
    if (m_nextNumber)
        appendFixed<qint64>(out, (*m_nextNumber)++);
    for (qsizetype i = 0; i < batch.columnCount(); ++i) {
        if (!appendField(out, batch.vector(i), m_isJsonb[size_t(i)], row))
            return i;
    }
    return std::nullopt;
}

void CopyEncoder::appendTrailer(QByteArray &out) const
{
    appendBigEndian<qint16>(out, -1);
}

} // namespace isthmus::pgwire
