// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine.h"

#include "enginetext.h"
#include "runending.h"

#include <isthmus/plan/words.h>

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <exception>

namespace isthmus::engine {

using core::Done;
using core::ErrorKind;
using core::Result;
using plan::RunState;

namespace {

constexpr int tickMs = 100;
constexpr int logPageLines = 1000;
const auto pumpEvent = QEvent::Type(QEvent::registerEventType());

plan::Failure readOnlyFailure(const plan::Step &step)
{
    return {
        ErrorKind::Permission,
        plan::Text::coded("Engine.read_only",
                          QT_TRANSLATE_NOOP("Engine", "The connection %1 is read-only; \"%2\" would write to it."),
                          {step.connection(), step.title.toJson()}),
        plan::Text::coded("Engine.read_only_hint",
                          QT_TRANSLATE_NOOP("Engine", "Edit the connection to allow writing, or choose another one."))};
}

plan::Failure unexpectedEnd(const plan::Step &step, const QString &detail)
{
    return {ErrorKind::Internal,
            plan::Text::coded("Engine.unexpected_end",
                              QT_TRANSLATE_NOOP("Engine", "The step \"%1\" ended unexpectedly."),
                              {step.title.toJson()}),
            {},
            detail};
}

plan::Failure unknownKind(const plan::Step &step)
{
    return {ErrorKind::Unsupported,
            plan::Text::coded("Engine.unknown_kind",
                              QT_TRANSLATE_NOOP("Engine", "No part of this program runs \"%1\" steps."), {step.kind})};
}

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

Engine::Live::Live(plan::Run newRun, bool isUnknown)
    : run(std::move(newRun)), steps(run.plan.steps()), queue(run.plan, run.steps), isNew(isUnknown)
{
}

Engine::Engine(Setup setup) : m_setup(std::move(setup))
{
    m_pool.setMaxThreadCount(std::max(1, m_setup.limits.steps));
    m_tick.setSingleShot(true);
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, &Engine::tick);
    m_flush.setSingleShot(true);
    m_flush.setInterval(tickMs);
    connect(&m_flush, &QTimer::timeout, this, &Engine::flush);
}

Engine::~Engine() = default;

void Engine::open()
{
    m_store = std::make_unique<RunStore>();
    const auto opened = m_store->open(m_setup.storeFile);
    if (opened)
        return;
    noteStoreError(opened.error());
    m_store = std::make_unique<RunStore>(); // runs work all the same, for as long as this program lives
    if (const auto done = m_store->openInMemory(); !done)
        noteStoreError(done.error());
}

void Engine::shutDown()
{
    m_isShuttingDown = true;
    for (const auto &live : m_live) {
        live->cancellation.request();
        live->queue.stop();
    }
    pump();
}

// Questions

Result<QString> Engine::start(const plan::Task &task, const plan::Plan &plan)
{
    if (!plan.isRunnable()) {
        const auto blockers = plan.blockers();
        const QString title = plan::words(plan.title);
        return core::fail(ErrorKind::Invalid,
                          blockers.isEmpty()
                              ? Text::tr("\"%1\" has no steps to run.").arg(title)
                              : Text::tr("\"%1\" cannot run: %2.").arg(title, plan::words(blockers.first().text)));
    }
    if (auto checked = plan.check(); !checked)
        return core::fail(checked.error());
    for (const auto &step : plan.steps()) {
        if (auto checked = checkStep(step); !checked)
            return core::fail(checked.error());
    }
    m_live.push_back(std::make_unique<Live>(plan::Run::of(task, plan), true));
    const QString id = m_live.back()->run.id;
    flush();
    tell();
    schedulePump();
    return id;
}

Result<Done> Engine::checkStep(const plan::Step &step) const
{
    if (!executorFor(step.kind)) {
        auto error = plan::words(unknownKind(step));
        error.kind = ErrorKind::Invalid;
        return core::fail(error);
    }
    if (isReadOnly(step))
        return core::fail(plan::words(readOnlyFailure(step)));
    return Done{};
}

Result<Done> Engine::cancel(const QString &id)
{
    if (Live *live = find(id)) {
        live->cancellation.request();
        live->queue.stop();
        schedulePump();
        return Done{};
    }
    const auto stored = m_store->run(id);
    if (!stored)
        return core::fail(stored.error());
    if (plan::isFinal(stored->state))
        return Done{};
    return core::fail(ErrorKind::Unsupported, Text::tr("Another program executes this run; cancel it there."));
}

Result<Done> Engine::resume(const QString &id)
{
    if (auto done = m_store->interruptOrphans(); !done)
        return core::fail(done.error());
    const Live *live = find(id);
    auto stored = live ? Result<plan::Run>(live->run) : m_store->run(id);
    if (!stored)
        return core::fail(stored.error());
    if (live || !plan::isFinal(stored->state) || stored->state == RunState::Succeeded)
        return core::fail(ErrorKind::Invalid, Text::tr("Only a run that ended without success can be resumed."));
    if (!stored->canResume) {
        return core::fail(ErrorKind::Invalid, Text::tr("This run cannot be resumed: a step of it may not run twice."),
                          Text::tr("Plan the task again and run the new plan."));
    }
    const auto steps = stored->plan.steps();
    for (qsizetype i = 0; i < steps.size(); ++i) {
        if (stored->steps.at(i).state == RunState::Succeeded)
            continue;
        if (auto checked = checkStep(steps.at(i)); !checked)
            return checked;
    }
    const auto nextLine = m_store->nextLogNumber(id);
    if (!nextLine)
        return core::fail(nextLine.error());
    const auto taken = m_store->takeOver(id);
    if (!taken)
        return core::fail(taken.error());
    if (!*taken)
        return core::fail(ErrorKind::Invalid, Text::tr("Another program has resumed this run already."));
    rewindRun(*stored);
    m_live.push_back(std::make_unique<Live>(std::move(*stored), false));
    Live &resumed = *m_live.back();
    resumed.nextLine = *nextLine;
    for (int i = 0; i < resumed.steps.size(); ++i) {
        if (resumed.run.steps.at(i).state == RunState::Waiting)
            resumed.changedSteps.insert(i);
    }
    log(resumed, -1, plan::Text::coded("Engine.resumed", QT_TRANSLATE_NOOP("Engine", "Resumed")));
    flush();
    tell();
    schedulePump();
    return Done{};
}

Result<tasks::RunPage> Engine::list(const tasks::RunQuery &query)
{
    flush();
    auto page = m_store->list(query);
    if (!page)
        return page;
    for (auto &summary : page->runs) {
        if (const Live *live = find(summary.id))
            summary = live->run; // with what moves
    }
    return page;
}

Result<plan::Run> Engine::run(const QString &id)
{
    if (Live *live = find(id)) {
        tick();
        return live->run;
    }
    return m_store->run(id);
}

Result<tasks::LogPage> Engine::log(const QString &id, qint64 from)
{
    flush();
    auto page = m_store->log(id, from, logPageLines);
    const Live *live = find(id);
    if (!page || page->hasMore || !live)
        return page;
    // What could not be written is still here.
    for (const auto &[number, line] : live->lines) {
        if (number < from)
            continue;
        if (page->lines.isEmpty())
            page->first = number;
        page->lines.append(line);
    }
    return page;
}

Result<Done> Engine::storeState() const
{
    if (m_storeError)
        return core::fail(*m_storeError);
    return Done{};
}

// Deciding

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
    if (m_isShuttingDown && isIdle) {
        m_tick.stop(); // on their own thread, as the store
        m_flush.stop();
        m_store.reset();
        m_live.clear();
        thread()->quit();
    }
}

