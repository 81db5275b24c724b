// SPDX-License-Identifier: GPL-3.0-or-later
// Compressed streams of all four sorts, and that compressing is undone. The first byte chooses sort and size of pieces.
#include "fuzztarget.h"

#include <isthmus/wire/compression.h>

#include <algorithm>
#include <array>

using namespace isthmus;
using wire::Compression;

namespace {

// The decompressed bytes; empty if they are no such stream. Stops after 4 MiB: a bomb is its reader's to refuse.
std::optional<QByteArray> decompressed(Compression compression, QByteArrayView stream, qsizetype pieceSize)
{
    QByteArray result;
    const auto decompressor = wire::Decompressor::make(compression);
    const auto sink = [&](QByteArrayView bytes) -> core::Result<core::Done> {
        demand(bytes.size() <= 64 * 1024, "a piece over 64 KiB");
        if (result.size() > 4 * 1024 * 1024)
            return tl::unexpected(core::Error{});
        result.append(bytes);
        return core::Done{};
    };
    for (qsizetype at = 0; at < stream.size(); at += pieceSize) {
        if (!decompressor->feed(stream.sliced(at, std::min(pieceSize, stream.size() - at)), sink))
            return std::nullopt;
    }
    if (!decompressor->finish())
        return std::nullopt;
    return result;
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    static constexpr std::array sorts = {Compression::Deflate, Compression::Zstd, Compression::Lz4,
                                         Compression::Snappy};
    const Compression compression = sorts[data[0] % sorts.size()];
    const qsizetype pieceSize = 1 + data[0] / sorts.size();
    const QByteArrayView stream(data + 1, qsizetype(size - 1));

    const auto whole = decompressed(compression, stream, std::max<qsizetype>(1, stream.size()));
    const auto pieces = decompressed(compression, stream, pieceSize);
    demand(whole == pieces, "how a stream is cut decides what is read");

    QByteArray compressed;
    const auto compressor = wire::Compressor::make(compression);
    demand(compressor->append(stream, compressed).has_value() && compressor->finish(compressed).has_value(),
           "cannot be compressed");
    demand(decompressed(compression, compressed, compressed.size()) == stream.toByteArray(), "compressing loses bytes");
    return 0;
}
