// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/cancellation.h>
#include <isthmus/sandbox/access/hologresaccess.h>
#include <isthmus/sandbox/jobs/jobrequest.h>
#include <isthmus/sandbox/jobs/statementrunner.h>
#include <isthmus/sandbox/store/pgpool.h>
#include <isthmus/sandbox/store/storerows.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace isthmus::sandbox {

/// runScript(), or what a test puts in its place. What it throws fails the job and nothing else.
using ScriptRunner =
    std::function<JobResult<ScriptOutcome>(PgSession &, const HologresAccess &, const ScriptSettings &)>;

/// Runs SQL jobs on threads of its own, several at once, each over a connection of its own. Every transition is
/// written to the store, so that jobs survive the process as history; while the store cannot take it, the end of a job
/// is kept here and tried again. Thread: any.
class JobManager {
public:
    /// Jobs run over connections of \a workers, which has one for each thread; all else uses \a store.
    JobManager(PgPool &store, PgPool &workers, HologresAccess access, int threads, ScriptRunner runner = runScript);
    /// As stop(), and waits for what runs.
    ~JobManager();
    JobManager(const JobManager &) = delete;
    JobManager &operator=(const JobManager &) = delete;

    /// Queues a job and answers its instance id; that of the first job if the request's guid came before.
    /// Errors: those of the store; the job is not there then, and one of which nobody knows that fails.
    [[nodiscard]] Reply<QString> submit(const JobRequest &request, const QString &project, const Account &account);
    /// Stops the job's statement in PostgreSQL; a job that is over is left as it is.
    void cancel(const QString &id);
    /// Waits until job \a id is over, at most \a timeout.
    void waitFor(const QString &id, std::chrono::milliseconds timeout);
    /// Interrupts what runs, and lets nobody wait any more. Jobs that this cuts off stay open in the store: the next
    /// start tells that they failed, and how far they came.
    void stop();
    /// Job \a id as it stands, if the store does not know its end yet; empty for all others.
    [[nodiscard]] std::optional<InstanceRow> current(const QString &project, const QString &id);

private:
    /// How a job ended.
    struct End {
        InstanceRow instance;
        bool isStored = false;
        bool isCertain = true; ///< false: the store may know of another end, see runScript()
    };

    struct Job {
        InstanceRow instance; ///< once queued, changed only under the mutex, and only to be over
        std::optional<End> unstored; ///< how it ended, until the store has it
        JobRequest request;
        Account account;
        core::Cancellation cancellation;
        std::atomic<bool> isStoppedByUser = false; ///< and not with all others
    };

    void work();
    [[nodiscard]] std::shared_ptr<Job> nextJob();
    /// Empty for a job that stop() cut off.
    [[nodiscard]] std::optional<End> run(Job &job);
    [[nodiscard]] PgOutcome<InstanceRow> create(const InstanceRow &instance);
    [[nodiscard]] JobResult<ScriptOutcome> runGuarded(Job &job, PgSession &session);
    [[nodiscard]] bool store(const End &end);
    void keep(Job &job, const End &end);
    void forget(const QString &id);
    void pruneResults();
    void storeKept();
    void storeKeptUntilStopped();
    [[nodiscard]] QString newId();

    PgPool &m_store;
    PgPool &m_workers;
    const HologresAccess m_access;
    const ScriptRunner m_runner;
    std::mutex m_mutex;
    std::condition_variable m_queued;
    std::condition_variable m_finished;
    std::condition_variable m_kept;
    std::deque<std::shared_ptr<Job>> m_queue;
    std::map<QString, std::shared_ptr<Job>> m_unfinished; ///< queued, running, and over but not stored
    bool m_isStopping = false;
    std::vector<std::thread> m_threads;
    std::thread m_keeper;
};

} // namespace isthmus::sandbox
