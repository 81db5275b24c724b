// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/records/recordbatch.h>
#include <isthmus/wire/crc32c.h>

#include <QByteArray>

namespace isthmus::wire {

/// Writes rows as one Tunnel record stream: any number of append(), then finish(). Nested values are read from the
/// batch as JSON text: ARRAY [..], MAP {"key":..} with keys as text, STRUCT {"field":..}; a missing struct field is
/// NULL. A value; one thread at a time. Source: docs/protocol.md#record-stream.
class RecordEncoder {
public:
    /// Appends \a count rows of \a batch from row \a first on to \a out. All batches of a stream have the same columns.
    /// Errors: Unsupported for a column type that cannot travel, Invalid for a nested value that does not fit its type;
    /// \a out then ends in the middle of a record and the stream is lost.
    [[nodiscard]] core::Result<core::Done> append(const records::RecordBatch &batch, qsizetype first, qsizetype count,
                                                  QByteArray &out);
    /// Appends the footer: record count and checksum of all records.
    void finish(QByteArray &out);

    [[nodiscard]] qint64 rowCount() const { return m_rows; }

private:
    qint64 m_rows = 0;
    Crc32c m_crcOfCrcs;
};

} // namespace isthmus::wire
