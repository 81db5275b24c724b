// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"
#include "sqlscript.h"

#include <isthmus/records/recordbatch.h>
#include <isthmus/records/resultbounds.h>

#include <functional>
#include <memory>

namespace isthmus::maxcompute {

struct JobRequest {
    SqlScript script;
    qint64 maxRows = 10'000;
    qint64 maxBytes = records::maxResultBytes(10'000); ///< of rows; those beyond are not fetched
    QString subject; ///< what it is about, for messages; may be empty
    std::optional<std::chrono::milliseconds> deadline; ///< of the job, beside Settings::timeLimit; it is stopped then
    std::function<void(const QString &)> onProgress;
    std::function<void(const QString &id)> onJob; ///< as records::SqlRequest
};

struct JobOutcome {
    QString id;
    std::shared_ptr<const records::RecordBatch> rows; ///< null for a statement without rows
    QString text; ///< of a statement without rows
    bool isTruncated = false; ///< there were more rows, or may have been where the service gives the first ones only
};

/// Runs one SQL job to its end: submits it, waits for it, fetches rows through the instance tunnel (checksums verified)
/// or, where the tunnel refuses them or there is none, the text result, which has the first 10,000 rows. When
/// cancelled, or when the deadline has passed, the job is stopped on the service before this returns. Instants are in
/// odps.sql.timezone of the SET lines, of the connection or of the project. Errors: as Session::send(); Invalid for a
/// syntax error or a zone that is no name, and what errors.h makes of a failed job.
[[nodiscard]] core::Result<JobOutcome> runJob(Session &session, const JobRequest &request,
                                              const core::Cancellation &cancellation);

} // namespace isthmus::maxcompute
