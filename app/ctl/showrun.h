// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

namespace isthmus::app {

/// Prints a run that is remembered: its state, its steps or tables, what failed and what to do about it; with its log
/// where \a withLog says so. Answers the exit code, which is not that of the run.
[[nodiscard]] int showRun(CtlSession &session, const plan::Run &run, bool withLog);

} // namespace isthmus::app
