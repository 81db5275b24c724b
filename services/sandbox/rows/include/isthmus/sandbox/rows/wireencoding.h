// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/records/recordbatch.h>
#include <isthmus/sandbox/store/serviceerror.h>
#include <isthmus/wire/arrowencoder.h>

#include <functional>
#include <memory>

namespace isthmus::sandbox {

/// A form in which rows are sent: any number of append(), then finish(). Errors: as those of the encoder inside.
class RowFormat {
public:
    RowFormat() = default;
    virtual ~RowFormat() = default;
    RowFormat(const RowFormat &) = delete;
    RowFormat &operator=(const RowFormat &) = delete;

    [[nodiscard]] virtual core::Result<core::Done> append(const records::RecordBatch &batch, QByteArray &out) = 0;
    virtual void finish(QByteArray &out) = 0;
    [[nodiscard]] virtual qint64 rowCount() const = 0; ///< appended so far
};

/// Tunnel's records.
[[nodiscard]] std::unique_ptr<RowFormat> recordFormat();
/// Arrow batches in chunks, as Tunnel sessions have them. Errors: InvalidArgument for a column that Arrow cannot hold.
[[nodiscard]] Reply<std::unique_ptr<RowFormat>> arrowChunks(const QList<catalog::Column> &columns,
                                                            wire::ArrowOptions options);
/// A whole Arrow stream, its schema first. Errors: as arrowChunks().
[[nodiscard]] Reply<std::unique_ptr<RowFormat>> arrowStream(const QList<catalog::Column> &columns,
                                                            wire::ArrowOptions options);

} // namespace isthmus::sandbox
