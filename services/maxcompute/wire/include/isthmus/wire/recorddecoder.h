// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/records/recordbatch.h>
#include <isthmus/wire/crc32c.h>

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <limits>
#include <optional>
#include <string>

namespace isthmus::wire {

/// What a stream from outside may make us keep.
struct RecordLimits {
    qint64 maxFieldBytes = 16 * 1024 * 1024; ///< MaxCompute's own bound on a value is 8 MiB
    qint64 maxRows = std::numeric_limits<qint64>::max(); ///< more is an error
    qint64 maxTotalBytes = qint64(1) << 40; ///< of the stream
    /// After the record that passes this many bytes the rest is not looked at, see isEnough().
    qint64 enoughBytes = std::numeric_limits<qint64>::max();
    qint64 rowsPerBatch = std::numeric_limits<qint64>::max(); ///< see RecordDecoder::onBatch()
    qint64 bytesPerBatch = std::numeric_limits<qint64>::max(); ///< of text and binary values; see onBatch()
    qint64 maxRecordBytes = qint64(1) << 30; ///< of text and binary values
};

/// Reads a Tunnel record stream that arrives in arbitrary pieces: feed() each piece, then finish(). Record checksums,
/// the record count and the checksum of all records are verified; a stream that ends without its footer is an error.
/// Source: docs/protocol.md#record-stream. Both widths of a checksum varint and negative nanoseconds of instants before
/// 1970 are accepted. Nested values become JSON text, as RecordEncoder reads it.
///
/// After an error the decoder only repeats it. Thread: one at a time.
class RecordDecoder {
public:
    using BatchSink = std::function<core::Result<core::Done>(records::RecordBatch &&)>;

    explicit RecordDecoder(QList<catalog::Column> columns, RecordLimits limits = {});

    /// Hands out a batch whenever one of RecordLimits::rowsPerBatch or bytesPerBatch is reached, and the rest at
    /// finish(). Without a sink all rows stay here, see takeRows().
    void onBatch(BatchSink sink) { m_sink = std::move(sink); }

    /// Errors: Protocol for anything that is no record stream of these columns, Unsupported for a column type that
    /// cannot travel, and what the sink answers.
    [[nodiscard]] core::Result<core::Done> feed(QByteArrayView bytes);
    /// Says that no more bytes come. Errors: as feed(), and Protocol for a stream that was cut off.
    [[nodiscard]] core::Result<core::Done> finish();

    [[nodiscard]] qint64 rowCount() const { return m_rows; } ///< complete and verified records so far
    /// True once RecordLimits::enoughBytes were read: no more bytes are wanted, and finish() asks for no footer.
    [[nodiscard]] bool isEnough() const { return m_phase == Phase::Enough; }
    /// The rows, after finish() succeeded and if there is no sink.
    [[nodiscard]] records::RecordBatch takeRows() { return std::move(m_batch); }

private:
    enum class Step : quint8 { Done, NeedMore, Failed };
    enum class Phase : quint8 { Records, AfterCount, AfterMetrics, End, Enough };
    struct Cursor;

    core::Result<core::Done> consume(QByteArrayView bytes, qsizetype &consumed);
    Step takeField(Cursor &cursor);
    Step takeColumn(Cursor &cursor, quint32 number, quint32 wireType);
    Step takeNested(Cursor &cursor, quint32 number, records::ColumnVector &vector);
    Step takeChecksum(Cursor &cursor, uint32_t &crc);
    Step takeEndOfRecord(Cursor &cursor);
    Step takeCount(Cursor &cursor);
    Step takeMetrics(Cursor &cursor);
    Step takeMetricsChecksum(Cursor &cursor);
    Step takeFooter(Cursor &cursor);
    Step failed(const QString &what);
    core::Result<core::Done> handOut();

    QList<catalog::Column> m_columns;
    RecordLimits m_limits;
    BatchSink m_sink;
    records::RecordBatch m_batch;
    QByteArray m_pending; // bytes of a field that is not complete yet
    qsizetype m_retryAt = 0; // size of m_pending from which on another attempt is worth while
    std::string m_nestedText; // reused between values
    Crc32c m_recordCrc;
    Crc32c m_crcOfCrcs;
    Crc32c m_metricsCrc;
    qint64 m_rows = 0;
    qint64 m_rowsInBatch = 0;
    qint64 m_totalBytes = 0;
    qint64 m_consumedBytes = 0;
    qsizetype m_fieldsInRecord = 0;
    int m_emptyFields = 0;
    qint64 m_batchBytes = 0;
    qint64 m_recordBytes = 0;
    Phase m_phase = Phase::Records;
    std::optional<core::Error> m_error;
};

} // namespace isthmus::wire
