// SPDX-License-Identifier: GPL-3.0-or-later
#include "runending.h"

#include <isthmus/plan/words.h>

#include <QCoreApplication>

#include <algorithm>

namespace isthmus::engine {

namespace {

using plan::RunState;
using plan::StepRun;
using plan::Text;

// A step that was never begun can always begin, and so can one of which the other side has heard nothing; any other
// that was cut off must say that it may be run again.
bool canResume(const plan::Run &run)
{
    const auto steps = run.plan.steps();
    for (qsizetype i = 0; i < run.steps.size(); ++i) {
        const RunState state = run.steps.at(i).state;
        const bool hasDoneNothing =
            state == RunState::Failed && run.steps.at(i).error && run.steps.at(i).error->isUnsent;
        if (state != RunState::Waiting && state != RunState::Succeeded && !hasDoneNothing && !steps.at(i).canResume)
            return false;
    }
    return true;
}

Text cancelledText(const plan::Run &run)
{
    const auto steps = run.plan.steps();
    const auto find = [&run](RunState state) {
        return std::ranges::find(run.steps, state, &StepRun::state) - run.steps.begin();
    };
    if (const auto cancelled = find(RunState::Cancelled); cancelled < run.steps.size()) {
        const Text &told = run.steps.at(cancelled).outcome;
        if (told != plan::runStateText(RunState::Cancelled))
            return Text::coded("Engine.cancelled_in_told", QT_TRANSLATE_NOOP("Engine", "Cancelled in \"%1\". %2"),
                               {steps.at(cancelled).title.toJson(), told.toJson()});
        return Text::coded("Engine.cancelled_in", QT_TRANSLATE_NOOP("Engine", "Cancelled in \"%1\""),
                           {steps.at(cancelled).title.toJson()});
    }
    if (!run.started.isValid())
        return Text::coded("Engine.cancelled_early", QT_TRANSLATE_NOOP("Engine", "Cancelled before it began"));
    const auto waiting = find(RunState::Waiting);
    if (waiting == run.steps.size())
        return plan::Text::coded("Engine.cancelled", QT_TRANSLATE_NOOP("Engine", "Cancelled"));
    return Text::coded("Engine.cancelled_before", QT_TRANSLATE_NOOP("Engine", "Cancelled before \"%1\""),
                       {steps.at(waiting).title.toJson()});
}

void endFailed(plan::Run &run)
{
    const auto failed = std::ranges::count(run.steps, RunState::Failed, &StepRun::state);
    const auto first = std::ranges::find(run.steps, RunState::Failed, &StepRun::state);
    run.error = first->error;
    run.outcome = first->error->message;
    if (failed > 1) {
        run.outcome =
            Text::coded("Engine.several_failed", QT_TRANSLATE_NOOP("Engine", "%1 of %2 steps failed, first: %3"),
                        {qint64(failed), qint64(run.steps.size()), first->error->message.toJson()});
    }
}

} // namespace

void endRun(plan::Run &run, bool isCancelled)
{
    const auto count = [&run](RunState state) { return std::ranges::count(run.steps, state, &StepRun::state); };
    run.ended = QDateTime::currentDateTime();
    run.count();
    if (count(RunState::Succeeded) == run.steps.size()) {
        run.state = RunState::Succeeded;
        run.outcome = run.steps.isEmpty() ? Text() : run.steps.last().outcome;
        if (!run.plan.outcome.isEmpty())
            run.outcome = run.plan.outcome;
        return;
    }
    if (isCancelled || count(RunState::Failed) == 0) {
        run.state = RunState::Cancelled;
        run.outcome = cancelledText(run);
    } else {
        run.state = RunState::Failed;
        endFailed(run);
    }
    run.canResume = canResume(run);
}

void interruptRun(plan::Run &run)
{
    run.state = RunState::Interrupted;
    run.outcome = Text::coded("Engine.interrupted", QT_TRANSLATE_NOOP("Engine", "The program ended while it ran"));
    for (auto &step : run.steps) {
        if (step.state != RunState::Running)
            continue;
        step.state = RunState::Interrupted;
        if (!step.jobId.isEmpty()) {
            run.outcome = Text::coded(
                "Engine.interrupted_job",
                QT_TRANSLATE_NOOP("Engine", "The program ended while it ran; job %1 may have gone on"), {step.jobId});
        }
    }
    run.count();
    run.canResume = canResume(run);
}

QList<plan::Step> stepsToRun(const plan::Run &run, const IsProof &isProof)
{
    const auto steps = run.plan.steps();
    QList<plan::Step> open;
    for (qsizetype i = 0; i < steps.size(); ++i) {
        if (run.steps.at(i).state != RunState::Succeeded || isProof(steps.at(i)))
            open.append(steps.at(i));
    }
    return open;
}

EarlierWork rewindRun(plan::Run &run, const IsProof &isProof)
{
    EarlierWork earlier;
    const auto planned = run.plan.steps();
    run.state = RunState::Waiting;
    run.ended = {};
    run.outcome = {};
    run.error.reset();
    run.canResume = false;
    for (int i = 0; i < run.steps.size(); ++i) {
        StepRun &step = run.steps[i];
        if (step.state == RunState::Succeeded) {
            earlier.succeeded.insert(i);
            if (!isProof(planned.at(i)))
                continue;
            earlier.again.insert(i);
        }
        StepRun fresh;
        fresh.checkpoint = step.checkpoint;
        fresh.started = step.started; // so that it is known to be a repetition, whenever it begins
        step = fresh;
    }
    run.count();
    return earlier;
}

} // namespace isthmus::engine
