// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QLocale>
#include <QString>

#include <chrono>

namespace isthmus::core {

/// How numbers, sizes and times read everywhere in our own text (never in stored values). Pure; any thread.
[[nodiscard]] QString formatCount(qint64 count); ///< 48213907 -> "48,213,907"
/// From 10,000 on three digits and a unit: 48213907 -> "48.2 M", in Chinese "4,821 万"; below as formatCount().
[[nodiscard]] QString formatCompactCount(qint64 count, const QLocale &locale = QLocale());
[[nodiscard]] QString formatBytes(qint64 bytes); ///< 1536 -> "1.5 KiB"
/// "<1 ms", "38 ms", "4.2 s", "4 min 12 s", "2 h 5 min".
[[nodiscard]] QString formatDuration(std::chrono::milliseconds duration);
/// "2026-11-20 15:41:40 +08:00": local time with its offset; empty for an invalid time.
[[nodiscard]] QString formatTime(const QDateTime &time);

} // namespace isthmus::core