// Of runs that touch the same object the earlier one ends first.
bool Engine::beginRuns()
{
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
        run.started = QDateTime::currentDateTime();
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
    return !step.writes() || m_writers.value(step.connection()) < m_setup.limits.writersPerConnection;
}

void Engine::beginStep(Live &live, int index)
{
    const plan::Step &step = live.steps.at(index);
    plan::StepRun &state = live.run.steps[index];
    live.queue.begin(index);
    ++m_runningSteps;
    if (step.writes())
        ++m_writers[step.connection()];
    state.state = RunState::Running;
    state.started = QDateTime::currentDateTime();
    live.isChanged = true;
    live.changedSteps.insert(index);
    live.toldSteps.append(index);
    log(live, index, step.title);
    // Again: the connection may have been made read-only while the run waited.
    if (isReadOnly(step)) {
        endStep(live, index, tl::unexpected(readOnlyFailure(step)));
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
    const auto context = reporter->context(live.cancellation, live.run.steps.at(index).checkpoint);
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
    live.queue.end(index, result.has_value());
    state.ended = QDateTime::currentDateTime();
    if (result) {
        state.state = RunState::Succeeded;
        state.outcome = result->summary.redacted();
        plan::StepProgress{result->figures, {}}.applyTo(state.figures);
    } else if (result.error().isCancelled()) {
        state.state = RunState::Cancelled;
        state.outcome = plan::runStateText(RunState::Cancelled);
    } else {
        state.state = RunState::Failed;
        state.error = result.error().redacted();
        state.outcome = state.error->message;
        log(live, index, result.error().message);
        if (!result.error().detail.isEmpty())
            log(live, index, result.error().detail);
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
                                   plan::durationArgument(live->run.started.msecsTo(live->run.ended))}));
        }
        live->isChanged = live->hasNewState = hasEnded = true;
    }
    return hasEnded;
}

