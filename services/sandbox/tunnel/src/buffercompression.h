// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/requests/httptypes.h>
#include <isthmus/wire/compression.h>

namespace isthmus::sandbox {

/// Of the buffers inside an Arrow stream, as Accept-Encoding asks for it in two words that only Arrow uses. What HTTP
/// libraries say there on their own is not meant.
[[nodiscard]] inline wire::Compression acceptedBufferCompression(const HttpRequest &request)
{
    const QByteArray accepted = request.header("accept-encoding").trimmed();
    if (accepted == "ZSTD")
        return wire::Compression::Zstd;
    return accepted == "LZ4_FRAME" ? wire::Compression::Lz4 : wire::Compression::None;
}

} // namespace isthmus::sandbox
