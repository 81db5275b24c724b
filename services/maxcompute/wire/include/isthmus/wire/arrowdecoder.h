// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/records/recordbatch.h>

#include <QByteArrayView>

#include <functional>
#include <limits>
#include <memory>

namespace isthmus::wire {

/// What a stream from outside may make us keep.
struct ArrowLimits {
    qint64 maxFieldBytes = 16 * 1024 * 1024; ///< of a text or binary value; nested ones four times that as JSON text
    qint64 maxMessageBytes = 256 * 1024 * 1024; ///< of a message's body, decompressed; it is kept whole
    qint64 maxTotalBytes = qint64(1) << 40; ///< of the stream
    qint64 rowsPerBatch = 4096; ///< handed out together at most
    qint64 bytesPerBatch = 1024 * 1024; ///< about; a single row may be more
    bool hasSchema = false; ///< the stream begins with its schema, which must be that of the columns
};

/// Reads Arrow IPC record batch messages of known columns that arrive in arbitrary pieces, as ArrowEncoder writes them
/// (timestamps as nanoseconds): feed() each piece, then finish(). Bodies compressed buffer by buffer are read too.
/// Nested values become JSON text, as from RecordDecoder. After an error the decoder only repeats it. Thread: one at a
/// time.
class ArrowDecoder {
public:
    using BatchSink = std::function<core::Result<core::Done>(records::RecordBatch &&)>;

    ArrowDecoder(const QList<catalog::Column> &columns, ArrowLimits limits, BatchSink sink);
    ~ArrowDecoder();
    ArrowDecoder(const ArrowDecoder &) = delete;
    ArrowDecoder &operator=(const ArrowDecoder &) = delete;

    /// Errors: Protocol for anything that is no message, or does not fit the columns; Unsupported for a column type
    /// that cannot travel; what the sink answers.
    [[nodiscard]] core::Result<core::Done> feed(QByteArrayView bytes);
    /// Says that no more bytes come. Errors: Protocol for a message that was cut off.
    [[nodiscard]] core::Result<core::Done> finish();

    [[nodiscard]] qint64 rowCount() const; ///< handed out so far

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace isthmus::wire
