// SPDX-License-Identifier: GPL-3.0-or-later
#include "planrunner.h"

#include "text.h"

#include <isthmus/core/format.h>
#include <isthmus/core/redact.h>

#include <exception>

namespace isthmus::tasks {

using core::Error;

namespace {

using core::ErrorKind;
using core::Result;
using plan::RunState;

constexpr qsizetype maxLogText = 8'000;
constexpr qint64 progressIntervalMs = 100;

Error withoutCredentials(Error error)
{
    error.message = core::redacted(error.message);
    error.hint = core::redacted(error.hint);
    error.detail = core::redacted(error.detail);
    return error;
}

Result<plan::StepOutcome> guarded(plan::StepExecutor &executor, const plan::Step &step,
                                  const plan::StepContext &context)
{
    try {
        return executor.execute(step, context);
    } catch (const std::exception &e) {
        return core::fail(ErrorKind::Internal, Text::tr("The step \"%1\" ended unexpectedly.").arg(step.title), {}, {},
                          QString::fromUtf8(e.what()));
    } catch (...) {
        return core::fail(ErrorKind::Internal, Text::tr("The step \"%1\" ended unexpectedly.").arg(step.title));
    }
}

} // namespace

void PlanRunner::execute(plan::Run run, const core::Cancellation &cancellation)
{
    run.state = RunState::Running;
    run.started = QDateTime::currentDateTime();
    m_events.record(run);
    for (int i = 0; i < run.steps.size(); ++i) {
        if (cancellation.isRequested())
            return finishRun(run, RunState::Cancelled,
                             Text::tr("Cancelled before \"%1\"").arg(run.plan.steps.at(i).title));
        const auto outcome = executeStep(run, i, cancellation);
        finishStep(run, i, outcome);
        if (outcome)
            continue;
        if (outcome.error().isCancelled())
            return finishRun(run, RunState::Cancelled, Text::tr("Cancelled in \"%1\"").arg(run.plan.steps.at(i).title));
        run.error = withoutCredentials(outcome.error());
        return finishRun(run, RunState::Failed, run.error->message);
    }
    finishRun(run, RunState::Succeeded, run.steps.isEmpty() ? QString() : run.steps.last().outcome);
}

Result<plan::StepOutcome> PlanRunner::executeStep(plan::Run &run, int index, const core::Cancellation &cancellation)
{
    const plan::Step step = run.plan.steps.at(index);
    run.steps[index].state = RunState::Running;
    run.steps[index].started = QDateTime::currentDateTime();
    m_events.record(run);
    log(run, index, step.title);
    // Again: the connection may have been made read-only while the run waited.
    if (step.writes && m_isReadOnly && m_isReadOnly(step.connection))
        return core::fail(readOnlyError(step.connection, step.title));
    auto *executor = executorFor(m_executors, step.kind);
    if (!executor)
        return core::fail(ErrorKind::Unsupported,
                          Text::tr("No part of this program runs \"%1\" steps.").arg(step.kind));
    auto outcome = guarded(*executor, step, contextFor(run, index, cancellation));
    // Interrupted work may come back as any error; what the user asked for was the cancellation.
    if (!outcome && cancellation.isRequested())
        return core::fail(Error::cancelled());
    return outcome;
}

plan::StepContext PlanRunner::contextFor(plan::Run &run, int index, const core::Cancellation &cancellation)
{
    plan::StepContext context;
    context.cancellation = cancellation;
    context.log = [log = m_events.log, id = run.id, index](const QString &line) {
        log(id, {QDateTime::currentDateTime(), index, logText(line)});
    };
    context.jobStarted = [this, &run, index](const QString &jobId) {
        run.steps[index].jobId = jobId;
        m_events.record(run); // after a crash the job can still be found
    };
    context.progress = [this, &run](qint64 done, std::optional<qint64> total) {
        run.rowsDone = done;
        run.rowsTotal = total;
        if (m_sinceProgress.isValid() && m_sinceProgress.elapsed() < progressIntervalMs)
            return;
        m_sinceProgress.start();
        m_events.progress(run);
    };
    return context;
}

void PlanRunner::finishStep(plan::Run &run, int index, const Result<plan::StepOutcome> &outcome)
{
    auto &step = run.steps[index];
    step.ended = QDateTime::currentDateTime();
    if (outcome) {
        step.state = RunState::Succeeded;
        step.outcome = core::redacted(outcome->summary);
    } else if (outcome.error().isCancelled()) {
        step.state = RunState::Cancelled;
        step.outcome = plan::runStateTitle(RunState::Cancelled);
    } else {
        step.state = RunState::Failed;
        step.outcome = core::redacted(outcome.error().message);
        log(run, index, outcome.error().message);
        if (!outcome.error().detail.isEmpty())
            log(run, index, outcome.error().detail);
    }
    m_events.record(run);
}

void PlanRunner::finishRun(plan::Run &run, RunState state, const QString &outcome)
{
    run.state = state;
    run.ended = QDateTime::currentDateTime();
    run.outcome = core::redacted(outcome);
    markNotRun(run);
    const auto elapsed = std::chrono::milliseconds(run.started.msecsTo(run.ended));
    log(run, -1, QStringLiteral("%1, %2").arg(plan::runStateTitle(state), core::formatDuration(elapsed)));
    m_events.record(run);
}

void PlanRunner::log(const plan::Run &run, int step, const QString &text) const
{
    m_events.log(run.id, {QDateTime::currentDateTime(), step, logText(text)});
}

plan::StepExecutor *executorFor(const PlanRunner::Executors &executors, const QString &kind)
{
    for (const auto &executor : executors) {
        if (executor->kind() == kind)
            return executor.get();
    }
    return nullptr;
}

Error readOnlyError(const QString &connection, const QString &stepTitle)
{
    return {ErrorKind::Permission,
            Text::tr("The connection %1 is read-only; \"%2\" would write to it.").arg(connection, stepTitle),
            Text::tr("Edit the connection to allow writing, or choose another one."),
            {},
            {}};
}

void markNotRun(plan::Run &run)
{
    for (auto &step : run.steps) {
        if (step.state == RunState::Waiting)
            step.outcome = Text::tr("Not run");
    }
}

QString logText(const QString &text)
{
    // Cut first: redaction then never sees more than it keeps.
    return core::redacted(text.left(maxLogText));
}

} // namespace isthmus::tasks
