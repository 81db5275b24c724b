// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <isthmus/connections/profile.h>

#include <functional>
#include <optional>

namespace isthmus::app {

/// The plan as a terminal shows it: notices, steps, the exact SQL.
[[nodiscard]] QString planText(const plan::Plan &plan);

/// What keeps a plan that is not runnable from running.
[[nodiscard]] core::Error blockedError(const plan::Plan &plan);

/// How the plans and runs of a kind of task are told; what is not set is told as for all.
struct PlanTelling {
    std::function<QString(const plan::Plan &)> plan = planText;
    /// What is said before a plan runs; a plan without steps is said to be one.
    bool tellsNotices = true;
    bool mayBeEmpty = false; ///< a plan without steps and without a blocker is done, not a failure
    std::function<void(const plan::LogLine &)> log; ///< a line of the log, for people
    std::function<void(const plan::Run &)> run; ///< of a run that has ended, for people
    std::function<void(const plan::Run &, QJsonObject &)> json; ///< adds to what is told to programs
};

/// Adds --save, which verbs that plan have.
void addSaveOption(CtlArguments &args);
/// Prints the plan of \a task and changes nothing but the task file that \a args ask for; answers the exit code.
[[nodiscard]] int showPlan(CtlSession &session, const plan::Task &task, const CtlArguments &args,
                           const PlanTelling &telling = {});

/// Adds --confirm-production, without which nothing is written to a connection of production.
void addProductionOption(CtlArguments &args);
/// What is missing where \a connection is of production and \a args do not name it; nothing if it may be written to.
[[nodiscard]] std::optional<core::Error> unconfirmedProduction(const CtlArguments &args,
                                                               const connections::Profile &connection);

/// Plans \a task, runs it if \a args confirm what it drops (--confirm) and writes to (--confirm-production), and prints
/// what came of it; answers the exit code.
[[nodiscard]] int runPlanned(CtlSession &session, const plan::Task &task, const CtlArguments &args,
                             const PlanTelling &telling = {});
/// Goes on with a run that ended without success, as runPlanned() runs one.
[[nodiscard]] int resumeRun(CtlSession &session, const plan::Run &run, const CtlArguments &args,
                            const PlanTelling &telling = {});

} // namespace isthmus::app
