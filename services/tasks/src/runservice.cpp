// SPDX-License-Identifier: GPL-3.0-or-later
#include "planrunner.h"
#include "runstore.h"
#include "text.h"

#include <isthmus/tasks/runservice.h>

#include <QHash>
#include <QQueue>
#include <QThread>
#include <QUuid>

#include <algorithm>

namespace isthmus::tasks {

using core::ErrorKind;
using core::Result;
using plan::Run;
using plan::RunState;

// Three threads: the object's own holds what is shown; the worker executes one run at a time; the store thread alone
// touches SQLite, so that start() returns at once and a transition is on disk before the worker goes on.
class RunService::Private {
public:
    Private(RunService *service, Setup setup);
    ~Private();

    void add(const Run &run);
    void dispatchNext();
    void cancel(const QString &runId);
    [[nodiscard]] QList<Run>::iterator find(const QString &runId);
    [[nodiscard]] QList<plan::LogLine> storedLog(const QString &runId);

    RunService *q;
    PlanRunner::Executors executors;
    std::function<bool(const QString &)> isReadOnly;
    std::optional<core::Error> storeError;
    QList<Run> runs; // newest first
    QHash<QString, QList<plan::LogLine>> logs; // of the runs of this process

private:
    void runOnWorker(const Run &run, const core::Cancellation &cancellation);
    void publish(const Run &run);
    void publishLog(const QString &runId, const plan::LogLine &line);
    void finished();
    void forgetOldest();
    // Takes a waiting run out of the queue and records it as Cancelled.
    Run cancelWaiting(const QString &runId);
    // Called on the store thread with what a write answered.
    void noteStoreResult(const Result<core::Done> &done);

    template <typename Function>
    void inStore(Function function, Qt::ConnectionType type = Qt::QueuedConnection)
    {
        QMetaObject::invokeMethod(m_storeContext.get(), std::move(function), type);
    }

    QThread m_storeThread;
    std::unique_ptr<QObject> m_storeContext = std::make_unique<QObject>();
    std::unique_ptr<RunStore> m_store; // store thread only; null if it could not be opened
    QHash<QString, qint64> m_logNumbers; // store thread only: next line of each run