// News of steps

void Engine::noteNews(const QString &runId, int index, StepReporter::Urgency urgency)
{
    if (urgency == StepReporter::Urgency::Soon) {
        if (!m_tick.isActive())
            m_tick.start();
        return;
    }
    Live *live = find(runId);
    if (live && live->running.contains(index))
        takeNews(*live, index);
}

void Engine::takeNews(Live &live, int index)
{
    plan::StepRun &step = live.run.steps[index];
    auto news = live.running.at(index)->take();
    for (const auto &line : std::as_const(news.lines))
        appendLine(live, line);
    if (news.figures) {
        step.figures = *news.figures;
        live.run.count();
        live.hasNewCounts = true;
        if (!m_tick.isActive())
            m_tick.start();
        Q_EMIT progressed(live.run.id, index, step.figures);
    }
    if (news.jobId) {
        step.jobId = *news.jobId;
        live.toldSteps.append(index);
    }
    if (news.checkpoint)
        step.checkpoint = *news.checkpoint;
    if (news.written.empty())
        return;
    live.isChanged = true;
    live.changedSteps.insert(index);
    std::ranges::move(news.written, std::back_inserter(m_written));
    schedulePump();
}

void Engine::tick()
{
    for (const auto &live : m_live) {
        for (const auto &[index, reporter] : live->running)
            takeNews(*live, index);
        if (std::exchange(live->hasNewCounts, false))
            Q_EMIT summaryChanged(live->run);
    }
    m_tick.stop(); // all is told
}

void Engine::log(Live &live, int step, const plan::Text &text)
{
    appendLine(live, {QDateTime::currentDateTime(), step, logText(text)});
}

void Engine::appendLine(Live &live, const plan::LogLine &line)
{
    const qint64 number = live.nextLine++;
    live.lines.append({number, line});
    if (live.lines.size() > RunStore::maxLogLines) // the store fails, or a step is faster than the disk
        live.lines.removeFirst();
    if (!m_flush.isActive())
        m_flush.start();
    Q_EMIT logged(live.run.id, number, line);
}

// Writing and telling

void Engine::flush()
{
    m_flush.stop();
    QList<RunStore::Change> changes;
    std::vector<Live *> changed;
    for (const auto &live : m_live) {
        if (!live->isNew && !live->isChanged && live->changedSteps.empty() && live->lines.isEmpty())
            continue;
        changes.append(
            {&live->run, live->isNew, QList<int>(live->changedSteps.begin(), live->changedSteps.end()), live->lines});
        changed.push_back(live.get());
    }
    if (!changes.isEmpty()) {
        const auto numbers = m_store->write(changes);
        if (numbers) {
            qsizetype next = 0;
            for (Live *live : changed) {
                if (std::exchange(live->isNew, false))
                    live->run.number = numbers->at(next++);
                live->isChanged = false;
                live->changedSteps.clear();
                live->lines.clear();
            }
        } else {
            noteStoreError(numbers.error());
        }
    }
    for (const auto &written : std::exchange(m_written, {}))
        written();
}

void Engine::tell()
{
    for (const auto &live : m_live) {
        for (const int index : std::exchange(live->toldSteps, {}))
            Q_EMIT stepChanged(live->run.id, index, live->run.steps.at(index));
        if (std::exchange(live->hasNewState, false)) {
            live->hasNewCounts = false;
            Q_EMIT summaryChanged(live->run);
        } else if (live->hasNewCounts && !m_tick.isActive()) {
            m_tick.start();
        }
    }
}

// What could not be written stays here, as long as the program lives.
void Engine::forgetEnded()
{
    std::erase_if(m_live, [](const auto &live) {
        return plan::isFinal(live->run.state) && !live->isNew && !live->isChanged && live->changedSteps.empty();
    });
}

void Engine::noteStoreError(const core::Error &error)
{
    if (m_storeError == error)
        return;
    m_storeError = error;
    Q_EMIT storeFailed(error);
}

// Looking up

Engine::Live *Engine::find(const QString &runId)
{
    const auto it = std::ranges::find(m_live, runId, [](const auto &live) { return live->run.id; });
    return it == m_live.end() ? nullptr : it->get();
}

plan::StepExecutor *Engine::executorFor(const QString &kind) const
{
    for (const auto &executor : m_setup.executors) {
        if (executor->kind() == kind)
            return executor.get();
    }
    return nullptr;
}

bool Engine::isReadOnly(const plan::Step &step) const
{
    return step.writes() && m_setup.isReadOnly && m_setup.isReadOnly(step.connection());
}

} // namespace isthmus::engine
