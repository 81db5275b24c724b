// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/records/calendar.h>

namespace isthmus::records {

namespace {

// Days from 0000-03-01, the first day of the 400 years with which the algorithms below count, to 1970-01-01.
constexpr int64_t daysTo1970 = 719468;
constexpr int64_t daysOf400Years = 146097;

int daysInMonth(int64_t year, int month)
{
    constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && isLeap ? 29 : days[month - 1];
}

} // namespace

// Source of both: Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days and days_from_civil.

Civil civilFromDays(int64_t daysSince1970)
{
    const int64_t days = daysSince1970 + daysTo1970;
    const int64_t era = (days >= 0 ? days : days - (daysOf400Years - 1)) / daysOf400Years;
    const auto dayOfEra = unsigned(days - era * daysOf400Years);
    const unsigned yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const unsigned dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const unsigned shifted = (5 * dayOfYear + 2) / 153;
    const unsigned month = shifted < 10 ? shifted + 3 : shifted - 9;
    return {int64_t(yearOfEra) + era * 400 + (month <= 2 ? 1 : 0), int(month),
            int(dayOfYear - (153 * shifted + 2) / 5 + 1)};
}

std::optional<int64_t> daysFromCivil(const Civil &date)
{
    if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > daysInMonth(date.year, date.month))
        return std::nullopt;
    const int64_t year = date.year - (date.month <= 2 ? 1 : 0);
    const int64_t era = (year >= 0 ? year : year - 399) / 400;
    const int64_t yearOfEra = year - era * 400;
    const int64_t dayOfYear = (153 * (date.month > 2 ? date.month - 3 : date.month + 9) + 2) / 5 + date.day - 1;
    const int64_t dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * daysOf400Years + dayOfEra - daysTo1970;
}

} // namespace isthmus::records
