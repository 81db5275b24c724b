// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/run.h>

#include <functional>
#include <set>

namespace isthmus::engine {

/// Sets what has become of a run none of whose steps runs any more: state, outcome, error, whether it can be resumed.
/// \a isCancelled: it was asked to stop. Pure.
void endRun(plan::Run &run, bool isCancelled);

/// What a run reads like whose process is gone.
void interruptRun(plan::Run &run);

/// What the earlier attempts of a run that goes on have done: indexes of steps.
struct EarlierWork {
    std::set<int> succeeded; ///< what was done, and proofs of it
    std::set<int> again; ///< of those, the proofs that are made again
};

using IsProof = std::function<bool(const plan::Step &)>; ///< as plan::StepExecutor::isProof()

/// The steps of \a run that are executed where it goes on: all but those that have succeeded and are no proofs.
[[nodiscard]] QList<plan::Step> stepsToRun(const plan::Run &run, const IsProof &isProof);

/// Makes a run that has ended wait again: the steps that have not succeeded, and proofs that have, are as new, but for
/// their checkpoints. Figures begin empty: the executor knows from its checkpoint what it had counted by then.
[[nodiscard]] EarlierWork rewindRun(plan::Run &run, const IsProof &isProof);

} // namespace isthmus::engine
