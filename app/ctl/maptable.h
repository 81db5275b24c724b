// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/plan.h>

#include <QString>

namespace isthmus::app {

/// The plan as a terminal shows it: notices, steps, the exact SQL.
[[nodiscard]] QString planText(const plan::Plan &plan);

/// What keeps a plan that is not runnable from running.
[[nodiscard]] core::Error blockedError(const plan::Plan &plan);

} // namespace isthmus::app
