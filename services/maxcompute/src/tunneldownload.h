// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <isthmus/records/recordbatch.h>
#include <isthmus/wire/recorddecoder.h>

namespace isthmus::maxcompute {

/// A download session of the Tunnel: a state of the rows of a table, a partition, or a job's result.
struct DownloadSession {
    QByteArray id;
    QList<catalog::Column> columns; ///< without those of partitions, which are never sent
    qint64 rowCount = 0;
};

// Source: docs/protocol.md#download-sessions. \a resource is what is read: its path, its partition as query, its
// subject. Errors: as Session::send(), and Protocol.

/// Opens one and waits until the service has made it, for 10 minutes or the connection's time limit. \a query: what is
/// asked beside "downloads".
[[nodiscard]] core::Result<DownloadSession> openDownload(Session &session, const Call &resource,
                                                         const wire::QueryItems &query,
                                                         const core::Cancellation &cancellation);

/// A range of rows, which must be there, through \a decoder, which may end early; see wire::RecordDecoder::isEnough().
[[nodiscard]] core::Result<core::Done> readRange(Session &session, const Call &resource,
                                                 const DownloadSession &download, qint64 first, qint64 rows,
                                                 wire::RecordDecoder &decoder, const core::Cancellation &cancellation);

/// The first \a rows rows, which must be there; fewer only where \a enoughBytes hold no more, with
/// records::cellBytes for each value.
[[nodiscard]] core::Result<records::RecordBatch> firstRows(Session &session, const Call &resource,
                                                           const DownloadSession &download, qint64 rows,
                                                           qint64 enoughBytes, const core::Cancellation &cancellation);

} // namespace isthmus::maxcompute
