// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/records/recordbatch.h>

#include <functional>
#include <memory>

namespace isthmus::sandbox {

/// Decodes rows that arrive in arbitrary pieces: feed() each, then finish(). Batches go to a sink. Errors: Protocol for
/// anything that is no such rows, what the sink answers.
class RowBody {
public:
    using Sink = std::function<core::Result<core::Done>(records::RecordBatch &&)>;

    RowBody() = default;
    virtual ~RowBody() = default;
    RowBody(const RowBody &) = delete;
    RowBody &operator=(const RowBody &) = delete;

    [[nodiscard]] virtual core::Result<core::Done> feed(QByteArrayView bytes) = 0;
    [[nodiscard]] virtual core::Result<core::Done> finish() = 0;
    [[nodiscard]] virtual qint64 rowCount() const = 0; ///< all that were sent, once finish() succeeded
};

/// Tunnel's records.
[[nodiscard]] std::unique_ptr<RowBody> recordBody(const QList<catalog::Column> &columns, RowBody::Sink sink);
/// A whole Arrow stream, its schema first.
[[nodiscard]] std::unique_ptr<RowBody> arrowStreamBody(const QList<catalog::Column> &columns, RowBody::Sink sink);
/// Arrow batches in chunks.
[[nodiscard]] std::unique_ptr<RowBody> arrowBody(const QList<catalog::Column> &columns, RowBody::Sink sink);

} // namespace isthmus::sandbox
