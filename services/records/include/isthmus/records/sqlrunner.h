// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/records/recordbatch.h>

#include <QFuture>

#include <chrono>
#include <functional>
#include <memory>

namespace isthmus::records {

/// What one statement of a script answered.
struct StatementResult {
    /// What the server said meanwhile ("NOTICE: …"), in its order; one may have several lines. libpq hands a message
    /// over as soon as it is read, so it may come with the statement before its own.
    QStringList messages;
    std::shared_ptr<const RecordBatch> rows; ///< null for statements without rows
    QString text; ///< what the server says of a statement without rows: "OK", the text of DESC or SHOW
    QString jobId; ///< MaxCompute instance id; empty for Hologres
    bool isTruncated = false; ///< there were more than maxRows rows
};

/// Where a script failed.
struct ScriptFailure {
    qsizetype statement = 1; ///< from 1, of those that are sent: a "SET k=v;" of MaxCompute is none
    qsizetype count = 1; ///< of such statements in the script
    int line = 1; ///< in the script, from 1: the one that the server points at, else the statement's first
    qsizetype ran = 0; ///< so many statements from the begin were carried out
    qsizetype kept = 0; ///< so many of them still hold: those after them were undone with the one that failed
};

/// \a error with the place in a script of several statements, for people.
[[nodiscard]] core::Error toldInScript(core::Error error, const ScriptFailure &failure);

struct SqlRequest {
    /// One statement or a script. "SET k=v;" becomes a setting of the jobs after it in MaxCompute.
    QString sql;
    qint64 maxRows = 10'000; ///< rows kept of each SELECT; more are not fetched
    /// Called on the lane's thread with one line of progress ("instance 2026… running"); may be empty.
    std::function<void(const QString &)> onProgress;
    /// Called on the lane's thread with the MaxCompute instance id as soon as the service has accepted the job, and
    /// before the future is finished; may be empty. Never called for Hologres.
    std::function<void(const QString &jobId)> onJob;
    /// Called on the lane's thread with what each statement answered, in their order and before the future is finished;
    /// may be empty. Where one fails, those before it have come this way; what the server said after them comes in a
    /// last result that has messages only.
    std::function<void(const StatementResult &)> onStatement;
    /// Called on the lane's thread before the future is finished if a statement failed and the server said so; may be
    /// empty. Not called for what is refused before anything runs, or where it is not known which statements ran.
    std::function<void(const ScriptFailure &)> onFailure;
    /// In which of the databases or projects that the connection shows it runs; empty: in the connection's own, of a
    /// Hologres instance the one that is dialled first. A MaxCompute tenant has none of its own.
    QString database;
    /// It asks for nothing that was sent before it, nor does what comes after ask for it: it need not wait for others.
    /// A runner may take it one after another all the same.
    bool isIndependent = false;
};

struct SqlResult {
    QList<StatementResult> statements; ///< what every statement answered, in their order; at least one
    // Of the last statement with rows, or of the last if none had: for callers that send one.
    std::shared_ptr<const RecordBatch> rows; ///< null for statements without rows
    QString text;
    QString jobId;
    std::chrono::milliseconds elapsed{0}; ///< of all statements
    bool isTruncated = false;

    /// With the fields for one statement taken from \a statements.
    [[nodiscard]] static SqlResult of(QList<StatementResult> statements, std::chrono::milliseconds elapsed);
};

/// Runs SQL on a lane of its own, so that browsing never waits for a query. Thread: any.
/// Errors: as catalog::Catalog, and Invalid for a syntax error (detail: the server's words with the position).
class SqlRunner {
public:
    virtual ~SqlRunner() = default;
    [[nodiscard]] virtual QFuture<core::Result<SqlResult>> run(const SqlRequest &request) = 0;
};

} // namespace isthmus::records
