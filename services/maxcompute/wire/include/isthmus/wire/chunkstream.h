// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/wire/crc32c.h>

#include <QByteArray>
#include <QByteArrayView>

#include <functional>

namespace isthmus::wire {

// The frame of Arrow data in Tunnel sessions: a chunk size, then chunks of it, each followed by its checksum; the last
// one is shorter, may be empty, and is followed by the checksum of all data instead. Numbers are 32 bits, big-endian;
// checksums are CRC-32C. Source: docs/protocol.md#compression-and-arrow.

/// Frames data piece by piece. A value; one thread at a time.
class ChunkWriter {
public:
    static constexpr qsizetype defaultChunkBytes = 64 * 1024;

    explicit ChunkWriter(qsizetype chunkBytes = defaultChunkBytes) : m_chunkBytes(chunkBytes) { }

    void append(QByteArrayView bytes, QByteArray &out);
    void finish(QByteArray &out);

private:
    void begin(QByteArray &out);

    qsizetype m_chunkBytes;
    qsizetype m_inChunk = 0;
    bool m_hasBegun = false;
    Crc32c m_chunkCrc;
    Crc32c m_totalCrc;
};

/// Takes the data out of the frame, verifying the checksums. Data are handed on as they arrive: what the sink took is
/// good only once finish() succeeded. Thread: one at a time.
class ChunkReader {
public:
    using Sink = std::function<core::Result<core::Done>(QByteArrayView)>;

    /// Errors: Protocol for a wrong checksum or no such frame; what the sink answers.
    [[nodiscard]] core::Result<core::Done> feed(QByteArrayView bytes, const Sink &sink);
    /// Says that no more bytes come. Errors: Protocol for a stream that was cut off or a wrong checksum.
    [[nodiscard]] core::Result<core::Done> finish();

private:
    core::Result<core::Done> deliver(QByteArrayView bytes, const Sink &sink);

    QByteArray m_pending; // what may be a checksum
    qint64 m_chunkBytes = -1; // not read yet
    qint64 m_inChunk = 0;
    Crc32c m_chunkCrc;
    Crc32c m_totalCrc;
};

} // namespace isthmus::wire
