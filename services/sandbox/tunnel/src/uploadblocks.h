// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tunnelsession.h"

#include <isthmus/sandbox/rows/rowreceiving.h>

namespace isthmus::sandbox {

// Blocks of an upload session: docs/protocol.md#upload-sessions. Each call is within a transaction.

constexpr int maxUploadBlocks = 20'000; // docs/protocol.md#types-and-limits

/// An upload session into \a target, which must have no primary key, with a staging table for its blocks.
[[nodiscard]] Reply<TunnelSession> createUpload(PgSession &session, TunnelTarget target, const HttpRequest &request,
                                                bool mayCreatePartition, bool overwrite);
/// The body of \a request becomes block \a block, in place of an earlier one; answers the number of its rows.
[[nodiscard]] Reply<qint64> putUploadBlock(PgSession &session, const HttpRequest &request, const TunnelSession &upload,
                                           int block, BodyForm form);
/// Removes the session's blocks but \a blocks. Errors: 400 if one of them was never written.
[[nodiscard]] Reply<bool> keepBlocks(PgSession &session, const TunnelSession &upload, const QList<qint64> &blocks);
/// Moves the rows of all blocks into the table, ordered by block % maxUploadBlocks, and ends the session.
[[nodiscard]] Reply<bool> commitUpload(PgSession &session, const TunnelSession &upload);

} // namespace isthmus::sandbox
