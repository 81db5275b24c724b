// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/requests/requestobjects.h>

namespace isthmus::sandbox {

// Download sessions of tables and of finished queries, as records or as Arrow. Source:
// docs/protocol.md#download-sessions and #instance-tunnel.
//
// A session of a table names a state of its data: once the table was changed, reading on is refused with TableModified.
// Sessions need no memory here: all that one is stands in its id, sealed against tampering for as long as the process
// lives; after a restart, and after 24 hours, an id is refused with NoSuchDownload.

[[nodiscard]] Reply<HttpResponse> serveTableDownload(const ServiceContext &context, const HttpRequest &request);
/// \a instance is the job whose rows are read. Errors: also InvalidArgument for a job without rows, which makes clients
/// read the result text instead, and InstanceNotTerminate for one that still runs.
[[nodiscard]] Reply<HttpResponse> serveInstanceDownload(const ServiceContext &context, const HttpRequest &request,
                                                        const InstanceRow &instance);

/// Whether a job's rows are asked for without a session, which also waits for the job to end.
[[nodiscard]] bool isDirect(const RequestTarget &target);

/// "(start,count)". Errors: InvalidRowRange.
[[nodiscard]] Reply<QPair<qint64, qint64>> parseRowRange(const QString &text);

} // namespace isthmus::sandbox
