// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/records/zone.h>

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <cstdint>
#include <limits>
#include <optional>

namespace isthmus::records {

/// An instant or a wall time: seconds since 1970-01-01 00:00:00 (UTC, or as if the wall time were UTC) and 0 to
/// 999,999,999 nanoseconds after them, also before 1970.
struct Timestamp {
    int64_t seconds = 0;
    int32_t nanos = 0;

    friend auto operator<=>(const Timestamp &, const Timestamp &) = default;
};

/// PostgreSQL's 'infinity' and '-infinity' among dates (days) and timestamps (seconds, nanos 0). Source: PostgreSQL 15
/// manual, 8.5.1.4.
inline constexpr int64_t positiveInfinity = std::numeric_limits<int64_t>::max();
inline constexpr int64_t negativeInfinity = std::numeric_limits<int64_t>::min();

// Texts of points in time, in the notation of both servers (PostgreSQL 15 manual, 8.5.2, style ISO): four or more
// digits of the year, "0044-03-15 BC" before the year 1, "infinity" and "-infinity". See docs/points-in-time.md.

[[nodiscard]] QString dateText(int64_t daysSince1970);
/// A wall time: "2023-02-15 16:40:56.5", up to nine digits of fraction without trailing zeros.
[[nodiscard]] QString timestampText(Timestamp value);
/// An instant in \a zone with its offset: "2023-02-15 16:40:56.5+08:00", "0044-03-15 00:00:00+08:05:43 BC".
[[nodiscard]] QString instantText(Timestamp value, const Zone &zone);
/// The same in UTF-8.
[[nodiscard]] QByteArray instantBytes(Timestamp value, const Zone &zone);

/// "2024-01-15"; a sign and up to seven digits may stand before the year (the year 0 is 1 BC), " BC" after the day.
/// Not the infinities.
[[nodiscard]] std::optional<int64_t> parseDate(QByteArrayView text);

struct ReadTime {
    Timestamp wallTime;
    std::optional<int> offset; ///< seconds east, where the text says it
};
/// "2024-01-15 08:30:00.123+08:00 BC": 'T' instead of the blank, 0 to 9 digits of fraction, 'Z' or an offset with or
/// without minutes and seconds, or none; a date alone is its midnight. Not the infinities.
[[nodiscard]] std::optional<ReadTime> parseTime(QByteArrayView text);

// Texts of MaxCompute's intervals, as MaxCompute casts them to STRING.

[[nodiscard]] QString dayTimeText(Timestamp interval); ///< "1 02:03:04.500000000", "-0 00:00:01.000000000"
[[nodiscard]] QString yearMonthText(int64_t months); ///< "1-2", "-0-11"
[[nodiscard]] std::optional<Timestamp> parseDayTime(QByteArrayView text);
[[nodiscard]] std::optional<int64_t> parseYearMonth(QByteArrayView text); ///< in months

/// The infinities.
[[nodiscard]] std::optional<int64_t> parseInfinity(QByteArrayView text);

} // namespace isthmus::records
