// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/doctor/examination.h>
#include <isthmus/views/style/icons.h>
#include <isthmus/views/style/theme.h>

namespace isthmus::views {

[[nodiscard]] inline QString outcomeIcon(mapping::Finding::Outcome outcome)
{
    using Outcome = mapping::Finding::Outcome;
    switch (outcome) {
    case Outcome::Passed:
        return QStringLiteral("ok");
    case Outcome::Warning:
        return QStringLiteral("warn");
    case Outcome::Failed:
        return QStringLiteral("err");
    case Outcome::Unknown:
        return QStringLiteral("ask");
    case Outcome::Waiting:
        break;
    }
    return QStringLiteral("wait");
}

[[nodiscard]] inline IconRole outcomeRole(mapping::Finding::Outcome outcome)
{
    using Outcome = mapping::Finding::Outcome;
    switch (outcome) {
    case Outcome::Passed:
        return IconRole::Ok;
    case Outcome::Warning:
        return IconRole::Warning;
    case Outcome::Failed:
        return IconRole::Error;
    default:
        return IconRole::Muted;
    }
}

} // namespace isthmus::views
