// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectpath.h>
#include <isthmus/core/error.h>
#include <isthmus/records/recordbatch.h>

#include <QFuture>

#include <chrono>
#include <memory>

namespace isthmus::records {

/// First rows of a table, and how they were got.
struct Preview {
    std::shared_ptr<const RecordBatch> rows;
    QString statement; ///< what was asked, in the system's own words: SQL or the request
    std::chrono::milliseconds elapsed{0};
    bool isComplete = false; ///< true: these are all rows of the table
    QStringList unreadable; ///< columns that this user has no right to read: not in \a rows
};

struct PreviewRequest {
    catalog::ObjectPath table;
    qint64 maxRows = 200;
    /// Values beyond it are not fetched, and the preview is then not complete; but for a first row of up to
    /// maxFirstRowBytes, which is always whole.
    qint64 maxBytes = 8 * 1024 * 1024;
    QString partition; ///< in any form of catalog::parsePartitionSpec(); empty: any
};

inline constexpr qint64 maxFirstRowBytes = 32 * 1024 * 1024; // on its way to the screen there are several copies of it
/// The error of a preview of \a table whose first row is longer than that.
[[nodiscard]] core::Error firstRowTooLong(const QString &table);

/// Bounded reading for people: never a full scan, never a COUNT(*), never a paid job.
/// Thread and errors: as catalog::Catalog.
class TableReader {
public:
    virtual ~TableReader() = default;
    [[nodiscard]] virtual QFuture<core::Result<Preview>> preview(const PreviewRequest &request) = 0;
};

} // namespace isthmus::records
