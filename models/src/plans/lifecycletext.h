// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace isthmus::models {

/// What is typed as a lifecycle, in days; nothing where nothing is, and 0, which is refused, for what is no number.
[[nodiscard]] inline std::optional<int> lifecycleDaysOf(const QString &text)
{
    const QString days = text.trimmed();
    return days.isEmpty() ? std::nullopt : std::optional(days.toInt());
}

/// What would be typed for it.
[[nodiscard]] inline QString lifecycleText(std::optional<int> days)
{
    return days ? QString::number(*days) : QString();
}

} // namespace isthmus::models
