// SPDX-License-Identifier: GPL-3.0-or-later
#include "timewriting.h"

#include <isthmus/records/calendar.h>
#include <isthmus/records/timetext.h>

#include <algorithm>

namespace isthmus::records {

namespace {

constexpr int64_t secondsPerDay = 86400;

bool isInfinite(int64_t value)
{
    return value == positiveInfinity || value == negativeInfinity;
}

QByteArrayView infinityText(int64_t value)
{
    return value == positiveInfinity ? QByteArrayView("infinity") : QByteArrayView("-infinity");
}

int64_t daysOf(int64_t seconds)
{
    return seconds / secondsPerDay - (seconds % secondsPerDay < 0 ? 1 : 0);
}

// Reads fixed pieces of a text from the left.
class Scanner {
public:
    explicit Scanner(QByteArrayView text) : m_rest(text)
    {
        if (m_rest.endsWith(" BC")) {
            m_isBc = true;
            m_rest.chop(3);
        }
    }

    [[nodiscard]] bool atEnd() const { return m_rest.isEmpty(); }

    std::optional<int64_t> date()
    {
        const bool isNegative = take('-');
        const bool isSigned = isNegative || take('+');
        const auto year = digits(4, 7);
        if (!year || !take('-') || (m_isBc && (isSigned || *year == 0)))
            return std::nullopt;
        const auto month = digits(1, 2);
        if (!month || !take('-'))
            return std::nullopt;
        const auto day = digits(1, 2);
        const int64_t counted = m_isBc ? 1 - *year : isNegative ? -*year : *year;
        return day ? daysFromCivil({counted, *month, *day}) : std::nullopt;
    }

    bool clock(Timestamp &value)
    {
        const auto hour = digits(1, 2);
        const auto minute = hour && take(':') ? digits(2, 2) : std::nullopt;
        if (!minute || *hour > 23 || *minute > 59)
            return false;
        std::optional<int> second = 0;
        if (take(':'))
            second = digits(2, 2);
        if (!second || *second > 59)
            return false;
        value.seconds += *hour * 3600 + *minute * 60 + *second;
        return !take('.') || fraction(value);
    }

    bool offset(std::optional<int> &east)
    {
        if (take('Z')) {
            east = 0;
            return true;
        }
        const bool isWest = take('-');
        if (!isWest && !take('+'))
            return true;
        const auto hours = digits(2, 2);
        const auto minutes = take(':') ? digits(2, 2) : std::optional(0);
        const auto seconds = minutes && take(':') ? digits(2, 2) : std::optional(0);
        if (!hours || !minutes || !seconds || *hours > 15 || *minutes > 59 || *seconds > 59)
            return false;
        east = (isWest ? -1 : 1) * (*hours * 3600 + *minutes * 60 + *seconds);
        return true;
    }

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

private:
    bool fraction(Timestamp &value)
    {
        const qsizetype before = m_rest.size();
        const auto read = digits(1, 9);
        if (!read)
            return false;
        value.nanos = *read;
        for (qsizetype count = before - m_rest.size(); count < 9; ++count)
            value.nanos *= 10;
        return true;
    }

