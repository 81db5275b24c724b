// SPDX-License-Identifier: GPL-3.0-or-later
#include "compressionerrors.h"
#include "snappyframes.h"

#include <isthmus/wire/compression.h>

#include <lz4frame.h>
#include <zlib.h>
#include <zstd.h>

#include <array>

namespace isthmus::wire {

namespace {

constexpr qsizetype pieceBytes = 64 * 1024;
constexpr int maxZstdWindowLog = 23; // 8 MiB: what the format asks every reader for

using Piece = std::array<char, size_t(pieceBytes)>;

class PlainDecompressor final : public Decompressor {
public:
    core::Result<core::Done> feed(QByteArrayView bytes, const Sink &sink) override
    {
        for (; !bytes.isEmpty(); bytes = bytes.sliced(std::min(bytes.size(), pieceBytes))) {
            if (const auto taken = sink(bytes.first(std::min(bytes.size(), pieceBytes))); !taken)
                return taken;
        }
        return core::Done{};
    }
    core::Result<core::Done> finish() override { return core::Done{}; }
};

class PlainCompressor final : public Compressor {
public:
    core::Result<core::Done> append(QByteArrayView bytes, QByteArray &out) override
    {
        out.append(bytes.data(), bytes.size());
        return core::Done{};
    }
    core::Result<core::Done> finish(QByteArray &) override { return core::Done{}; }
};

class InflateDecompressor final : public Decompressor {
public:
    InflateDecompressor() { m_isReady = inflateInit(&m_stream) == Z_OK; }
    ~InflateDecompressor() override { inflateEnd(&m_stream); }

    core::Result<core::Done> feed(QByteArrayView bytes, const Sink &sink) override
    {
        m_stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
        m_stream.avail_in = uInt(bytes.size());
        while (m_stream.avail_in > 0) {
            if (!m_isReady || m_isAtEnd)
                return brokenStream(QStringLiteral("bytes after the end of a zlib stream"));
            m_stream.next_out = reinterpret_cast<Bytef *>(m_piece.data());
            m_stream.avail_out = uInt(m_piece.size());
            const int status = inflate(&m_stream, Z_NO_FLUSH);
            if (status != Z_OK && status != Z_STREAM_END)
                return brokenStream(QStringLiteral("a damaged zlib stream"));
            m_isAtEnd = status == Z_STREAM_END;
            if (const auto taken = sink({m_piece.data(), qsizetype(m_piece.size() - m_stream.avail_out)}); !taken)
                return taken;
        }
        return core::Done{};
    }

    core::Result<core::Done> finish() override
    {
        if (!m_isAtEnd)
            return brokenStream(QStringLiteral("a zlib stream that was cut off"));
        return core::Done{};
    }

private:
    z_stream m_stream{};
    Piece m_piece;
    bool m_isReady = false;
    bool m_isAtEnd = false;
};

class DeflateCompressor final : public Compressor {
public:
    DeflateCompressor() { m_isReady = deflateInit(&m_stream, Z_BEST_SPEED) == Z_OK; }
    ~DeflateCompressor() override { deflateEnd(&m_stream); }

    core::Result<core::Done> append(QByteArrayView bytes, QByteArray &out) override
    {
        return run(bytes, Z_NO_FLUSH, out);
    }
    core::Result<core::Done> finish(QByteArray &out) override { return run({}, Z_FINISH, out); }

private:
    core::Result<core::Done> run(QByteArrayView bytes, int flush, QByteArray &out)
    {
        m_stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
        m_stream.avail_in = uInt(bytes.size());
        do {
            m_stream.next_out = reinterpret_cast<Bytef *>(m_piece.data());
            m_stream.avail_out = uInt(m_piece.size());
            if (!m_isReady || deflate(&m_stream, flush) == Z_STREAM_ERROR)
                return compressionFailed(QStringLiteral("zlib"));
            out.append(m_piece.data(), qsizetype(m_piece.size() - m_stream.avail_out));
        } while (m_stream.avail_out == 0);
        return core::Done{};
    }

    z_stream m_stream{};
    Piece m_piece;
    bool m_isReady = false;
};

class ZstdDecompressor final : public Decompressor {
public:
    ZstdDecompressor() : m_stream(ZSTD_createDStream(), ZSTD_freeDStream)
    {
        ZSTD_DCtx_setParameter(m_stream.get(), ZSTD_d_windowLogMax, maxZstdWindowLog);
    }

