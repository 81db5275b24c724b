// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/jobs/jobmanager.h>
#include <isthmus/sandbox/store/joberror.h>
#include <isthmus/sandbox/store/metadata.h>
#include <isthmus/sandbox/store/settledtransaction.h>

#include <QDateTime>
#include <QLoggingCategory>
#include <QRandomGenerator>

#include <algorithm>

namespace isthmus::sandbox {

namespace {

Q_LOGGING_CATEGORY(lcJobs, "isthmus.sandbox.jobs", QtWarningMsg)

constexpr int keptResults = 500;
constexpr std::chrono::milliseconds storePause{500}; // between two attempts to store the end of a job

} // namespace

JobManager::JobManager(PgPool &store, PgPool &workers, HologresAccess access, int threads, ScriptRunner runner)
    : m_store(store), m_workers(workers), m_access(std::move(access)), m_runner(std::move(runner))
{
    m_threads.reserve(size_t(threads));
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { work(); });
    m_keeper = std::thread([this] { storeKeptUntilStopped(); });
}

void JobManager::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
        for (const auto &[id, job] : m_unfinished)
            job->cancellation.request();
    }
    m_queued.notify_all();
    m_finished.notify_all();
    m_kept.notify_all();
}

JobManager::~JobManager()
{
    stop();
    for (std::thread &thread : m_threads)
        thread.join();
    m_keeper.join();
    storeKept(); // of what still is not stored the next start says that it failed
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
    job->instance.jobName = request.name;
    job->instance.jobComment = request.comment;
    job->instance.runningCluster = request.runningCluster;
    job->instance.query = request.query;
    job->instance.settings = request.settings;
    job->instance.priority = request.priority;
    job->instance.status = QStringLiteral("Running");
    const QString id = job->instance.id;
    const auto made = create(job->instance);
    if (!made && made.error().sqlState == u"40003") {
        const sandboxsql::SqlError lost{
            QStringLiteral("ODPS-0010000"),
            {},
            QStringLiteral("System internal error - PostgreSQL ended while the job was submitted")};
        {
            const std::lock_guard lock(m_mutex);
            m_unfinished.emplace(id, job);
        }
        keep(*job, {job->instance.over(QStringLiteral("Failed"), lost.text()), false, false});
    }
    if (!made)
        return refuse(ServiceError::fromStore(made.error()));
    if (made->id != id)
        return made->id; // submitted before: that job goes on
    job->instance.started = made->started;
    {
        const std::lock_guard lock(m_mutex);
        if (m_isStopping)
            return id;
        m_unfinished.emplace(id, job);
        m_queue.push_back(std::move(job));
    }
    m_queued.notify_one();
    return id;
}

// A job that is in the store and unknown here would seem to run for ever.
PgOutcome<InstanceRow> JobManager::create(const InstanceRow &instance)
{
    auto session = m_store.borrow();
    if (!session)
        return tl::unexpected(session.error());
    SettledTransaction transaction(**session);
    if (const auto begun = transaction.begin(); !begun)
        return tl::unexpected(begun.error());
    auto made = Metadata(**session).createInstance(instance);
    if (!made)
        return made;
    if (const auto committed = transaction.commit(); !committed)
        return tl::unexpected(committed.error());
    return made;
}

void JobManager::cancel(const QString &id)
{
    const std::lock_guard lock(m_mutex);
    if (const auto job = m_unfinished.find(id); job != m_unfinished.end()) {
        job->second->isStoppedByUser = true;
        job->second->cancellation.request();
    }
}

void JobManager::waitFor(const QString &id, std::chrono::milliseconds timeout)
{
    std::unique_lock lock(m_mutex);
    m_finished.wait_for(lock, timeout, [&] {
        const auto job = m_unfinished.find(id);
        return m_isStopping || job == m_unfinished.end() || job->second->instance.isOver();
    });
}

