// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/requests/requestobjects.h>

namespace isthmus::sandbox {

// The Storage API: sessions that read or write a table as Arrow streams, in splits or blocks that many workers share.
// Source: docs/protocol.md#storage-api.

/// POST …/sessions?session_type=batch_read|batch_write makes a session, GET …/sessions/ID reads one. A reading session
/// names a state of the data, lives a day, and as long as the process; a writing one is an upload session.
/// Errors: NoSuchTable, NoSuchPartition, NoSuchColumn; InvalidArgument for a body that cannot be read, MethodNotAllowed
/// for other units of time than Arrow has for the Tunnel, and for a partitioned table without a partition to write.
[[nodiscard]] Reply<HttpResponse> serveStorageSession(const ServiceContext &context, const HttpRequest &request);
/// GET …/data?session_id=…&split_index=…|row_index=…&row_count=…: rows of a split or a range as an Arrow stream.
[[nodiscard]] Reply<HttpResponse> serveStorageData(const ServiceContext &context, const HttpRequest &request);
/// POST …/sessions/ID/data?block_number=…&attempt_number=…: an Arrow stream becomes a block; a later attempt replaces
/// it. Answers the message with which it is committed.
[[nodiscard]] Reply<HttpResponse> serveStorageBlock(const ServiceContext &context, const HttpRequest &request);
/// POST …/commit?session_id=… with those messages: these blocks become visible at once, all others are dropped.
[[nodiscard]] Reply<HttpResponse> serveStorageCommit(const ServiceContext &context, const HttpRequest &request);

} // namespace isthmus::sandbox
