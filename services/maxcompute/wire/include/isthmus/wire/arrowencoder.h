// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/records/recordbatch.h>
#include <isthmus/wire/compression.h>

#include <QByteArray>

#include <memory>

namespace isthmus::wire {

struct ArrowOptions {
    /// TIMESTAMP and TIMESTAMP_NTZ as struct<sec:int64,nano:int32>; else nanoseconds since 1970, which hold the years
    /// 1678 to 2261 only.
    bool timestampsAsStructs = false;
    /// But inside of ARRAY, MAP and STRUCT nanoseconds all the same.
    bool nestedTimestampsAsNanos = false;
    /// DECIMAL without a size as decimal128(38,18), which the Java client reads; else decimal256(54,18). Where no
    /// schema goes along, the Python client expects the latter.
    bool plainDecimalsIn128Bits = false;
    /// Of each buffer in a message's body, as Arrow has it: None, Zstd or Lz4.
    Compression bodyCompression = Compression::None;
};

/// Writes rows as messages of Arrow's IPC format. A whole stream is appendSchema(), any number of append(),
/// appendEnd(); Tunnel sessions send the batches only. Nested values are read as RecordEncoder reads them. Thread: one
/// at a time. Source: Arrow columnar format 1.5; docs/protocol.md#compression-and-arrow, for what column types become.
class ArrowEncoder {
public:
    /// Errors: Unsupported for a column type that cannot travel.
    [[nodiscard]] static core::Result<ArrowEncoder> make(const QList<catalog::Column> &columns,
                                                         ArrowOptions options = {});
    ArrowEncoder(ArrowEncoder &&) noexcept;
    ArrowEncoder &operator=(ArrowEncoder &&) noexcept;
    ~ArrowEncoder();

    void appendSchema(QByteArray &out) const;
    /// All rows of \a batch as one message. Errors: Invalid for a value that does not fit its type, or more than 2 GiB
    /// in a column; \a out is then as before.
    [[nodiscard]] core::Result<core::Done> append(const records::RecordBatch &batch, QByteArray &out);
    static void appendEnd(QByteArray &out);

    [[nodiscard]] qint64 rowCount() const;

private:
    class Private;
    explicit ArrowEncoder(std::unique_ptr<Private> d_);
    std::unique_ptr<Private> d;
};

} // namespace isthmus::wire
