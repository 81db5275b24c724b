// SPDX-License-Identifier: GPL-3.0-or-later
#include "arraytext.h"
#include "byteatext.h"

#include <isthmus/hologres/textvalue.h>
#include <isthmus/records/calendar.h>

#include <charconv>
#include <optional>

namespace isthmus::hologres {

namespace {

using Base = catalog::DataType::Base;
using records::Storage;
using records::Timestamp;

constexpr int64_t secondsPerDay = 86400;

template <typename Number>
std::optional<Number> numberFrom(QByteArrayView text)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.begin(), text.end(), value);
    if (error != std::errc() || end != text.end())
        return std::nullopt;
    return value;
}

// Reads "2023-02-15 16:40:56.123456+08:00 BC" from left to right.
class DateTimeReader {
public:
    explicit DateTimeReader(QByteArrayView text) : m_text(text)
    {
        if (m_text.endsWith(" BC")) {
            m_isBc = true;
            m_text.chop(3);
        }
    }

    std::optional<int64_t> date()
    {
        const auto year = digits(4, 7);
        const auto month = take('-') ? digits(2, 2) : std::nullopt;
        const auto day = take('-') ? digits(2, 2) : std::nullopt;
        if (!year || !month || !day || *year == 0)
            return std::nullopt;
        return records::daysFromCivil({m_isBc ? 1 - *year : *year, int(*month), int(*day)}); // 1 BC is the year 0
    }

    std::optional<Timestamp> timestamp(bool withZone, std::optional<int> *printed)
    {
        const auto days = date();
        const auto seconds = days && take(' ') ? clock() : std::nullopt;
        const auto nanos = seconds ? fraction() : std::nullopt;
        if (!nanos)
            return std::nullopt;
        Timestamp value{*days * secondsPerDay + *seconds, *nanos};
        if (!atEnd() && (m_text[m_pos] == '+' || m_text[m_pos] == '-')) {
            const bool east = m_text[m_pos++] == '+';
            const auto offset = zone();
            if (!offset || !withZone)
                return std::nullopt;
            value.seconds += east ? -*offset : *offset;
            if (printed)
                *printed = int(east ? *offset : -*offset);
        }
        return value;
    }

    [[nodiscard]] bool atEnd() const { return m_pos == m_text.size(); }

private:
    std::optional<int64_t> digits(int least, int most)
    {
        int64_t value = 0;
        int count = 0;
        while (count < most && !atEnd() && m_text[m_pos] >= '0' && m_text[m_pos] <= '9') {
            value = value * 10 + (m_text[m_pos++] - '0');
            ++count;
        }
        return count >= least ? std::optional(value) : std::nullopt;
    }

    bool take(char c)
    {
        if (atEnd() || m_text[m_pos] != c)
            return false;
        ++m_pos;
        return true;
    }

    std::optional<int64_t> clock()
    {
        const auto hours = digits(2, 2);
        const auto minutes = take(':') ? digits(2, 2) : std::nullopt;
        const auto seconds = take(':') ? digits(2, 2) : std::nullopt;
        if (!hours || !minutes || !seconds || *hours > 24 || *minutes > 59 || *seconds > 60)
            return std::nullopt;
        return *hours * 3600 + *minutes * 60 + *seconds;
    }

    std::optional<int32_t> fraction()
    {
        if (!take('.'))
            return 0;
        const auto begin = m_pos;
        const auto value = digits(1, 9);
        if (!value)
            return std::nullopt;
        int64_t nanos = *value;
        for (auto i = m_pos - begin; i < 9; ++i)
            nanos *= 10;
        return int32_t(nanos);
    }

    std::optional<int64_t> zone() // after the sign
    {
        const auto hours = digits(2, 2);
        const auto minutes = take(':') ? digits(2, 2) : std::optional<int64_t>(0);
        const auto seconds = take(':') ? digits(2, 2) : std::optional<int64_t>(0);
        if (!hours || !minutes || !seconds || *hours > 15 || *minutes > 59 || *seconds > 59)
            return std::nullopt;
        return *hours * 3600 + *minutes * 60 + *seconds;
    }

    QByteArrayView m_text;
    qsizetype m_pos = 0;
    bool m_isBc = false;
};

bool appendInteger(records::ColumnVector &column, QByteArrayView text)
{
    std::optional<int64_t> value;
    if (column.type().base == Base::Date) {
        value = records::parseInfinity(text);
        if (!value) {
            DateTimeReader reader(text);
            value = reader.date();
            if (!reader.atEnd())
                return false;
        }
    } else {
        value = numberFrom<int64_t>(text);
    }
    if (value)
        column.appendInt64(*value);
    return value.has_value();
}

bool appendTimestamp(records::ColumnVector &column, QByteArrayView text, std::optional<int> *offset)
{
    if (const auto infinity = records::parseInfinity(text)) {
        column.appendTimestamp({*infinity, 0});
        return true;
    }
    DateTimeReader reader(text);
    const auto value = reader.timestamp(column.type().base == Base::TimestampTz, offset);
    if (!value || !reader.atEnd())
        return false;
    column.appendTimestamp(*value);
    return true;
}

bool isDecimal(QByteArrayView text)
{
    if (text == "NaN" || text == "Infinity" || text == "-Infinity")
        return true;
    if (text.startsWith('-'))
        text = text.sliced(1);
    int points = 0;
    int digits = 0;
    for (const char c : text) {
        if (c >= '0' && c <= '9')
            ++digits;
        else if (c != '.' || ++points > 1)
            return false;
    }
    return digits > 0;
}

bool appendBytes(records::ColumnVector &column, QByteArrayView text)
{
    switch (column.type().base) {
    case Base::Decimal:
        if (!isDecimal(text))
            return false;
        break;
    case Base::Binary: {
        const auto bytes = bytesFromText(text);
        if (bytes)
            column.appendBytes(*bytes);
        return bytes.has_value();
    }
    case Base::Array: {
        const auto json = jsonFromArrayText(text, column.type().args.value(0));
        if (json)
            column.appendBytes(*json);
        return json.has_value();
    }
    default:
        break;
    }
    column.appendBytes(text);
    return true;
}

} // namespace

bool appendTextValue(records::ColumnVector &column, QByteArrayView text, std::optional<int> *offset)
{
    switch (column.storage()) {
    case Storage::Bool:
        if (text != "t" && text != "f")
            return false;
        column.appendBool(text == "t");
        return true;
    case Storage::Int64:
        return appendInteger(column, text);
    case Storage::Float:
        if (const auto value = numberFrom<float>(text)) {
            column.appendFloat(*value);
            return true;
        }
        return false;
    case Storage::Double:
        if (const auto value = numberFrom<double>(text)) {
            column.appendDouble(*value);
            return true;
        }
        return false;
    case Storage::Timestamp:
        return appendTimestamp(column, text, offset);
    case Storage::Bytes:
        break;
    }
    return appendBytes(column, text);
}

} // namespace isthmus::hologres
