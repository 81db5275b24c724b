// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <memory>
#include <optional>

namespace isthmus::wire {

/// How a Tunnel stream is compressed. Source: docs/protocol.md#compression-and-arrow.
enum class Compression : quint8 {
    None,
    Deflate, ///< zlib (RFC 1950)
    Zstd,
    Lz4, ///< LZ4 frame format
    Snappy, ///< Snappy framing format
};

/// The word for Content-Encoding and Accept-Encoding; empty for None.
[[nodiscard]] QByteArray compressionName(Compression compression);
/// What a Content-Encoding says, in any case; "identity" and nothing mean None. Empty for a word that is none of them.
/// "x-odps-lz4-frame", the word of senders of Arrow data, means Lz4 too.
[[nodiscard]] std::optional<Compression> compressionNamed(QByteArrayView encoding);
/// What a download is asked for: None unless \a acceptEncoding is exactly one of the words. A list is what HTTP
/// libraries send on their own, and says nothing about the reader of the stream.
[[nodiscard]] Compression acceptedCompression(QByteArrayView acceptEncoding);

/// Undoes a compression piece by piece; needs memory for one frame's window only, never for the stream.
/// Thread: one at a time.
class Decompressor {
public:
    /// Takes decompressed bytes, 64 KiB at most.
    using Sink = std::function<core::Result<core::Done>(QByteArrayView)>;

    [[nodiscard]] static std::unique_ptr<Decompressor> make(Compression compression);
    Decompressor() = default;
    virtual ~Decompressor() = default;
    Decompressor(const Decompressor &) = delete;
    Decompressor &operator=(const Decompressor &) = delete;

    /// Errors: Protocol for bytes that are no such stream, a wrong checksum, a window over 8 MiB; what the sink
    /// answers.
    [[nodiscard]] virtual core::Result<core::Done> feed(QByteArrayView bytes, const Sink &sink) = 0;
    /// Says that no more bytes come. Errors: Protocol for a stream that was cut off.
    [[nodiscard]] virtual core::Result<core::Done> finish() = 0;
};

/// Compresses piece by piece at each library's fast level. Thread: one at a time.
class Compressor {
public:
    [[nodiscard]] static std::unique_ptr<Compressor> make(Compression compression);
    Compressor() = default;
    virtual ~Compressor() = default;
    Compressor(const Compressor &) = delete;
    Compressor &operator=(const Compressor &) = delete;

    /// Appends to \a out what is ready; the rest comes with later pieces. Errors: Internal if the library fails.
    [[nodiscard]] virtual core::Result<core::Done> append(QByteArrayView bytes, QByteArray &out) = 0;
    /// Appends all that is left, and the stream's end.
    [[nodiscard]] virtual core::Result<core::Done> finish(QByteArray &out) = 0;
};

} // namespace isthmus::wire
