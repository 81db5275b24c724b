// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/run.h>
#include <isthmus/plan/stepexecutor.h>

#include <QElapsedTimer>

#include <functional>
#include <memory>
#include <vector>

namespace isthmus::tasks {

/// How a runner tells what happens. Called on the runner's thread, log also on any thread of an executor.
struct RunnerEvents {
    /// A transition: returns once it is written down, so that the runner may act on it.
    std::function<void(const plan::Run &)> record;
    /// Rows have moved: to be shown, not to be written down.
    std::function<void(const plan::Run &)> progress;
    std::function<void(const QString &runId, const plan::LogLine &)> log;
};

/// Executes the steps of one run, one after another, on the calling thread. Never throws: an executor that does fails
/// its step with Internal.
class PlanRunner {
public:
    using Executors = std::vector<std::unique_ptr<plan::StepExecutor>>;

    PlanRunner(const Executors &executors, std::function<bool(const QString &)> isReadOnly, RunnerEvents events)
        : m_executors(executors), m_isReadOnly(std::move(isReadOnly)), m_events(std::move(events))
    {
    }

    /// Records Running, each step's transitions, and a final state; \a run is the copy to work on.
    void execute(plan::Run run, const core::Cancellation &cancellation);

private:
    [[nodiscard]] core::Result<plan::StepOutcome> executeStep(plan::Run &run, int index,
                                                              const core::Cancellation &cancellation);
    [[nodiscard]] plan::StepContext contextFor(plan::Run &run, int index, const core::Cancellation &cancellation);
    void finishStep(plan::Run &run, int index, const core::Result<plan::StepOutcome> &outcome);
    void finishRun(plan::Run &run, plan::RunState state, const QString &outcome);
    void log(const plan::Run &run, int step, const QString &text) const;

    const Executors &m_executors;
    std::function<bool(const QString &)> m_isReadOnly;
    RunnerEvents m_events;
    QElapsedTimer m_sinceProgress;
};

/// The executor of \a kind; null if there is none.
[[nodiscard]] plan::StepExecutor *executorFor(const PlanRunner::Executors &executors, const QString &kind);

/// What "refused because read-only" reads like, for the service and the runner.
[[nodiscard]] core::Error readOnlyError(const QString &connection, const QString &stepTitle);

/// Marks the steps that were not reached.
void markNotRun(plan::Run &run);

/// \a text as a log keeps it: without credentials, at most 8,000 characters.
[[nodiscard]] QString logText(const QString &text);

} // namespace isthmus::tasks
