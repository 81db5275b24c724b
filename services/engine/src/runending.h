// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/run.h>

namespace isthmus::engine {

/// Sets what has become of a run none of whose steps runs any more: state, outcome, error, whether it can be resumed.
/// \a isCancelled: it was asked to stop. Pure.
void endRun(plan::Run &run, bool isCancelled);

/// What a run reads like whose process is gone.
void interruptRun(plan::Run &run);

/// Makes a run that has ended wait again: the steps that have not succeeded are as new, but for their checkpoints.
/// Figures begin empty: the executor knows from its checkpoint what it had counted by then.
void rewindRun(plan::Run &run);

} // namespace isthmus::engine
