// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <isthmus/records/cutcells.h>
#include <isthmus/records/recordbatch.h>

#include <QHash>

#include <memory>
#include <optional>
#include <vector>

namespace isthmus::hologres {

/// Collects the streamed rows of one statement into a record batch, up to given numbers of rows and bytes.
class BatchSink final : public RowSink {
public:
    BatchSink(qint64 maxRows, qint64 maxBytes) : m_maxRows(maxRows), m_maxBytes(maxBytes) { }
    /// For a query whose columns are known better than its result tells them (comments, keys).
    BatchSink(QList<catalog::Column> columns, qint64 maxRows, qint64 maxBytes)
        : m_columns(std::move(columns)), m_maxRows(maxRows), m_maxBytes(maxBytes)
    {
    }

    /// Rows longer than \a bytes are not waited for.
    void setMostRowBytes(qint64 bytes) { m_mostRowBytes = bytes; }
    /// The query has one column more, an array with a number for each of \a columns: NULL, or how long the value is of
    /// which it gives a beginning only.
    void setLengthsOf(const QList<int> &columns) { m_lengthsOf = columns; }

    [[nodiscard]] qint64 mostRowBytes() const override;
    [[nodiscard]] core::Result<core::Done> begin(const PGresult &description) override;
    [[nodiscard]] core::Result<bool> row(const PGresult &row) override;
    [[nodiscard]] core::Result<core::Done> completed(const QString &) override { return core::Done{}; }

    /// Null if no statement had rows.
    [[nodiscard]] const std::shared_ptr<records::RecordBatch> &batch() const { return m_batch; }
    [[nodiscard]] const records::CutCells &cuts() const { return m_cuts; }
    [[nodiscard]] qint64 byteCount() const { return m_bytes; } ///< of the rows kept, as they came
    [[nodiscard]] bool hasForeignText() const { return m_hasForeignText; } ///< a text that is not UTF-8
    [[nodiscard]] bool hasMore() const { return m_hasMore; } ///< rows were left out

    /// Says that the script has ended, and which TimeZone the server then reported (empty: none). Instants are shown in
    /// it, unless their printed offsets tell that the zone was another one while they were printed.
    void finish(const QString &reportedZone);

    /// Types of the result that are known to the server only, by column: their object ids.
    [[nodiscard]] const QHash<int, Oid> &unnamedTypes() const { return m_unnamedTypes; }
    /// Gives those columns their names.
    void nameTypes(const QHash<Oid, QString> &names);

private:
    std::optional<QList<catalog::Column>> m_columns;
    qint64 m_maxRows;
    qint64 m_maxBytes;
    qint64 m_bytes = 0;
    std::optional<qint64> m_mostRowBytes;
    std::optional<QList<int>> m_lengthsOf;
    records::CutCells m_cuts;
    std::shared_ptr<records::RecordBatch> m_batch;
    QHash<int, Oid> m_unnamedTypes;
    [[nodiscard]] core::Result<core::Done> takeValue(int column, QByteArrayView text);
    [[nodiscard]] bool takeLengths(QByteArrayView text);

    bool m_hasMore = false;
    bool m_hasForeignText = false;

    // Offsets with which instants were printed, by the instant; a sample of them.
    struct Printed {
        int64_t instant;
        int offset;
    };
    std::vector<Printed> m_printed;
};

} // namespace isthmus::hologres
