// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectpath.h>
#include <isthmus/core/error.h>
#include <isthmus/records/cutcells.h>
#include <isthmus/records/recordbatch.h>

#include <QFuture>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace isthmus::records {

/// First rows of a table, and how they were got.
struct Preview {
    std::shared_ptr<const RecordBatch> rows;
    QString statement; ///< what was asked, in the system's own words: SQL or the request
    std::chrono::milliseconds elapsed{0};
    bool isComplete = false; ///< true: these are all rows of the table
    QStringList unreadable; ///< columns that this user has no right to read: not in \a rows
    CutCells cuts; ///< of \a rows, where PreviewRequest::mayCut allowed it
    /// The rows come by a job of the warehouse, which may be billed. Without rows it was not allowed, and \a statement
    /// is what it would run.
    bool byJob = false;
    QString partition; ///< that the rows are of, where PreviewRequest::latestPartition chose it
};

struct PreviewRequest {
    catalog::ObjectPath table;
    qint64 maxRows = 200;
    /// Values beyond it are not fetched, and the preview is then not complete; but for a first row of up to
    /// maxFirstRowBytes, which is always whole.
    qint64 maxBytes = 8 * 1024 * 1024;
    QString partition; ///< in any form of catalog::parsePartitionSpec(); empty: any
    bool latestPartition =
        false; ///< of a MaxCompute table that has partitions, the last by name; not with \a partition
    QString filter; ///< what stands behind WHERE, in the system's SQL; empty: all rows
    QString order; ///< what stands behind ORDER BY; empty: any
    /// Where rows are long, the beginning of a long value will do (Preview::cuts); otherwise all values come
    /// whole or not at all.
    bool mayCut = false;
    bool mayRunJob = true; ///< where the rows can be had by a job only; see Preview::byJob
};

/// Figures of the rows that match, and of one column's values.
struct SummaryRequest {
    catalog::ObjectPath table;
    QString partition; ///< as in PreviewRequest
    QString filter; ///< as in PreviewRequest
    QString column; ///< empty: the rows are counted, no more
    bool mayRunJob = true; ///< as in PreviewRequest
};

struct Summary {
    qint64 rows = 0;
    std::optional<qint64> nulls; ///< of the column
    std::optional<qint64> distinct; ///< values but NULL; nothing where the system cannot compare them
    std::optional<QString> least; ///< as the server writes it; nothing: there is no value, or they have no order
    std::optional<QString> greatest;
    bool needsJob = false; ///< there are no figures, since a job is needed and was not allowed: \a statement
    QString statement; ///< what was asked, as in Preview
    std::chrono::milliseconds elapsed{0};
};

/// For how many rows of a relation each of several conditions holds.
struct ConditionsRequest {
    catalog::ObjectPath table;
    /// In the system's SQL, made by this program: names are quoted in them.
    QStringList conditions;
};

struct ConditionCounts {
    qint64 rows = 0; ///< all
    QList<qint64> counts; ///< one for each condition
    QString statement; ///< as in Preview; several where one would be too long for the server
    std::chrono::milliseconds elapsed{0};
};

inline constexpr qint64 maxFirstRowBytes = 32 * 1024 * 1024; // on its way to the screen there are several copies of it
/// The error of a preview of \a table whose first row is longer than that.
[[nodiscard]] core::Error firstRowTooLong(const QString &table);

/// All rows of a relation, or those that match.
struct RowsRequest {
    catalog::ObjectPath table;
    QString partition; ///< as in PreviewRequest
    QString filter; ///< as in PreviewRequest
    QString order; ///< as in PreviewRequest
    /// Called on the lane's thread with one block after another, whose memory is bounded; all have the same columns. An
    /// error ends the reading and is its result. A relation without rows gives one empty block.
    std::function<core::Result<core::Done>(const RecordBatch &)> onRows;
    std::function<void(qint64)> onTotal; ///< how many rows there will be, where that is known; may be empty
};

/// Reading for people. preview() and check() are bounded: never a full scan, never a COUNT(*), never a paid job unless
/// allowed. Thread and errors: as catalog::Catalog.
class TableReader {
public:
    virtual ~TableReader() = default;
    [[nodiscard]] virtual QFuture<core::Result<Preview>> preview(const PreviewRequest &request) = 0;
    /// Has the server read the filter and the order of \a request, without reading rows. Errors: Invalid with the
    /// server's words; Unsupported where only a job could tell.
    [[nodiscard]] virtual QFuture<core::Result<core::Done>> check(const PreviewRequest &request);
    /// Has the server go through all rows that match, on a lane of its own. Errors also: Unsupported.
    [[nodiscard]] virtual QFuture<core::Result<Summary>> summarize(const SummaryRequest &request);
    /// Has the server go through all rows once, on the lane of summarize(). Errors also: Unsupported.
    [[nodiscard]] virtual QFuture<core::Result<ConditionCounts>> countConditions(const ConditionsRequest &request);
    /// Reads to the end, as one state of the rows; how many there were. Errors also: Unsupported where rows cannot be
    /// read on and on, and those of the request's own.
    [[nodiscard]] virtual QFuture<core::Result<qint64>> rows(const RowsRequest &request);
};

} // namespace isthmus::records
