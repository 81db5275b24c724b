// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/cancellation.h>
#include <isthmus/core/error.h>
#include <isthmus/plan/plan.h>

#include <functional>
#include <optional>

namespace isthmus::plan {

/// What a step may report while it runs, until execute() returns. Callbacks are called from the executor's thread or,
/// while that one waits, from the one it waits for; log from any thread.
struct StepContext {
    core::Cancellation cancellation;
    std::function<void(const QString &line)> log;
    std::function<void(const QString &jobId)> jobStarted; ///< returns when the id is on disk
    std::function<void(qint64 rowsDone, std::optional<qint64> rowsTotal)> progress;
};

struct StepOutcome {
    QString summary; ///< one line for people: "External table, 12 columns"
};

/// Runs the steps of one kind. Registered in `app`; a new kind of work is a new executor and nothing else changes.
/// Thread: execute() is called on the runner's thread and may block (core::await); it must return soon after
/// cancellation is requested.
class StepExecutor {
public:
    virtual ~StepExecutor() = default;
    [[nodiscard]] virtual QString kind() const = 0;
    [[nodiscard]] virtual core::Result<StepOutcome> execute(const Step &step, const StepContext &context) = 0;
};

} // namespace isthmus::plan