    QByteArrayView m_rest;
    bool m_isBc = false;
};

} // namespace

void TimeWriter::digits(uint64_t value, int least)
{
    std::array<char, 24> reversed;
    int count = 0;
    do {
        reversed[size_t(count++)] = char('0' + value % 10);
        value /= 10;
    } while (value != 0);
    for (int i = count; i < least; ++i)
        m_buffer[size_t(m_size++)] = '0';
    while (count > 0)
        m_buffer[size_t(m_size++)] = reversed[size_t(--count)];
}

void TimeWriter::text(QByteArrayView text)
{
    std::copy(text.begin(), text.end(), m_buffer.begin() + m_size);
    m_size += text.size();
}

void TimeWriter::date(int64_t daysSince1970)
{
    const Civil civil = civilFromDays(daysSince1970);
    m_isBc = civil.year < 1;
    digits(uint64_t(m_isBc ? 1 - civil.year : civil.year), 4);
    text("-");
    digits(uint64_t(civil.month), 2);
    text("-");
    digits(uint64_t(civil.day), 2);
}

void TimeWriter::clock(int secondOfDay, int32_t nanos)
{
    digits(uint64_t(secondOfDay / 3600), 2);
    text(":");
    digits(uint64_t(secondOfDay / 60 % 60), 2);
    text(":");
    digits(uint64_t(secondOfDay % 60), 2);
    if (nanos == 0)
        return;
    fraction(nanos);
    while (m_buffer[size_t(m_size - 1)] == '0')
        --m_size;
}

void TimeWriter::fraction(int32_t nanos)
{
    text(".");
    digits(uint64_t(nanos), 9);
}

void TimeWriter::offset(int secondsEast)
{
    const int seconds = std::abs(secondsEast);
    text(secondsEast < 0 ? "-" : "+");
    digits(uint64_t(seconds / 3600), 2);
    text(":");
    digits(uint64_t(seconds / 60 % 60), 2);
    if (seconds % 60 != 0) {
        text(":");
        digits(uint64_t(seconds % 60), 2);
    }
}

void TimeWriter::wallTime(Timestamp value)
{
    if (isInfinite(value.seconds)) {
        text(infinityText(value.seconds));
        return;
    }
    shifted(value, 0);
    bc();
}

void TimeWriter::instant(Timestamp value, const Zone &zone)
{
    if (isInfinite(value.seconds)) {
        text(infinityText(value.seconds));
        return;
    }
    const int east = zone.offsetAt(value.seconds);
    shifted(value, east);
    offset(east);
    bc();
}

void TimeWriter::shifted(Timestamp value, int secondsEast)
{
    const int64_t days = daysOf(value.seconds); // the offset is added to the second of the day: nothing overflows
    const int64_t second = value.seconds - days * secondsPerDay + secondsEast;
    const int64_t moreDays = daysOf(second);
    date(days + moreDays);
    text(" ");
    clock(int(second - moreDays * secondsPerDay), value.nanos);
}

void TimeWriter::bc()
{
    if (m_isBc)
        text(" BC");
}

QString dateText(int64_t daysSince1970)
{
    TimeWriter writer;
    if (isInfinite(daysSince1970)) {
        writer.text(infinityText(daysSince1970));
    } else {
        writer.date(daysSince1970);
        writer.bc();
    }
    return writer.toString();
}

QString timestampText(Timestamp value)
{
    TimeWriter writer;
    writer.wallTime(value);
    return writer.toString();
}

QString instantText(Timestamp value, const Zone &zone)
{
    TimeWriter writer;
    writer.instant(value, zone);
    return writer.toString();
}

QByteArray instantBytes(Timestamp value, const Zone &zone)
{
    TimeWriter writer;
    writer.instant(value, zone);
    return writer.view().toByteArray();
}

std::optional<int64_t> parseDate(QByteArrayView text)
{
    Scanner scanner(text);
    const auto days = scanner.date();
    return scanner.atEnd() ? days : std::nullopt;
}

std::optional<ReadTime> parseTime(QByteArrayView text)
{
    Scanner scanner(text);
    const auto days = scanner.date();
    if (!days)
        return std::nullopt;
    ReadTime read;
    read.wallTime.seconds = *days * secondsPerDay;
    if (scanner.atEnd())
        return read;
    if (!scanner.take(' ') && !scanner.take('T'))
        return std::nullopt;
    if (!scanner.clock(read.wallTime) || !scanner.offset(read.offset) || !scanner.atEnd())
        return std::nullopt;
    return read;
}

QString dayTimeText(Timestamp interval)
{
    TimeWriter writer;
    if (interval.seconds < 0) { // counted down from zero: -0.5 s is -1 s and 500,000,000 ns
        writer.text("-");
        interval.seconds = -(interval.seconds + 1);
        interval.nanos = 1'000'000'000 - interval.nanos;
        if (interval.nanos == 1'000'000'000) {
            ++interval.seconds;
            interval.nanos = 0;
        }
    }
    writer.number(uint64_t(interval.seconds / secondsPerDay));
    writer.text(" ");
    writer.clock(int(interval.seconds % secondsPerDay), 0);
    writer.fraction(interval.nanos);
    return writer.toString();
}

QString yearMonthText(int64_t months)
{
    TimeWriter writer;
    if (months < 0)
        writer.text("-");
    const uint64_t count = months < 0 ? 0 - uint64_t(months) : uint64_t(months);
    writer.number(count / 12);
    writer.text("-");
    writer.number(count % 12);
    return writer.toString();
}

std::optional<Timestamp> parseDayTime(QByteArrayView text)
{
    Scanner scanner(text);
    const bool isNegative = scanner.take('-');
    const auto days = scanner.digits(1, 9);
    Timestamp value;
    if (!days || !scanner.take(' ') || !scanner.clock(value) || !scanner.atEnd())
        return std::nullopt;
    value.seconds += *days * secondsPerDay;
    if (!isNegative)
        return value;
    return value.nanos == 0 ? Timestamp{-value.seconds, 0} : Timestamp{-value.seconds - 1, 1'000'000'000 - value.nanos};
}

std::optional<int64_t> parseYearMonth(QByteArrayView text)
{
    Scanner scanner(text);
    const bool isNegative = scanner.take('-');
    const auto years = scanner.digits(1, 9);
    const auto months = years && scanner.take('-') ? scanner.digits(1, 2) : std::nullopt;
    if (!months || *months > 11 || !scanner.atEnd())
        return std::nullopt;
    return (isNegative ? -1 : 1) * (int64_t(*years) * 12 + *months);
}

std::optional<int64_t> parseInfinity(QByteArrayView text)
{
    if (text == "infinity")
        return positiveInfinity;
    if (text == "-infinity")
        return negativeInfinity;
    return std::nullopt;
}

} // namespace isthmus::records
