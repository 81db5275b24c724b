// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <ctime>
#include <limits>

namespace isthmus::test {

/// Nanoseconds of processor time that \a work takes on this thread, at least 1: the least of three runs. Ratios of it
/// hold on a busy machine too, where a clock on the wall counts the neighbours' work as well.
template <typename Work>
[[nodiscard]] qint64 cpuNanos(Work work)
{
    const auto now = [] {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
    };
    qint64 least = std::numeric_limits<qint64>::max();
    for (int run = 0; run < 3; ++run) {
        const qint64 begin = now();
        work();
        least = std::min(least, now() - begin);
    }
    return std::max<qint64>(least, 1);
}

} // namespace isthmus::test
