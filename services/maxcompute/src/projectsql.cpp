// SPDX-License-Identifier: GPL-3.0-or-later
#include "projectsql.h"

#include "joblane.h"
#include "sqljob.h"

namespace isthmus::maxcompute {

using records::SqlResult;

ProjectSql::ProjectSql(const Settings &settings, const Endpoint &endpoint)
    : m_lane(std::make_shared<JobLane>(settings.connectionName + QStringLiteral(" sql"), settings, endpoint))
{
}

QFuture<core::Result<SqlResult>> ProjectSql::run(const records::SqlRequest &request)
{
    return m_lane->post<SqlResult>(
        core::Priority::Normal,
        [request](LaneState &state, const core::Cancellation &cancellation) -> core::Result<SqlResult> {
            const auto started = std::chrono::steady_clock::now();
            JobRequest job;
            job.sql = request.sql;
            job.maxRows = request.maxRows;
            job.onProgress = request.onProgress;
            job.onJob = request.onJob;
            const auto outcome = runJob(state.session, job, cancellation);
            if (!outcome)
                return core::fail(outcome.error());
            SqlResult result;
            result.rows = outcome->rows;
            result.text = outcome->text;
            result.jobId = outcome->id;
            result.isTruncated = outcome->isTruncated;
            result.elapsed =
                std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started);
            return result;
        });
}

} // namespace isthmus::maxcompute
