// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

namespace isthmus::records {

/// A date of the proleptic Gregorian calendar. The year 0 is 1 BC: both servers count so, and QDate has no year 0;
/// std::chrono ends at 32767, PostgreSQL at 294276.
struct Civil {
    int64_t year = 1970;
    int month = 1; ///< 1 to 12
    int day = 1; ///< 1 to 31

    friend bool operator==(const Civil &, const Civil &) = default;
};

[[nodiscard]] Civil civilFromDays(int64_t daysSince1970);
/// Days since 1970-01-01; nothing if there is no such day.
[[nodiscard]] std::optional<int64_t> daysFromCivil(const Civil &date);

} // namespace isthmus::records
