// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/records/calendar.h>
#include <isthmus/wire/valuetext.h>

#include <QCoreApplication>

#include <charconv>

namespace isthmus::wire {

namespace {

// Reads fixed pieces of a text from the left.
class Scanner {
public:
    explicit Scanner(QByteArrayView text) : m_rest(text) { }

    [[nodiscard]] bool atEnd() const { return m_rest.isEmpty(); }
    bool take(char c)
    {
        if (m_rest.isEmpty() || m_rest.front() != c)
            return false;
        m_rest = m_rest.sliced(1);
        return true;
    }
    std::optional<int> digits(int least, int most)
    {
        int value = 0;
        int count = 0;
        for (; count < most && count < m_rest.size() && m_rest[count] >= '0' && m_rest[count] <= '9'; ++count)
            value = value * 10 + (m_rest[count] - '0');
        if (count < least)
            return std::nullopt;
        m_rest = m_rest.sliced(count);
        return value;
    }
    [[nodiscard]] qsizetype left() const { return m_rest.size(); }

private:
    QByteArrayView m_rest;
};

std::optional<int64_t> scanDate(Scanner &scanner)
{
    const bool isNegative = scanner.take('-');
    if (!isNegative)
        scanner.take('+');
    const auto year = scanner.digits(4, 6);
    if (!year || !scanner.take('-'))
        return std::nullopt;
    const auto month = scanner.digits(1, 2);
    if (!month || !scanner.take('-'))
        return std::nullopt;
    const auto day = scanner.digits(1, 2);
    const int64_t signedYear = isNegative ? -*year : *year;
    return day ? records::daysFromCivil({signedYear, *month, *day}) : std::nullopt;
}

// Seconds of "Z", "+08" or "-03:30"; 0 if there is none.
std::optional<int> scanOffset(Scanner &scanner)
{
    if (scanner.take('Z'))
        return 0;
    const bool isWest = scanner.take('-');
    if (!isWest && !scanner.take('+'))
        return 0;
    const auto hours = scanner.digits(2, 2);
    const auto minutes = scanner.take(':') ? scanner.digits(2, 2) : std::optional(0);
    if (!hours || !minutes || *hours > 15 || *minutes > 59)
        return std::nullopt;
    return (isWest ? -1 : 1) * (*hours * 3600 + *minutes * 60);
}

template <typename Number>
std::optional<Number> parseNumber(QByteArrayView text)
{
    Number value{};
    if (text.startsWith('+'))
        text = text.sliced(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

tl::unexpected<core::Error> badValue(const records::ColumnVector &vector, QByteArrayView text)
{
    return core::fail(
        core::ErrorKind::Protocol,
        QCoreApplication::translate("MaxCompute", "A value of type %1 cannot be read: \"%2\".")
            .arg(vector.type().text, QString::fromUtf8(text.first(std::min<qsizetype>(text.size(), 64)))));
}

} // namespace

std::optional<int64_t> parseDate(QByteArrayView text)
{
    Scanner scanner(text);
    const auto days = scanDate(scanner);
    return scanner.atEnd() ? days : std::nullopt;
}

std::optional<records::Timestamp> parseTimestamp(QByteArrayView text)
{
    Scanner scanner(text);
    const auto days = scanDate(scanner);
    if (!days)
        return std::nullopt;
    records::Timestamp value{*days * 86400, 0};
    if (scanner.atEnd())
        return value;
    if (!scanner.take(' ') && !scanner.take('T'))
        return std::nullopt;
    const auto hour = scanner.digits(1, 2);
    if (!hour || *hour > 23 || !scanner.take(':'))
        return std::nullopt;
    const auto minute = scanner.digits(2, 2);
    if (!minute || *minute > 59)
        return std::nullopt;
    int second = 0;
    if (scanner.take(':')) {
        const auto read = scanner.digits(2, 2);
        if (!read || *read > 59)
            return std::nullopt;
        second = *read;
    }
    value.seconds += *hour * 3600 + *minute * 60 + second;
    if (scanner.take('.')) {
        const qsizetype before = scanner.left();
        const auto fraction = scanner.digits(1, 9);
        if (!fraction)
            return std::nullopt;
        value.nanos = *fraction;
        for (qsizetype digits = before - scanner.left(); digits < 9; ++digits)
            value.nanos *= 10;
    }
    const auto offset = scanOffset(scanner);
    if (!offset || !scanner.atEnd())
        return std::nullopt;
    value.seconds -= *offset;
    return value;
}

core::Result<core::Done> appendText(records::ColumnVector &vector, QByteArrayView text)
{
    using Base = catalog::DataType::Base;
    using records::Storage;
    switch (vector.storage()) {
    case Storage::Bool:
        if (text.compare("true", Qt::CaseInsensitive) == 0 || text == "1") {
            vector.appendBool(true);
            return core::Done{};
        }
        if (text.compare("false", Qt::CaseInsensitive) == 0 || text == "0") {
            vector.appendBool(false);
            return core::Done{};
        }
        return badValue(vector, text);
    case Storage::Int64: {
        const auto value = vector.type().base == Base::Date ? parseDate(text) : parseNumber<int64_t>(text);
        if (!value)
            return badValue(vector, text);
        vector.appendInt64(*value);
        return core::Done{};
    }
    case Storage::Float: {
        const auto value = parseNumber<float>(text);
        if (!value)
            return badValue(vector, text);
        vector.appendFloat(*value);
        return core::Done{};
    }
    case Storage::Double: {
        const auto value = parseNumber<double>(text);
        if (!value)
            return badValue(vector, text);
        vector.appendDouble(*value);
        return core::Done{};
    }
    case Storage::Timestamp: {
        const auto value = parseTimestamp(text);
        if (!value)
            return badValue(vector, text);
        vector.appendTimestamp(*value);
        return core::Done{};
    }
    case Storage::Bytes:
        break;
    }
    if (vector.type().base == Base::Binary && text.startsWith("\\x"))
        vector.appendBytes(QByteArray::fromHex(text.sliced(2).toByteArray()));
    else
        vector.appendBytes(text);
    return core::Done{};
}

} // namespace isthmus::wire
