// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

namespace isthmus::app {

/// The plan as a terminal shows it: notices, steps, the exact SQL.
[[nodiscard]] QString planText(const plan::Plan &plan);

/// What keeps a plan that is not runnable from running.
[[nodiscard]] core::Error blockedError(const plan::Plan &plan);

/// Prints the plan of \a task and changes nothing; answers the exit code.
[[nodiscard]] int showPlan(CtlSession &session, const plan::Task &task);

/// Plans \a task, runs it if \a confirmed is the name that the plan wants confirmed, and prints what came of it;
/// answers the exit code.
[[nodiscard]] int runPlanned(CtlSession &session, const plan::Task &task, const QString &confirmed);

} // namespace isthmus::app
