// SPDX-License-Identifier: GPL-3.0-or-later
#include "snappyframes.h"

#include "compressionerrors.h"

#include <isthmus/wire/crc32c.h>

#include <QtEndian>

#include <snappy-c.h>

#include <algorithm>

namespace isthmus::wire {

namespace {

constexpr quint8 compressedChunk = 0x00;
constexpr quint8 plainChunk = 0x01;
constexpr quint8 firstSkippable = 0x80;
constexpr quint8 identifierChunk = 0xff;
constexpr qsizetype chunkHeader = 4; // type, and the length in three bytes
constexpr qsizetype checksumBytes = 4;
constexpr qsizetype maxContent = 65536;
const QByteArray identifier = QByteArrayLiteral("sNaPpY");

uint32_t maskedChecksum(QByteArrayView content)
{
    Crc32c crc;
    crc.add(content);
    const uint32_t value = crc.value();
    return ((value >> 15) | (value << 17)) + 0xa282ead8U;
}

qsizetype longestChunk()
{
    return checksumBytes + qsizetype(snappy_max_compressed_length(size_t(maxContent)));
}

void appendHeader(QByteArray &out, quint8 type, qsizetype length)
{
    out += char(type);
    for (int shift = 0; shift < 24; shift += 8)
        out += char(length >> shift);
}

} // namespace

core::Result<core::Done> SnappyDecompressor::feed(QByteArrayView bytes, const Sink &sink)
{
    const qsizetype skipped = std::min(m_toSkip, bytes.size());
    m_toSkip -= skipped;
    m_pending.append(bytes.data() + skipped, bytes.size() - skipped);
    qsizetype at = 0;
    while (m_pending.size() - at >= chunkHeader) {
        const QByteArrayView rest = QByteArrayView(m_pending).sliced(at);
        const auto type = quint8(rest[0]);
        const qsizetype length = quint8(rest[1]) | quint8(rest[2]) << 8 | quint8(rest[3]) << 16;
        if (type >= firstSkippable && type != identifierChunk) {
            const qsizetype here = std::min(length, rest.size() - chunkHeader);
            m_toSkip = length - here;
            at += chunkHeader + here;
            continue;
        }
        if (length > longestChunk())
            return brokenStream(QStringLiteral("a Snappy chunk of %1 bytes").arg(length));
        if (rest.size() < chunkHeader + length)
            break;
        if (const auto taken = takeChunk(type, rest.sliced(chunkHeader, length), sink); !taken)
            return taken;
        at += chunkHeader + length;
    }
    m_pending.remove(0, at);
    return core::Done{};
}

core::Result<core::Done> SnappyDecompressor::takeChunk(quint8 type, QByteArrayView chunk, const Sink &sink)
{
    if (type == identifierChunk) {
        m_hasIdentifier = chunk == identifier;
        return m_hasIdentifier ? core::Result<core::Done>(core::Done{})
                               : brokenStream(QStringLiteral("a wrong Snappy identifier"));
    }
    if (!m_hasIdentifier)
        return brokenStream(QStringLiteral("a Snappy stream without its identifier"));
    if (type > plainChunk)
        return brokenStream(QStringLiteral("a Snappy chunk of type %1").arg(type));
    if (chunk.size() < checksumBytes)
        return brokenStream(QStringLiteral("a Snappy chunk without its checksum"));
    const auto checksum = qFromLittleEndian<quint32>(chunk.data());
    QByteArrayView content = chunk.sliced(checksumBytes);
    if (type == compressedChunk) {
        size_t size = 0;
        if (snappy_uncompressed_length(content.data(), size_t(content.size()), &size) != SNAPPY_OK
            || size > size_t(maxContent))
            return brokenStream(QStringLiteral("a Snappy chunk of unknown size"));
        m_content.resize(maxContent);
        if (snappy_uncompress(content.data(), size_t(content.size()), m_content.data(), &size) != SNAPPY_OK)
            return brokenStream(QStringLiteral("a damaged Snappy chunk"));
        content = QByteArrayView(m_content).first(qsizetype(size));
    }
    if (content.size() > maxContent)
        return brokenStream(QStringLiteral("a Snappy chunk that is too long"));
    if (maskedChecksum(content) != checksum)
        return brokenStream(QStringLiteral("the checksum of a Snappy chunk is wrong"));
    return sink(content);
}

core::Result<core::Done> SnappyDecompressor::finish()
{
    if (!m_hasIdentifier || !m_pending.isEmpty() || m_toSkip > 0)
        return brokenStream(QStringLiteral("a Snappy stream that was cut off"));
    return core::Done{};
}

void SnappyCompressor::begin(QByteArray &out)
{
    if (std::exchange(m_hasBegun, true))
        return;
    appendHeader(out, identifierChunk, identifier.size());
    out += identifier;
}

core::Result<core::Done> SnappyCompressor::writeChunk(QByteArrayView content, QByteArray &out)
{
    m_compressed.resize(qsizetype(snappy_max_compressed_length(size_t(content.size()))));
    auto size = size_t(m_compressed.size());
    if (snappy_compress(content.data(), size_t(content.size()), m_compressed.data(), &size) != SNAPPY_OK)
        return compressionFailed(QStringLiteral("Snappy"));
    // What does not shrink by an eighth travels as it is.
    const bool isWorthIt = qsizetype(size) < content.size() - content.size() / 8;
    const QByteArrayView body = isWorthIt ? QByteArrayView(m_compressed).first(qsizetype(size)) : content;
    appendHeader(out, isWorthIt ? compressedChunk : plainChunk, checksumBytes + body.size());
    const quint32 checksum = qToLittleEndian(maskedChecksum(content));
    out.append(reinterpret_cast<const char *>(&checksum), checksumBytes);
    out.append(body.data(), body.size());
    return core::Done{};
}

core::Result<core::Done> SnappyCompressor::append(QByteArrayView bytes, QByteArray &out)
{
    begin(out);
    if (!m_pending.isEmpty()) {
        const qsizetype missing = std::min(maxContent - m_pending.size(), bytes.size());
        m_pending.append(bytes.data(), missing);
        bytes = bytes.sliced(missing);
        if (m_pending.size() < maxContent)
            return core::Done{};
        if (const auto written = writeChunk(m_pending, out); !written)
            return written;
        m_pending.clear();
    }
    for (; bytes.size() >= maxContent; bytes = bytes.sliced(maxContent)) {
        if (const auto written = writeChunk(bytes.first(maxContent), out); !written)
            return written;
    }
    m_pending.append(bytes.data(), bytes.size());
    return core::Done{};
}

core::Result<core::Done> SnappyCompressor::finish(QByteArray &out)
{
    begin(out);
    if (m_pending.isEmpty())
        return core::Done{};
    return writeChunk(std::exchange(m_pending, QByteArray()), out);
}

} // namespace isthmus::wire
