// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/records/recordbatch.h>
#include <isthmus/sandbox/requests/httptypes.h>
#include <isthmus/sandbox/store/pgsession.h>

#include <functional>

namespace isthmus::sandbox {

/// What the body of a request is.
enum class BodyForm : quint8 {
    OfTunnel, ///< records, or with parameter "arrow" Arrow batches in chunks
    ArrowStream,
};

/// Decodes the request's body and hands its batches to \a write as they
/// arrive; answers the number of rows. Errors: 400 for a body that cannot be decompressed or decoded, was cut off,
/// fails a checksum or holds values its columns cannot take; 405 for a compression that is not known. After an error
/// nothing of the body may be kept.
[[nodiscard]] Reply<qint64> copyBody(const HttpRequest &request, const QList<catalog::Column> &columns,
                                     const std::function<PgOutcome<bool>(const records::RecordBatch &)> &write,
                                     BodyForm form = BodyForm::OfTunnel);
/// A refusal by PostgreSQL of rows: 400 for values that do not fit, else as ServiceError::fromStore().
[[nodiscard]] ServiceError rowError(const PgError &error);

} // namespace isthmus::sandbox
