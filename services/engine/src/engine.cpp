// SPDX-License-Identifier: GPL-3.0-or-later
// The engine from its start to its end, and what it answers.
#include "engine.h"

#include "enginetext.h"
#include "languageless.h"
#include "runending.h"
#include "stepfailures.h"

#include <isthmus/catalog/objectpath.h>
#include <isthmus/plan/words.h>

#include <algorithm>

namespace isthmus::engine {

using core::Done;
using core::ErrorKind;
using core::Result;
using plan::RunState;

namespace {

constexpr int tickMs = 100;
constexpr int logPageLines = 1000;

} // namespace

Engine::Live::Live(plan::Run newRun, bool isUnknown, QStringList confirmedNames)
    : run(std::move(newRun)), confirmed(std::move(confirmedNames)), steps(run.plan.steps()), queue(run.plan, run.steps),
      isNew(isUnknown)
{
    for (int index = 0; index < steps.size(); ++index)
        indexOf.insert(steps.at(index).id, index);
}

int Engine::Live::chosenParallel(int index) const
{
    for (const plan::StepGroup &group : run.plan.groups) {
        if (index < group.steps.size())
            return group.isParallelChosen ? group.parallel : 0;
        index -= int(group.steps.size());
    }
    return 0;
}

QStringList Engine::Live::succeededBefore(int index) const
{
    QStringList succeeded;
    for (const QString &id : steps.at(index).after) {
        if (run.steps.at(indexOf.value(id)).state == plan::RunState::Succeeded)
            succeeded.append(id);
    }
    return succeeded;
}

std::vector<int> Engine::Live::provenBy(int index) const
{
    const plan::Step &step = steps.at(index);
    std::vector<int> proven;
    for (const QStringList &ids : {step.after, step.needs}) {
        for (const QString &id : ids)
            proven.push_back(indexOf.value(id));
    }
    if (!proven.empty())
        return proven;
    int first = 0;
    for (const plan::StepGroup &group : run.plan.groups) {
        const int next = first + int(group.steps.size());
        if (index < next)
            break;
        first = next;
    }
    for (int before = first; before < index; ++before)
        proven.push_back(before);
    return proven;
}

QStringList Engine::Live::doneEarlier(int index) const
{
    QStringList done;
    for (const int proven : provenBy(index)) {
        if (earlier.succeeded.contains(proven))
            done.append(steps.at(proven).id);
    }
    return done;
}

bool Engine::Live::mayStop(int index, const plan::Failure &failure, bool isProof) const
{
    if (earlier.succeeded.empty())
        return true; // nothing was done before
    const auto proven = qsizetype(provenBy(index).size());
    const bool isAllEarlier = isProof && proven > 0 && doneEarlier(index).size() == proven;
    return !failure.isOfBefore && !isAllEarlier;
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
    connect(&m_follow, &QTimer::timeout, this, &Engine::followOthers);
    m_retry.setSingleShot(true);
    m_retry.setInterval(m_setup.retryAfter);
    connect(&m_retry, &QTimer::timeout, this, [this] {
        flush();
        forgetEnded();
    });
    m_reopen.setInterval(m_setup.retryAfter);
    connect(&m_reopen, &QTimer::timeout, this, &Engine::useFile);
}

Engine::~Engine() = default;

void Engine::open()
{
    m_store = std::make_unique<RunStore>();
    const auto opened = m_store->open(m_setup.storeFile);
    if (opened) {
        tidyUp();
        startFollowing();
        return;
    }
    noteStoreError(opened.error());
    m_isInMemory = true;
    m_store = std::make_unique<RunStore>(); // runs work all the same, for as long as this program lives
    if (const auto done = m_store->openInMemory(); !done)
        noteStoreError(done.error());
    m_reopen.start();
}

void Engine::useFile()
{
    auto file = std::make_unique<RunStore>();
    if (const auto opened = file->open(m_setup.storeFile); !opened) {
        noteStoreError(opened.error()); // it may be another one by now
        return;
    }
    flush();
    const auto adopted = file->adopt(*m_store);
    if (!adopted) {
        noteStoreError(adopted.error());
        return;
    }
    m_store = std::move(file);
    m_isInMemory = false;
    m_reopen.stop();
    tidyUp();
    startFollowing();
    for (const QString &id : *adopted) { // with another number
        const auto stored = m_store->run(id);
        if (Live *live = find(id); live && stored)
            live->run.number = stored->number;
        if (stored)
            Q_EMIT summaryChanged(*stored);
    }
    m_storeError.reset();
    Q_EMIT storeRecovered();
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

Result<QString> Engine::start(const plan::Task &task, const plan::Plan &plan, const QStringList &confirmed)
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
    if (auto checked = checkSteps(plan.steps(), confirmed); !checked)
        return core::fail(checked.error());
    plan::Run run = plan::Run::of(task, plan);
    for (plan::Notice &notice : run.plan.notices) // which may tell why something could not be read
        notice.text = withoutLanguage(notice.text);
    run.production = productionOf(run);
    m_live.push_back(std::make_unique<Live>(std::move(run), true, confirmed));
    const QString id = m_live.back()->run.id;
    flush();
    tell();
    schedulePump();
    return id;
}

// Of a thousand steps that write to one connection it is asked once what that is.
Result<Done> Engine::checkSteps(const QList<plan::Step> &steps, const QStringList &confirmed) const
{
    QSet<QString> written;
    QJsonObject servers; // of the step that was asked about last: the next ones have the same
    for (const plan::Step &step : steps) {
        if (!executorFor(step.kind)) {
            auto error = plan::words(unknownKind(step));
            error.kind = ErrorKind::Invalid;
            return core::fail(error);
        }
        if (m_setup.diversion && step.servers != servers) {
            servers = step.servers;
            if (const auto diverted = m_setup.diversion(step))
                return core::fail(plan::words(*diverted));
        }
        if (!step.writes() || written.contains(step.connection()))
            continue;
        written.insert(step.connection());
        if (const auto refused = refusal(step, confirmed))
            return core::fail(plan::words(*refused));
    }
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

Result<Done> Engine::resume(const QString &id, const QStringList &confirmed)
{
    if (auto done = interruptOrphans(); !done)
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
    const auto isLook = [this](const plan::Step &step) { return isProof(step); };
    if (auto checked = checkSteps(stepsToRun(*stored, isLook), confirmed); !checked)
        return checked;
    const auto nextLine = m_store->nextLogNumber(id);
    if (!nextLine)
        return core::fail(nextLine.error());
    const auto taken = m_store->takeOver(id);
    if (!taken)
        return core::fail(taken.error());
    if (!*taken)
        return core::fail(ErrorKind::Invalid, Text::tr("Another program has resumed this run already."));
    auto earlier = rewindRun(*stored, isLook);
    stored->production = productionOf(*stored);
    m_live.push_back(std::make_unique<Live>(std::move(*stored), false, confirmed));
    Live &resumed = *m_live.back();
    resumed.earlier = std::move(earlier);
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

Result<Done> Engine::setParallel(const QString &id, int parallel)
{
    if (parallel < 1 || parallel > plan::StepGroup::maxParallel)
        return core::fail(ErrorKind::Invalid, Text::tr("1 to %1 steps run at once.").arg(plan::StepGroup::maxParallel));
    Live *live = find(id);
    if (!live) {
        const auto stored = m_store->run(id);
        if (!stored)
            return core::fail(stored.error());
        if (plan::isFinal(stored->state))
            return Done{};
        return core::fail(ErrorKind::Unsupported, Text::tr("Another program executes this run."));
    }
    for (qsizetype i = 0; i < live->run.plan.groups.size(); ++i) {
        plan::StepGroup &group = live->run.plan.groups[i];
        if (!group.isParallelChosen)
            continue;
        group.parallel = parallel;
        live->queue.setParallel(size_t(i), parallel);
    }
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

bool Engine::isProof(const plan::Step &step) const
{
    const plan::StepExecutor *executor = executorFor(step.kind);
    return executor && executor->isProof(step);
}

// What it only reads too: a run of thousands of tables names few connections.
std::optional<QStringList> Engine::productionOf(const plan::Run &run) const
{
    if (!m_setup.isProduction)
        return std::nullopt;
    QStringList names = run.connections;
    for (const plan::Touch &touch : run.touches) {
        for (const QString &path : {touch.source, touch.path}) {
            if (const auto parsed = catalog::ObjectPath::parse(path))
                names.append(parsed->connection);
        }
    }
    names.removeDuplicates();
    names.removeIf([this](const QString &name) { return !m_setup.isProduction(name); });
    return names;
}

std::optional<plan::Failure> Engine::refusal(const plan::Step &step, const QStringList &confirmed) const
{
    const QString connection = step.connection();
    if (!step.writes())
        return std::nullopt;
    if (m_setup.isReadOnly && m_setup.isReadOnly(connection))
        return readOnlyFailure(step);
    if (m_setup.isProduction && m_setup.isProduction(connection) && !confirmed.contains(connection))
        return unconfirmedFailure(step);
    return std::nullopt;
}

} // namespace isthmus::engine