    QThread m_worker;
    std::unique_ptr<QObject> m_workerContext = std::make_unique<QObject>();
    QQueue<QString> m_queue; // waiting runs
    QString m_running; // id; empty: the worker is idle
    core::Cancellation m_cancellation; // of m_running
};

RunService::Private::Private(RunService *service, Setup setup)
    : q(service), executors(std::move(setup.executors)), isReadOnly(std::move(setup.isReadOnly))
{
    m_storeThread.setObjectName(QStringLiteral("run-store"));
    m_storeContext->moveToThread(&m_storeThread);
    m_storeThread.start();
    m_worker.setObjectName(QStringLiteral("runs"));
    m_workerContext->moveToThread(&m_worker);
    m_worker.start();
    inStore(
        [this, file = setup.storeFile] {
            auto store = std::make_unique<RunStore>();
            auto loaded = store->open(file);
            if (loaded) {
                runs = *loaded;
                m_store = std::move(store);
            } else {
                storeError = loaded.error();
            }
        },
        Qt::BlockingQueuedConnection);
}

RunService::Private::~Private()
{
    if (!m_running.isEmpty())
        m_cancellation.request();
    m_worker.quit();
    m_worker.wait(); // the run records its end through the store thread, which lives on
    while (!m_queue.isEmpty())
        cancelWaiting(m_queue.head());
    inStore([this] { m_store.reset(); }, Qt::BlockingQueuedConnection);
    m_storeThread.quit();
    m_storeThread.wait();
}

void RunService::Private::add(const Run &run)
{
    runs.prepend(run);
    logs.insert(run.id, {});
    forgetOldest();
    inStore([this, run] {
        if (m_store)
            noteStoreResult(m_store->insert(run));
    });
    m_queue.enqueue(run.id);
    Q_EMIT q->runAdded(run);
    dispatchNext();
}

void RunService::Private::dispatchNext()
{
    if (!m_running.isEmpty() || m_queue.isEmpty())
        return;
    m_running = m_queue.dequeue();
    m_cancellation = {};
    QMetaObject::invokeMethod(m_workerContext.get(), [this, run = *find(m_running), cancellation = m_cancellation] {
        runOnWorker(run, cancellation);
    });
}

void RunService::Private::runOnWorker(const Run &run, const core::Cancellation &cancellation)
{
    RunnerEvents events;
    events.record = [this](const Run &changed) {
        inStore(
            [this, changed] {
                if (m_store)
                    noteStoreResult(m_store->update(changed));
            },
            Qt::BlockingQueuedConnection);
        QMetaObject::invokeMethod(q, [this, changed] { publish(changed); });
    };
    events.progress = [this](const Run &changed) {
        QMetaObject::invokeMethod(q, [this, changed] { publish(changed); });
    };
    events.log = [this](const QString &runId, const plan::LogLine &line) {
        inStore([this, runId, line] {
            if (m_store)
                noteStoreResult(m_store->appendLog(runId, m_logNumbers[runId]++, line));
        });
        QMetaObject::invokeMethod(q, [this, runId, line] { publishLog(runId, line); });
    };
    PlanRunner(executors, isReadOnly, std::move(events)).execute(run, cancellation);
    QMetaObject::invokeMethod(q, [this] { finished(); });
}

void RunService::Private::noteStoreResult(const Result<core::Done> &done)
{
    if (!done)
        QMetaObject::invokeMethod(q, [this, error = done.error()] { storeError = error; });
}

void RunService::Private::publish(const Run &changed)
{
    const auto it = find(changed.id);
    if (it == runs.end())
        return;
    *it = changed;
    Q_EMIT q->runChanged(changed);
}

void RunService::Private::publishLog(const QString &runId, const plan::LogLine &line)
{
    const auto it = logs.find(runId);
    if (it == logs.end())
        return;
    it->append(line);
    if (it->size() > RunStore::maxLogLines)
        it->removeFirst();
    Q_EMIT q->logged(runId, line);
}

void RunService::Private::finished()
{
    m_running.clear();
    forgetOldest();
    dispatchNext();
}

void RunService::Private::cancel(const QString &runId)
{
    if (runId == m_running) {
        m_cancellation.request();
        return;
    }
    if (m_queue.contains(runId))
        publish(cancelWaiting(runId));
}

Run RunService::Private::cancelWaiting(const QString &runId)
{
    m_queue.removeOne(runId);
    Run run = *find(runId);
    run.state = RunState::Cancelled;
    run.ended = QDateTime::currentDateTime();
    run.outcome = Text::tr("Cancelled before it began");
    markNotRun(run);
    inStore([this, run] {
        if (m_store)
            noteStoreResult(m_store->update(run));
    });
    return run;
}

// A run that is not finished is never forgotten, however many wait.
void RunService::Private::forgetOldest()
{
    for (qsizetype i = runs.size() - 1; i >= 0 && runs.size() > RunStore::maxRuns; --i) {
        if (plan::isFinal(runs.at(i).state)) {
            logs.remove(runs.at(i).id);
            runs.removeAt(i);
        }
    }
}

QList<Run>::iterator RunService::Private::find(const QString &runId)
{
    return std::find_if(runs.begin(), runs.end(), [&runId](const Run &run) { return run.id == runId; });
}

QList<plan::LogLine> RunService::Private::storedLog(const QString &runId)
{
    QList<plan::LogLine> lines;
    inStore(
        [this, runId, &lines] {
            if (m_store)
                lines = m_store->log(runId).value_or(QList<plan::LogLine>());
        },
        Qt::BlockingQueuedConnection);
    return lines;
}

RunService::RunService(Setup setup, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(setup)))
{
}

RunService::~RunService() = default;

std::optional<core::Error> RunService::storeError() const
{
    return d->storeError;
}

Result<QString> RunService::start(const plan::Task &task, const plan::Plan &plan)
{
    if (!plan.isRunnable()) {
        const QStringList blockers = plan.blockers();
        return core::fail(ErrorKind::Invalid,
                          blockers.isEmpty() ? Text::tr("\"%1\" has no steps to run.").arg(plan.title)
                                             : Text::tr("\"%1\" cannot run: %2.").arg(plan.title, blockers.first()));
    }
    for (const auto &step : plan.steps) {
        if (!executorFor(d->executors, step.kind)) {
            return core::fail(ErrorKind::Invalid,
                              Text::tr("No part of this program runs \"%1\" steps.").arg(step.kind));
        }
        if (step.writes && d->isReadOnly && d->isReadOnly(step.connection))
            return core::fail(readOnlyError(step.connection, step.title));
    }
    Run run;
    run.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    run.task = task;
    run.plan = plan;
    run.steps.resize(plan.steps.size());
    d->add(run);
    return run.id;
}

void RunService::cancel(const QString &runId)
{
    d->cancel(runId);
}

QList<Run> RunService::runs() const
{
    return d->runs;
}

std::optional<Run> RunService::run(const QString &runId) const
{
    const auto it = d->find(runId);
    return it == d->runs.end() ? std::nullopt : std::optional(*it);
}

QList<plan::LogLine> RunService::log(const QString &runId) const
{
    const auto it = d->logs.constFind(runId);
    return it == d->logs.cend() ? d->storedLog(runId) : *it;
}

} // namespace isthmus::tasks