    core::Result<core::Done> feed(QByteArrayView bytes, const Sink &sink) override
    {
        ZSTD_inBuffer in{bytes.data(), size_t(bytes.size()), 0};
        bool hasMore = false; // decompressed bytes that found no room
        while (in.pos < in.size || hasMore) {
            ZSTD_outBuffer out{m_piece.data(), m_piece.size(), 0};
            const size_t status = ZSTD_decompressStream(m_stream.get(), &out, &in);
            if (ZSTD_isError(status))
                return brokenStream(QString::fromLatin1(ZSTD_getErrorName(status)));
            m_isAtEnd = status == 0;
            hasMore = out.pos == out.size && !m_isAtEnd;
            if (out.pos == 0)
                continue;
            if (const auto taken = sink({m_piece.data(), qsizetype(out.pos)}); !taken)
                return taken;
        }
        return core::Done{};
    }

    core::Result<core::Done> finish() override
    {
        if (!m_isAtEnd)
            return brokenStream(QStringLiteral("a Zstandard stream that was cut off"));
        return core::Done{};
    }

private:
    std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> m_stream;
    Piece m_piece;
    bool m_isAtEnd = false;
};

class ZstdCompressor final : public Compressor {
public:
    ZstdCompressor() : m_stream(ZSTD_createCStream(), ZSTD_freeCStream)
    {
        ZSTD_CCtx_setParameter(m_stream.get(), ZSTD_c_compressionLevel, 1);
    }

    core::Result<core::Done> append(QByteArrayView bytes, QByteArray &out) override
    {
        return run(bytes, ZSTD_e_continue, out);
    }
    core::Result<core::Done> finish(QByteArray &out) override { return run({}, ZSTD_e_end, out); }

private:
    core::Result<core::Done> run(QByteArrayView bytes, ZSTD_EndDirective directive, QByteArray &out)
    {
        ZSTD_inBuffer in{bytes.data(), size_t(bytes.size()), 0};
        for (;;) {
            ZSTD_outBuffer piece{m_piece.data(), m_piece.size(), 0};
            const size_t left = ZSTD_compressStream2(m_stream.get(), &piece, &in, directive);
            if (ZSTD_isError(left))
                return compressionFailed(QString::fromLatin1(ZSTD_getErrorName(left)));
            out.append(m_piece.data(), qsizetype(piece.pos));
            if (directive == ZSTD_e_end ? left == 0 : in.pos == in.size)
                return core::Done{};
        }
    }

    std::unique_ptr<ZSTD_CStream, decltype(&ZSTD_freeCStream)> m_stream;
    Piece m_piece;
};

class Lz4Decompressor final : public Decompressor {
public:
    Lz4Decompressor()
    {
        if (LZ4F_isError(LZ4F_createDecompressionContext(&m_context, LZ4F_VERSION)))
            m_context = nullptr;
    }
    ~Lz4Decompressor() override { LZ4F_freeDecompressionContext(m_context); }

    core::Result<core::Done> feed(QByteArrayView bytes, const Sink &sink) override
    {
        bool hasMore = false; // decompressed bytes that found no room
        while (!bytes.isEmpty() || hasMore) {
            auto produced = m_piece.size();
            auto consumed = size_t(bytes.size());
            const size_t status = m_context
                ? LZ4F_decompress(m_context, m_piece.data(), &produced, bytes.data(), &consumed, nullptr)
                : size_t(-1);
            if (LZ4F_isError(status))
                return brokenStream(QString::fromLatin1(LZ4F_getErrorName(status)));
            if (consumed == 0 && produced == 0 && !bytes.isEmpty())
                return brokenStream(QStringLiteral("an LZ4 frame that does not go on"));
            bytes = bytes.sliced(qsizetype(consumed));
            m_isAtEnd = status == 0;
            hasMore = produced == m_piece.size() && !m_isAtEnd;
            if (produced == 0)
                continue;
            if (const auto taken = sink({m_piece.data(), qsizetype(produced)}); !taken)
                return taken;
        }
        return core::Done{};
    }

