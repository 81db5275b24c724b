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
