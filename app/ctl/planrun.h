// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <isthmus/connections/profile.h>

#include <optional>

namespace isthmus::app {

/// The plan as a terminal shows it: notices, steps, the exact SQL.
[[nodiscard]] QString planText(const plan::Plan &plan);

/// What keeps a plan that is not runnable from running.
[[nodiscard]] core::Error blockedError(const plan::Plan &plan);

/// Prints the plan of \a task and changes nothing; answers the exit code.
[[nodiscard]] int showPlan(CtlSession &session, const plan::Task &task);

/// Adds --confirm-production, without which nothing is written to a connection of production.
void addProductionOption(CtlArguments &args);
/// What is missing where \a connection is of production and \a args do not name it; nothing if it may be written to.
[[nodiscard]] std::optional<core::Error> unconfirmedProduction(const CtlArguments &args,
                                                               const connections::Profile &connection);

/// Plans \a task, runs it if \a args confirm what it drops (--confirm) and writes to (--confirm-production), and prints
/// what came of it; answers the exit code.
[[nodiscard]] int runPlanned(CtlSession &session, const plan::Task &task, const CtlArguments &args);

} // namespace isthmus::app