std::optional<InstanceRow> JobManager::current(const QString &project, const QString &id)
{
    const std::lock_guard lock(m_mutex);
    const auto job = m_unfinished.find(id);
    if (job == m_unfinished.end() || job->second->instance.project != project)
        return std::nullopt;
    return job->second->instance;
}

std::shared_ptr<JobManager::Job> JobManager::nextJob()
{
    std::unique_lock lock(m_mutex);
    m_queued.wait(lock, [this] { return m_isStopping || !m_queue.empty(); });
    if (m_queue.empty())
        return nullptr;
    auto job = std::move(m_queue.front());
    m_queue.pop_front();
    return job;
}

void JobManager::work()
{
    while (const auto job = nextJob()) {
        const std::optional<End> end = run(*job);
        if (!end || end->isStored || store(*end))
            forget(job->instance.id);
        else
            keep(*job, *end);
        if (end && end->instance.columns)
            pruneResults();
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

std::optional<JobManager::End> JobManager::run(Job &job)
{
    const InstanceRow &instance = job.instance;
    const auto failed = [&](const sandboxsql::SqlError &error) {
        return instance.over(QStringLiteral("Failed"), error.text());
    };
    const auto cancelled = [&](bool isCertain) -> std::optional<End> {
        if (!job.isStoppedByUser)
            return std::nullopt;
        return End{instance.over(QStringLiteral("Cancelled"),
                                 QStringLiteral("ODPS-0130252:Cancelled - the job was stopped by its user")),
                   false, isCertain};
    };
    if (job.cancellation.isRequested())
        return cancelled(true);
    auto session = m_workers.borrow();
    if (!session)
        return End{failed(jobError(session.error()))};
    const JobResult<ScriptOutcome> outcome = runGuarded(job, **session);
    if (outcome)
        return End{outcome->endOf(instance), outcome->isStored};
    if (job.cancellation.isRequested())
        return cancelled(!(*session)->isLost());
    return End{failed(outcome.error()), false, !(*session)->isLost()};
}

bool JobManager::store(const End &end)
{
    auto session = m_store.borrow();
    if (!session)
        return false;
    Metadata metadata(**session);
    return (end.isCertain ? metadata.endInstance(end.instance) : metadata.failInstance(end.instance)).has_value();
}

// Keeps what could not be stored. What is certain is told meanwhile.
void JobManager::keep(Job &job, const End &end)
{
    qCWarning(lcJobs) << "the end of job" << end.instance.id << "cannot be stored yet";
    {
        const std::lock_guard lock(m_mutex);
        job.unstored = end;
        if (end.isCertain)
            job.instance = end.instance;
    }
    m_finished.notify_all();
    m_kept.notify_all();
}

void JobManager::forget(const QString &id)
{
    {
        const std::lock_guard lock(m_mutex);
        m_unfinished.erase(id);
    }
    m_finished.notify_all();
}

// Results that cannot be dropped now are tried again after the next query.
void JobManager::pruneResults()
{
    if (auto session = m_store.borrow())
        (void)Metadata(**session).pruneResults(keptResults);
}

void JobManager::storeKept()
{
    std::vector<End> kept;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[id, job] : m_unfinished) {
            if (job->unstored)
                kept.push_back(*job->unstored);
        }
    }
    for (const End &end : kept) {
        if (store(end))
            forget(end.instance.id);
    }
}

void JobManager::storeKeptUntilStopped()
{
    const auto hasKept = [this] {
        return std::any_of(m_unfinished.cbegin(), m_unfinished.cend(),
                           [](const auto &entry) { return entry.second->unstored.has_value(); });
    };
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_kept.wait(lock, [&] { return m_isStopping || hasKept(); });
        if (m_kept.wait_for(lock, storePause, [this] { return m_isStopping; }))
            return;
        lock.unlock();
        storeKept();
        lock.lock();
    }
}

} // namespace isthmus::sandbox
