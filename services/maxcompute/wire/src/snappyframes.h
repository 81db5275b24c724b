// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/wire/compression.h>

namespace isthmus::wire {

// Snappy's framing format: chunks of up to 64 KiB, each with a masked CRC-32C of its content.
// Source: Snappy, framing_format.txt.

class SnappyDecompressor final : public Decompressor {
public:
    [[nodiscard]] core::Result<core::Done> feed(QByteArrayView bytes, const Sink &sink) override;
    [[nodiscard]] core::Result<core::Done> finish() override;

private:
    core::Result<core::Done> takeChunk(quint8 type, QByteArrayView chunk, const Sink &sink);

    QByteArray m_pending; // less than one chunk
    qsizetype m_toSkip = 0; // of a padding or unknown skippable chunk
    QByteArray m_content; // reused
    bool m_hasIdentifier = false;
};

class SnappyCompressor final : public Compressor {
public:
    [[nodiscard]] core::Result<core::Done> append(QByteArrayView bytes, QByteArray &out) override;
    [[nodiscard]] core::Result<core::Done> finish(QByteArray &out) override;

private:
    void begin(QByteArray &out);
    core::Result<core::Done> writeChunk(QByteArrayView content, QByteArray &out);

    QByteArray m_pending; // less than one chunk's content
    QByteArray m_compressed; // reused
    bool m_hasBegun = false;
};

} // namespace isthmus::wire
