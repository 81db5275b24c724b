// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobmanager.h"

#include "jobs/joberror.h"
#include "metadata/metadata.h"

#include <QDateTime>
#include <QLoggingCategory>
#include <QRandomGenerator>

namespace isthmus::sandbox {

namespace {

Q_LOGGING_CATEGORY(lcJobs, "isthmus.sandbox.jobs", QtWarningMsg)

constexpr int keptResults = 500;

} // namespace

JobManager::JobManager(PgPool &store, PgPool &workers, HologresAccess access, int threads, ScriptRunner runner)
    : m_store(store), m_workers(workers), m_access(std::move(access)), m_runner(std::move(runner))
{
    m_threads.reserve(size_t(threads));
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { work(); });
}

JobManager::~JobManager()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
        for (const auto &[id, job] : m_unfinished)
            job->cancellation.request();
    }
    m_queued.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

QString JobManager::newId()
{
    // The service's ids: UTC time, a letter, and something that makes them unique.
    const QString time = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddHHmmsszzz"));
    return time + u'g' + QString::number(QRandomGenerator::system()->generate64(), 36);
}

Reply<QString> JobManager::submit(const JobRequest &request, const QString &project, const Account &account)
{
    auto job = std::make_shared<Job>();
    job->request = request;
    job->account = account;
    job->instance.id = newId();
    job->instance.project = project;
    job->instance.owner = account.accessId;
    job->instance.taskName = request.taskName;
    job->instance.guid = request.guid;
    job->instance.query = request.query;
    job->instance.settings = request.settings;
    job->instance.priority = request.priority;
    job->instance.status = QStringLiteral("Running");
    {
        auto session = m_store.borrow();
        if (!session)
            return refuse(ServiceError::fromStore(session.error()));
        const auto made = Metadata(**session).createInstance(job->instance);
        if (!made)
            return refuse(ServiceError::fromStore(made.error()));
        if (*made != job->instance.id)
            return *made; // submitted before: that job goes on
    }
    const QString id = job->instance.id;
    {
        const std::lock_guard lock(m_mutex);
        m_unfinished.emplace(id, job);
        m_queue.push_back(std::move(job));
    }
    m_queued.notify_one();
    return id;
}

void JobManager::cancel(const QString &id)
{
    const std::lock_guard lock(m_mutex);
    if (const auto job = m_unfinished.find(id); job != m_unfinished.end())
        job->second->cancellation.request();
}

void JobManager::waitFor(const QString &id, std::chrono::milliseconds timeout)
{
    std::unique_lock lock(m_mutex);
    m_finished.wait_for(lock, timeout, [&] { return !m_unfinished.contains(id); });
}

void JobManager::work()
{
    for (;;) {
        std::shared_ptr<Job> job;
        {
            std::unique_lock lock(m_mutex);
            m_queued.wait(lock, [this] { return m_isStopping || !m_queue.empty(); });
            if (m_queue.empty())
                return;
            job = m_queue.front();
            m_queue.pop_front();
        }
        run(*job);
        write(job->instance);
        {
            const std::lock_guard lock(m_mutex);
            m_unfinished.erase(job->instance.id);
        }
        m_finished.notify_all();
    }
}

JobResult<ScriptOutcome> JobManager::runGuarded(Job &job, PgSession &session)
{
    const auto failed = [&](const char *what) {
        qCWarning(lcJobs) << "job" << job.instance.id << "threw" << what;
        return tl::unexpected(sandboxsql::SqlError{
            QStringLiteral("ODPS-0010000"), {}, QStringLiteral("System internal error - the job was given up")});
    };
    const ScriptSettings script{job.account, job.instance.project, job.request.settings, job.instance};
    const auto guard = job.cancellation.interruptWith(session.interrupter());
    // One job's exception must not end the threads of all.
    try {
        return m_runner(session, m_access, script);
    } catch (const std::exception &e) {
        return failed(e.what());
    } catch (...) {
        return failed("something that is no exception");
    }
}

void JobManager::run(Job &job)
{
    InstanceRow &instance = job.instance;
    const auto finish = [&](const QString &status, const QString &result) {
        instance.status = status;
        instance.result = result;
        instance.ended = QDateTime::currentSecsSinceEpoch();
    };
    const QString cancelled = QStringLiteral("ODPS-0130252:Cancelled - the job was stopped by its user");
    if (job.cancellation.isRequested())
        return finish(QStringLiteral("Cancelled"), cancelled);
    auto session = m_workers.borrow();
    if (!session)
        return finish(QStringLiteral("Failed"), jobError(session.error()).text());
    const JobResult<ScriptOutcome> outcome = runGuarded(job, **session);
    if (outcome) {
        instance.columns = outcome->columns;
        instance.rows = outcome->rows;
        return finish(QStringLiteral("Success"), outcome->text);
    }
    if (job.cancellation.isRequested())
        return finish(QStringLiteral("Cancelled"), cancelled);
    finish(QStringLiteral("Failed"), outcome.error().text());
}

void JobManager::write(const InstanceRow &instance)
{
    // A store that is down now marks the job as failed when the endpoint starts again; a lost connection alone is
    // made good by asking once more.
    for (int attempt = 0; attempt < 2; ++attempt) {
        auto session = m_store.borrow();
        if (!session || !Metadata(**session).updateInstance(instance))
            continue;
        // Results that cannot be dropped now are tried again after the next query.
        if (instance.columns)
            (void)Metadata(**session).pruneResults(keptResults);
        return;
    }
}

} // namespace isthmus::sandbox
