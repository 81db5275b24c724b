// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/sqlstep.h>
#include <isthmus/plan/stepexecutor.h>
#include <isthmus/records/sqlrunner.h>

#include <functional>
#include <memory>

namespace isthmus::tasks {

/// Runs the steps of plan::SqlStep: sends the text to the connection and reports the job id and the server's answer.
class SqlStepExecutor final : public plan::StepExecutor {
public:
    /// The runner of a connection, opening it if need be; called on the run thread and may block.
    using RunnerFor = std::function<core::Result<std::shared_ptr<records::SqlRunner>>(
        const QString &connection, const core::Cancellation &cancellation)>;
    explicit SqlStepExecutor(RunnerFor runnerFor) : m_runnerFor(std::move(runnerFor)) { }

    [[nodiscard]] QString kind() const override { return plan::SqlStep::kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &step, const plan::StepContext &context) override;

private:
    RunnerFor m_runnerFor;
};

} // namespace isthmus::tasks
