// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/pgwire/copydecoder.h>
#include <isthmus/pgwire/numericbinary.h>
#include <isthmus/pgwire/storedtext.h>

#include <QtEndian>

#include <bit>
#include <limits>
#include <optional>

namespace isthmus::pgwire {

using catalog::DataType;
using Base = DataType::Base;
using records::ColumnVector;

namespace {

// Days and microseconds between 1970-01-01 and PostgreSQL's epoch, 2000-01-01.
constexpr qint64 epochDays = 10957;
constexpr qint64 microsPerSecond = 1'000'000;
// The years 1 to 9999.
constexpr qint64 firstDay = -719'162;
constexpr qint64 lastDay = 2'932'896;
// A 12-byte time counts its seconds from PostgreSQL's first timestamp, 4714-11-24 BC.
constexpr qint64 firstSecond = -210'866'803'200;
constexpr qsizetype nanoTimeSize = 12;

// Microseconds since 2000, in which "infinity" and "-infinity" are the ends of the range.
records::Timestamp timestampOf(qint64 micros)
{
    if (micros == records::positiveInfinity || micros == records::negativeInfinity)
        return {micros, 0};
    qint64 seconds = micros / microsPerSecond;
    qint64 rest = micros % microsPerSecond;
    if (rest < 0) {
        --seconds;
        rest += microsPerSecond;
    }
    return {seconds + epochDays * 86'400, int32_t(rest * 1000)};
}

// Days since 2000, in which infinities are the ends of the range too.
qint64 dayOf(qint32 days)
{
    if (days == std::numeric_limits<qint32>::max())
        return records::positiveInfinity;
    if (days == std::numeric_limits<qint32>::min())
        return records::negativeInfinity;
    return qint64(days) + epochDays;
}

// "-1.5" as seconds, rounded down, and nanoseconds.
std::optional<records::Timestamp> secondsOf(QByteArrayView text)
{
    const bool isNegative = text.startsWith('-');
    if (isNegative)
        text = text.sliced(1);
    const qsizetype point = text.indexOf('.');
    bool isWhole = false;
    bool isFraction = true;
    qint64 seconds = (point < 0 ? text : text.first(point)).toLongLong(&isWhole);
    int nanos = 0;
    if (point >= 0)
        nanos = text.sliced(point + 1).toByteArray().left(9).leftJustified(9, '0').toInt(&isFraction);
    if (!isWhole || !isFraction)
        return std::nullopt;
    if (isNegative) {
        seconds = -seconds - (nanos > 0 ? 1 : 0);
        nanos = nanos > 0 ? 1'000'000'000 - nanos : 0;
    }
    return records::Timestamp{seconds, nanos};
}

template <typename T>
T bigEndian(QByteArrayView bytes)
{
    return qFromBigEndian<T>(bytes.data());
}

void appendNumber(ColumnVector &vector, qint64 value, bool &isUnusual)
{
    isUnusual = isUnusual || value == std::numeric_limits<qint64>::min();
    vector.appendInt64(value);
}

void appendDay(ColumnVector &vector, qint64 day, bool &isUnusual)
{
    isUnusual = isUnusual || day < firstDay || day > lastDay;
    vector.appendInt64(day);
}

void appendInstant(ColumnVector &vector, records::Timestamp time, bool &isUnusual)
{
    isUnusual = isUnusual || time.seconds < firstDay * 86'400 || time.seconds >= (lastDay + 1) * 86'400;
    vector.appendTimestamp(time);
}

// NaN, Infinity, -Infinity.
bool isSpecialNumber(const QByteArray &text)
{
    return text.back() > '9';
}

// False for a field that is not of its type. \a text is room for one value, reused; \a isUnusual is set by a value that
// PostgreSQL has and MaxCompute may not have.
bool appendField(QByteArrayView bytes, ColumnVector &vector, QByteArray &text, bool &isUnusual)
{
    const Base base = vector.type().base;
    switch (vector.storage()) {
    case records::Storage::Bool:
        if (bytes.size() != 1)
            return false;
        vector.appendBool(bytes[0] != 0);
        return true;
    case records::Storage::Int64:
        if (base == Base::Date && bytes.size() == 4)
            appendDay(vector, dayOf(bigEndian<qint32>(bytes)), isUnusual);
        else if (bytes.size() == 2)
            vector.appendInt64(bigEndian<qint16>(bytes));
        else if (bytes.size() == 4)
            vector.appendInt64(bigEndian<qint32>(bytes));
        else if (bytes.size() == 8)
            appendNumber(vector, bigEndian<qint64>(bytes), isUnusual);
        else
            return false;
        return true;
    case records::Storage::Float:
        if (bytes.size() != 4)
            return false;
        vector.appendFloat(std::bit_cast<float>(bigEndian<quint32>(bytes)));
        return true;
    case records::Storage::Double:
        if (bytes.size() != 8)
            return false;
        vector.appendDouble(std::bit_cast<double>(bigEndian<quint64>(bytes)));
        return true;
    case records::Storage::Timestamp:
        if (base == Base::IntervalDayTime) {
            text.resize(0);
            const auto interval = appendNumericText(bytes, text) ? secondsOf(text) : std::nullopt;
            if (interval)
                vector.appendTimestamp(*interval);
            return interval.has_value();
        }
        if (bytes.size() == nanoTimeSize) {
            const auto nanos = bigEndian<qint32>(bytes.sliced(8));
            if (nanos < 0 || nanos >= 1'000'000'000)
                return false;
            vector.appendTimestamp({bigEndian<qint64>(bytes) + firstSecond, nanos});
            return true;
        }
        if (bytes.size() != 8)
            return false;
        appendInstant(vector, timestampOf(bigEndian<qint64>(bytes)), isUnusual);
        return true;
    case records::Storage::Bytes:
        if (base == Base::Decimal) {
            text.resize(0);
            if (!appendNumericText(bytes, text))
                return false;
            bytes = text;
            isUnusual = isUnusual || isSpecialNumber(text);
        } else if (base != Base::Binary && mayHoldBytes(bytes)) {
            const bool isJson = vector.type().isNested() || base == Base::Json;
            text.resize(0);
            appendRead(text, bytes, isJson ? TextForm::Json : TextForm::Plain);
            bytes = text;
        }
        vector.appendBytes(bytes);
        return true;
    }
    return false;
}

} // namespace

QString decodedType(const DataType &type)
{
    switch (type.base) {
    case Base::Boolean:
        return QStringLiteral("boolean");
    case Base::TinyInt:
    case Base::SmallInt:
        return QStringLiteral("smallint");
    case Base::Int:
        return QStringLiteral("integer");
    case Base::BigInt:
        return QStringLiteral("bigint");
    case Base::Float:
        return QStringLiteral("real");
    case Base::Double:
        return QStringLiteral("double precision");
    case Base::Binary:
        return QStringLiteral("bytea");
    case Base::Date:
        return QStringLiteral("date");
    case Base::DateTime:
        return QStringLiteral("timestamptz(3)");
    case Base::TimestampTz:
        return QStringLiteral("mc_type.instant");
    case Base::TimestampNtz:
        return QStringLiteral("mc_type.wall");
    case Base::IntervalDayTime:
        return QStringLiteral("numeric");
    case Base::IntervalYearMonth:
        return QStringLiteral("integer");
    case Base::Decimal:
        return QStringLiteral("numeric");
    default:
        return QStringLiteral("text");
    }
}

CopyDecoder::Message CopyDecoder::take(QByteArrayView message, records::RecordBatch &batch)
{
    constexpr qsizetype headerSize = 19; // signature, flags, length of an extension that there is not
    if (!m_isHeaderRead) { // it comes with the first row
        if (message.size() < headerSize || !message.startsWith("PGCOPY\n"))
            return Message::Broken;
        message = message.sliced(headerSize);
        m_isHeaderRead = true;
        if (message.isEmpty())
            return Message::NoRow;
    }
    if (message.size() < 2)
        return Message::Broken;
    const auto fields = bigEndian<qint16>(message);
    if (fields == -1)
        return Message::NoRow;
    message = message.sliced(2);
    if (fields != m_columns.size())
        return Message::Broken;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        if (message.size() < 4)
            return Message::Broken;
        const auto size = bigEndian<qint32>(message);
        message = message.sliced(4);
        if (size < 0) {
            batch.vector(i).appendNull();
            continue;
        }
        if (message.size() < size || !appendField(message.first(size), batch.vector(i), m_text, m_isUnusual))
            return Message::Broken;
        message = message.sliced(size);
    }
    return message.isEmpty() ? Message::Row : Message::Broken;
}

} // namespace isthmus::pgwire
