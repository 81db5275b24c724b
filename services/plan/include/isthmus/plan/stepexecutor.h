// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/cancellation.h>
#include <isthmus/plan/failure.h>
#include <isthmus/plan/figures.h>
#include <isthmus/plan/plan.h>

#include <functional>

namespace isthmus::plan {

/// What a step may ask and report while it runs, until execute() returns. All of it may be called from any thread, by
/// several at once.
struct StepContext {
    core::Cancellation cancellation;
    std::function<void(const Text &line)> log = [](const Text &) {};
    /// Returns when the id is on disk: after a crash the job can still be found.
    std::function<void(const QString &jobId)> jobStarted = [](const QString &) {};
    /// Cheap, however often: receivers are told at most every 100 ms.
    std::function<void(const StepProgress &)> progress = [](const StepProgress &) {};
    /// Returns when it is on disk. A run that is resumed hands the last one to the executor.
    std::function<void(const QJsonObject &)> checkpoint = [](const QJsonObject &) {};
    /// An earlier attempt of this run has begun the step, and may have done it: its process ended, or it failed.
    bool isRepeated = false;
    QStringList succeeded; ///< of the steps that Step::after names, those that have
    /// Of a proof (StepExecutor::isProof()): ids of the steps that it comes after or needs (of one that names none: of
    /// all before it in its group) that had succeeded before the run was resumed; empty in a run that was not.
    QStringList before;
    /// A proof that had succeeded before the run was resumed: a cheap look will do.
    bool isAgain = false;
    QJsonObject resumeFrom; ///< the checkpoint of an earlier attempt; empty: begin at the begin
};

struct StepOutcome {
    Text summary; ///< one line for people: "External table, 12 columns"
    Figures figures; ///< replace those reported so far; what is not named stays
};

/// An error of a service becomes a Failure by itself: `return core::fail(…)`.
using StepResult = tl::expected<StepOutcome, Failure>;

[[nodiscard]] inline tl::unexpected<Failure> fail(core::ErrorKind kind, Text message, Text hint = {})
{
    return tl::unexpected<Failure>(Failure(kind, std::move(message), std::move(hint)));
}

/// Runs the steps of one kind. Registered in `app`; a new kind of work is a new executor and nothing else changes.
/// Thread: execute() is called on a thread of the engine and may block (core::await), for several steps at once; it
/// must return soon after cancellation is requested.
class StepExecutor {
public:
    virtual ~StepExecutor() = default;
    [[nodiscard]] virtual QString kind() const = 0;
    [[nodiscard]] virtual StepResult execute(const Step &step, const StepContext &context) = 0;
    /// Whether \a step only looks whether what the steps before it did is so. Where a run is resumed it is made again
    /// though it had succeeded: what was made may be gone by now, or another. If all that it looks at was done before
    /// (StepContext::before), its failure stops nothing, whatever OnError says; else Failure::isOfBefore says so.
    [[nodiscard]] virtual bool isProof(const Step &step) const
    {
        Q_UNUSED(step)
        return false;
    }
    /// Takes away what an attempt has left whose process is gone, by the last \a checkpoint that it told. Answers what
    /// there is to tell of it; empty: nothing. It may block, as execute().
    [[nodiscard]] virtual Text tidyUp(const Step &step, const QJsonObject &checkpoint)
    {
        Q_UNUSED(step)
        Q_UNUSED(checkpoint)
        return {};
    }
};

} // namespace isthmus::plan
