// SPDX-License-Identifier: GPL-3.0-or-later
// Which runs and steps of the engine begin, and what becomes of them.
#include "engine.h"
#include "languageless.h"
#include "stepfailures.h"

#include <isthmus/plan/words.h>

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <exception>
#include <utility>

namespace isthmus::engine {

using plan::RunState;

namespace {

const auto pumpEvent = QEvent::Type(QEvent::registerEventType());

plan::StepResult guarded(plan::StepExecutor &executor, const plan::Step &step, const plan::StepContext &context)
{
    try {
        auto result = executor.execute(step, context);
        // Interrupted work may come back as any error; what the user asked for was the cancellation.
        if (!result && context.cancellation.isRequested())
            return core::fail(core::Error::cancelled());
        return result;
    } catch (const std::exception &e) {
        return tl::unexpected(unexpectedEnd(step, QString::fromUtf8(e.what())));
    } catch (...) {
        return tl::unexpected(unexpectedEnd(step, {}));
    }
}

} // namespace

bool Engine::event(QEvent *event)
{
    if (event->type() != pumpEvent)
        return QObject::event(event);
    m_isPumpScheduled = false;
    pump();
    return true;
}

// Behind all that has been reported by then: it is written in one transaction.
void Engine::schedulePump()
{
    if (std::exchange(m_isPumpScheduled, true))
        return;
    QCoreApplication::postEvent(this, new QEvent(pumpEvent));
}

void Engine::pump()
{
    bool hasChanged = true;
    while (hasChanged) {
        hasChanged = endRuns();
        hasChanged = beginRuns() || hasChanged;
        hasChanged = beginSteps() || hasChanged;
    }
    flush();
    tell();
    for (const auto &[live, index] : std::exchange(m_dispatches, {}))
        dispatch(*live, index);
    forgetEnded();
    const bool isIdle = std::ranges::all_of(m_live, [](const auto &live) { return plan::isFinal(live->run.state); });
    if (m_isShuttingDown && isIdle && m_tidying == 0) {
        m_tick.stop(); // on their own thread, as the store
        m_flush.stop();
        m_retry.stop();
        m_follow.stop();
        m_reopen.stop();
        m_store.reset();
        m_live.clear();
        thread()->quit();
    }
}

// Of runs that touch the same object the earlier one ends first.
bool Engine::beginRuns()
{
    const bool isWaiting =
        std::ranges::any_of(m_live, [](const auto &live) { return live->run.state == RunState::Waiting; });
    if (!isWaiting)
        return false; // what is touched is compared only then: a run may touch a thousand objects
    bool hasBegun = false;
    auto active = std::ranges::count(m_live, RunState::Running, [](const auto &live) { return live->run.state; });
    QSet<QString> touched;
    for (const auto &live : m_live) {
        if (active >= m_setup.limits.runs)
            break;
        plan::Run &run = live->run;
        if (plan::isFinal(run.state))
            continue;
        const bool isFree =
            std::ranges::none_of(run.touches, [&](const plan::Touch &touch) { return touched.contains(touch.path); });
        for (const auto &touch : std::as_const(run.touches))
            touched.insert(touch.path);
        if (run.state != RunState::Waiting || !isFree || live->cancellation.isRequested())
            continue;
        run.state = RunState::Running;
        (run.started.isValid() ? run.resumed : run.started) = QDateTime::currentDateTime();
        live->isChanged = live->hasNewState = hasBegun = true;
        ++active;
    }
    return hasBegun;
}

bool Engine::beginSteps()
{
    bool hasBegun = false;
    for (const auto &live : m_live) {
        if (live->run.state != RunState::Running)
            continue;
        while (const auto index = live->queue.next([&](int step) { return mayBegin(*live, step); })) {
            beginStep(*live, *index);
            hasBegun = true;
        }
    }
    return hasBegun;
}

bool Engine::mayBegin(const Live &live, int index) const
{
    const plan::Step &step = live.steps.at(index);
    if (m_runningSteps >= m_setup.limits.steps)
        return false;
    const int writers = std::max(m_setup.limits.writersPerConnection, live.chosenParallel(index));
    return !step.writes() || m_writers.value(step.connection()) < writers;
}

void Engine::beginStep(Live &live, int index)
{
    const plan::Step &step = live.steps.at(index);
    plan::StepRun &state = live.run.steps[index];
    live.queue.begin(index);
    ++m_runningSteps;
    if (step.writes())
        ++m_writers[step.connection()];
    if (state.started.isValid())
        live.repeated.insert(index);
    state.state = RunState::Running;
    state.started = QDateTime::currentDateTime();
    live.isChanged = true;
    live.changedSteps.insert(index);
    live.toldSteps.append(index);
    log(live, index, step.title);
    // Again: the connection may have been made read-only, or one of production, while the run waited.
    if (auto refused = refusal(step, live.confirmed)) {
        endStep(live, index, tl::unexpected(*std::move(refused)));
        return;
    }
    if (!executorFor(step.kind)) {
        endStep(live, index, tl::unexpected(unknownKind(step)));
        return;
    }
    live.running[index] =
        std::make_shared<StepReporter>(index, [this, id = live.run.id, index](StepReporter::Urgency urgency) {
            QMetaObject::invokeMethod(this, [this, id, index, urgency] { noteNews(id, index, urgency); });
        });
    m_dispatches.push_back({&live, index});
}

void Engine::dispatch(Live &live, int index)
{
    const auto reporter = live.running.at(index);
    auto context = reporter->context(live.cancellation, live.run.steps.at(index).checkpoint);
    context.isRepeated = live.repeated.contains(index);
    context.succeeded = live.succeededBefore(index);
    if (isProof(live.steps.at(index)))
        context.before = live.doneEarlier(index);
    context.isAgain = live.earlier.again.contains(index);
    m_pool.start([this, id = live.run.id, index, reporter, context, step = live.steps.at(index),
                  executor = executorFor(live.steps.at(index).kind)] {
        const auto result = guarded(*executor, step, context);
        reporter->close();
        QMetaObject::invokeMethod(this, [this, id, index, result] { stepReturned(id, index, result); });
    });
}

void Engine::stepReturned(const QString &runId, int index, const plan::StepResult &result)
{
    Live *live = find(runId);
    Q_ASSERT(live); // a run with a running step is not forgotten
    takeNews(*live, index);
    live->running.erase(index);
    endStep(*live, index, result);
    schedulePump();
}

void Engine::endStep(Live &live, int index, const plan::StepResult &result)
{
    const plan::Step &step = live.steps.at(index);
    plan::StepRun &state = live.run.steps[index];
    --m_runningSteps;
    if (step.writes())
        --m_writers[step.connection()];
    live.queue.end(index, result.has_value(), result || live.mayStop(index, result.error(), isProof(step)));
    state.ended = QDateTime::currentDateTime();
    if (result) {
        state.state = RunState::Succeeded;
        state.outcome = result->summary.redacted();
        plan::StepProgress{result->figures, {}}.applyTo(state.figures);
    } else if (result.error().isCancelled()) {
        state.state = RunState::Cancelled;
        // What may have been done all the same is said, where there is something.
        const plan::Text hint = withoutLanguage(result.error().hint);
        state.outcome = hint.isEmpty() ? plan::runStateText(RunState::Cancelled) : hint.redacted();
    } else {
        state.state = RunState::Failed;
        const plan::Failure failure = withoutLanguage(result.error());
        state.error = failure.redacted();
        state.outcome = state.error->message;
        logFailure(live, index, failure);
    }
    live.run.count();
    live.isChanged = live.hasNewCounts = true;
    live.changedSteps.insert(index);
    live.toldSteps.append(index);
}

bool Engine::endRuns()
{
    bool hasEnded = false;
    for (const auto &live : m_live) {
        const bool isCancelled = live->cancellation.isRequested();
        const bool hasBegun = live->run.state == RunState::Running;
        if (plan::isFinal(live->run.state) || !(hasBegun || isCancelled) || !live->queue.isDone())
            continue;
        endRun(live->run, isCancelled);
        if (hasBegun) {
            log(*live, -1,
                plan::Text::coded("Engine.ended", QT_TRANSLATE_NOOP("Engine", "%1, %2"),
                                  {plan::runStateText(live->run.state).toJson(),
                                   plan::durationArgument(live->run.begun().msecsTo(live->run.ended))}));
        }
        live->isChanged = live->hasNewState = hasEnded = true;
    }
    return hasEnded;
}

} // namespace isthmus::engine
