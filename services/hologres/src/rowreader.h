// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "location.h"
#include "session.h"

#include <isthmus/records/tablereader.h>

namespace isthmus::hologres {

/// The first rows of a relation, by SELECT … LIMIT on a read-only session.
/// Errors beside the session's: NotFound; Invalid for a path that is no relation or a partition that is no
/// "column=value[,column=value]" over its columns.
[[nodiscard]] core::Result<records::Preview> readPreview(Session &session, const Location &location,
                                                         const records::PreviewRequest &request,
                                                         const core::Cancellation &cancellation);

/// Has the server plan such a reading, which runs nothing. Errors: as readPreview().
[[nodiscard]] core::Result<core::Done> checkPreview(Session &session, const Location &location,
                                                    const records::PreviewRequest &request,
                                                    const core::Cancellation &cancellation);

/// As records::TableReader::summarize(), by one SELECT. Errors: as readPreview(), and NotFound for a column.
[[nodiscard]] core::Result<records::Summary> summarizeRows(Session &session, const Location &location,
                                                           const records::SummaryRequest &request,
                                                           const core::Cancellation &cancellation);

/// All rows, as one statement sees them, on a session for export; how many there were. Rows of up to 256 MiB. Errors:
/// as readPreview(), and those of the request's own.
[[nodiscard]] core::Result<qint64> readRows(Session &session, const Location &location,
                                            const records::RowsRequest &request,
                                            const core::Cancellation &cancellation);

} // namespace isthmus::hologres
