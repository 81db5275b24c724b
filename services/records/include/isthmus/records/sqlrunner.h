// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/records/recordbatch.h>

#include <QFuture>

#include <chrono>
#include <functional>
#include <memory>

namespace isthmus::records {

struct SqlRequest {
    /// One statement, or a script: "SET k=v;" lines before the statement become the job's settings in MaxCompute.
    QString sql;
    qint64 maxRows = 10'000; ///< rows kept of a SELECT; more are not fetched
    /// Called on the lane's thread with one line of progress ("instance 2026… running"); may be empty.
    std::function<void(const QString &)> onProgress;
    /// Called on the lane's thread with the MaxCompute instance id as soon as the service has accepted the job, and
    /// before the future is finished; may be empty. Never called for Hologres.
    std::function<void(const QString &jobId)> onJob;
};

struct SqlResult {
    std::shared_ptr<const RecordBatch> rows; ///< null for statements without rows
    QString text; ///< what the server says of a statement without rows: "OK", the text of DESC or SHOW
    QString jobId; ///< MaxCompute instance id; empty for Hologres
    std::chrono::milliseconds elapsed{0};
    bool isTruncated = false; ///< there were more than maxRows rows
};

/// Runs SQL on a lane of its own, so that browsing never waits for a query. Thread: any.
/// Errors: as catalog::Catalog, and Invalid for a syntax error (detail: the server's words with the position).
class SqlRunner {
public:
    virtual ~SqlRunner() = default;
    [[nodiscard]] virtual QFuture<core::Result<SqlResult>> run(const SqlRequest &request) = 0;
};

} // namespace isthmus::records
