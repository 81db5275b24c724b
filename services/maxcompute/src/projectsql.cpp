// SPDX-License-Identifier: GPL-3.0-or-later
#include "projectsql.h"

#include "joblane.h"
#include "sqljob.h"
#include "text.h"

#include <isthmus/dialect/sending.h>

#include <algorithm>

namespace isthmus::maxcompute {

using records::SqlResult;

namespace {

core::Result<SqlResult> runScript(Session &session, const records::SqlRequest &request,
                                  const core::Cancellation &cancellation)
{
    // The place of a character is told in the whole script, which the user sees, and before anything has run.
    if (auto sendable = dialect::checkSendable(dialect::Dialect::MaxCompute, request.sql); !sendable)
        return core::fail(sendable.error());
    const auto started = std::chrono::steady_clock::now();
    const QList<SqlScript> jobs = jobsOf(request.sql);
    if (jobs.isEmpty())
        return core::fail(core::ErrorKind::Invalid,
                          said(QT_TRANSLATE_NOOP("MaxCompute", "There is no statement to run.")));
    for (const SqlScript &job : jobs) {
        if (auto known = checkZone(job); !known)
            return core::fail(known.error());
    }
    QList<records::StatementResult> results;
    for (qsizetype i = 0; i < jobs.size(); ++i) {
        JobRequest job;
        job.script = jobs.at(i);
        job.maxRows = request.maxRows;
        job.maxBytes = records::maxResultBytes(request.maxRows);
        job.onProgress = request.onProgress;
        job.onJob = request.onJob;
        auto outcome = runJob(session, job, cancellation);
        if (!outcome) {
            const records::ScriptFailure failure{i + 1, jobs.size(), jobs.at(i).line, i, i};
            if (request.onFailure && !outcome.error().isCancelled())
                request.onFailure(failure);
            core::Error error = records::toldInScript(outcome.error(), failure);
            error.isUnsent = error.isUnsent && i == 0; // the script, not this statement of it
            return core::fail(std::move(error));
        }
        results.append({{}, outcome->rows, outcome->text, outcome->id, outcome->isTruncated});
        if (request.onStatement)
            request.onStatement(results.last());
    }
    const auto elapsed = std::chrono::steady_clock::now() - started;
    return SqlResult::of(std::move(results), std::chrono::duration_cast<std::chrono::milliseconds>(elapsed));
}

} // namespace

ProjectSql::ProjectSql(const Settings &settings, const Endpoint &endpoint)
    : m_settings(settings), m_endpoint(endpoint),
      m_lane(std::make_shared<JobLane>(settings.connectionName + QStringLiteral(" sql"), settings, endpoint))
{
}

std::shared_ptr<JobLane> ProjectSql::laneBeside()
{
    const std::lock_guard lock(m_mutex);
    const auto least = std::ranges::min_element(m_beside, {}, [](const auto &lane) { return lane->load(); });
    const bool isFree = least != m_beside.end() && (*least)->load() == 0;
    if (!isFree && m_beside.size() < maxBeside) {
        m_beside.push_back(
            std::make_shared<JobLane>(m_settings.connectionName + QStringLiteral(" sql"), m_settings, m_endpoint));
        return m_beside.back();
    }
    return *least;
}

QFuture<core::Result<SqlResult>> ProjectSql::run(const records::SqlRequest &request)
{
    if (m_settings.wholeTenant && request.database.isEmpty()) {
        return core::ready<SqlResult>(core::fail(
            core::ErrorKind::Invalid,
            said(QT_TRANSLATE_NOOP("MaxCompute", "SQL runs in a project, and %1 shows all projects of its tenant."))
                .arg(m_settings.connectionName),
            said(QT_TRANSLATE_NOOP("MaxCompute", "Name the project: isthmusctl sql --project NAME."))));
    }
    if (!m_settings.wholeTenant && !request.database.isEmpty()
        && request.database.compare(m_settings.project, Qt::CaseInsensitive) != 0)
        return core::ready<SqlResult>(
            core::fail(catalog::otherDatabase(m_settings.connectionName, m_settings.project, request.database)));
    const auto lane = request.isIndependent ? laneBeside() : m_lane;
    return lane->post<SqlResult>(core::Priority::Normal, {m_settings.connectionName, {request.database}},
                                 [request](LaneState &state, const core::Cancellation &cancellation) {
                                     return runScript(state.session, request, cancellation);
                                 });
}

} // namespace isthmus::maxcompute