    core::Result<core::Done> finish() override
    {
        if (!m_isAtEnd)
            return brokenStream(QStringLiteral("an LZ4 frame that was cut off"));
        return core::Done{};
    }

private:
    LZ4F_dctx *m_context = nullptr;
    Piece m_piece;
    bool m_isAtEnd = false;
};

class Lz4Compressor final : public Compressor {
public:
    Lz4Compressor()
    {
        m_preferences.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled;
        m_preferences.frameInfo.blockMode = LZ4F_blockIndependent; // the Java client reads no other
        if (LZ4F_isError(LZ4F_createCompressionContext(&m_context, LZ4F_VERSION)))
            m_context = nullptr;
    }
    ~Lz4Compressor() override { LZ4F_freeCompressionContext(m_context); }

    core::Result<core::Done> append(QByteArrayView bytes, QByteArray &out) override
    {
        if (const auto begun = begin(out); !begun)
            return begun;
        return grow(out, LZ4F_compressBound(size_t(bytes.size()), &m_preferences), [&](char *to, size_t room) {
            return LZ4F_compressUpdate(m_context, to, room, bytes.data(), size_t(bytes.size()), nullptr);
        });
    }

    core::Result<core::Done> finish(QByteArray &out) override
    {
        if (const auto begun = begin(out); !begun)
            return begun;
        return grow(out, LZ4F_compressBound(0, &m_preferences),
                    [&](char *to, size_t room) { return LZ4F_compressEnd(m_context, to, room, nullptr); });
    }

private:
    core::Result<core::Done> begin(QByteArray &out)
    {
        if (!m_context)
            return compressionFailed(QStringLiteral("LZ4"));
        if (std::exchange(m_hasBegun, true))
            return core::Done{};
        return grow(out, LZ4F_HEADER_SIZE_MAX,
                    [&](char *to, size_t room) { return LZ4F_compressBegin(m_context, to, room, &m_preferences); });
    }

    template <typename Write>
    core::Result<core::Done> grow(QByteArray &out, size_t room, Write &&write)
    {
        const qsizetype size = out.size();
        out.resize(size + qsizetype(room));
        const size_t written = write(out.data() + size, room);
        if (LZ4F_isError(written))
            return compressionFailed(QString::fromLatin1(LZ4F_getErrorName(written)));
        out.truncate(size + qsizetype(written));
        return core::Done{};
    }

    LZ4F_cctx *m_context = nullptr;
    LZ4F_preferences_t m_preferences{};
    bool m_hasBegun = false;
};

} // namespace

QByteArray compressionName(Compression compression)
{
    switch (compression) {
    case Compression::Deflate:
        return QByteArrayLiteral("deflate");
    case Compression::Zstd:
        return QByteArrayLiteral("zstd");
    case Compression::Lz4:
        return QByteArrayLiteral("x-lz4-frame");
    case Compression::Snappy:
        return QByteArrayLiteral("x-snappy-framed");
    case Compression::None:
        break;
    }
    return {};
}

std::optional<Compression> compressionNamed(QByteArrayView encoding)
{
    const QByteArray name = encoding.toByteArray().trimmed().toLower();
    if (name.isEmpty() || name == "identity")
        return Compression::None;
    if (name == "x-odps-lz4-frame")
        return Compression::Lz4;
    for (const auto compression : {Compression::Deflate, Compression::Zstd, Compression::Lz4, Compression::Snappy}) {
        if (name == compressionName(compression))
            return compression;
    }
    return std::nullopt;
}

Compression acceptedCompression(QByteArrayView acceptEncoding)
{
    return compressionNamed(acceptEncoding).value_or(Compression::None);
}

std::unique_ptr<Decompressor> Decompressor::make(Compression compression)
{
    switch (compression) {
    case Compression::Deflate:
        return std::make_unique<InflateDecompressor>();
    case Compression::Zstd:
        return std::make_unique<ZstdDecompressor>();
    case Compression::Lz4:
        return std::make_unique<Lz4Decompressor>();
    case Compression::Snappy:
        return std::make_unique<SnappyDecompressor>();
    case Compression::None:
        break;
    }
    return std::make_unique<PlainDecompressor>();
}

std::unique_ptr<Compressor> Compressor::make(Compression compression)
{
    switch (compression) {
    case Compression::Deflate:
        return std::make_unique<DeflateCompressor>();
    case Compression::Zstd:
        return std::make_unique<ZstdCompressor>();
    case Compression::Lz4:
        return std::make_unique<Lz4Compressor>();
    case Compression::Snappy:
        return std::make_unique<SnappyCompressor>();
    case Compression::None:
        break;
    }
    return std::make_unique<PlainCompressor>();
}

} // namespace isthmus::wire
