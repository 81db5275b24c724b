// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/requests/requestobjects.h>
#include <isthmus/sandbox/rows/copyreader.h>
#include <isthmus/sandbox/rows/wireencoding.h>
#include <isthmus/wire/compression.h>

namespace isthmus::sandbox {

/// Rows on their way out, read in batches from one state of the data. The response that it becomes keeps it, and its
/// connection, alive.
class RowSending : public std::enable_shared_from_this<RowSending> {
public:
    /// Begins a transaction in which everything that follows sees one state of the data.
    [[nodiscard]] static Reply<std::shared_ptr<RowSending>> open(const ServiceContext &context);
    explicit RowSending(PgPool::Lease lease)
        : m_session(std::move(lease)), m_transaction(*m_session), m_rows(*m_session)
    {
    }

    [[nodiscard]] PgSession &session() { return *m_session; }

    struct Form {
        std::unique_ptr<RowFormat> format;
        wire::Compression compression = wire::Compression::None; ///< of the whole body
        QByteArray encoding; ///< Content-Encoding, if there is a compression
        std::optional<wire::ArrowOptions> arrow; ///< of format, where nanoseconds may not hold all values
        qsizetype batchRows = 1024; ///< at most
    };
    /// The reply that sends \a source's rows within \a range. session() is of no use from then on. Errors:
    /// MalformedDataStream for a value in the first 4 MiB that cannot be sent, or in any row a TIMESTAMP that Arrow
    /// cannot hold, as also if fewer than \a least rows are there. After a later one the reply is cut off without an
    /// end: Tunnel has no form in which a stream tells it.
    [[nodiscard]] Reply<HttpResponse> start(const RowSource &source, RowRange range, qint64 least, Form form);

private:
    [[nodiscard]] Piece nextPiece(QByteArray &out);
    [[nodiscard]] Reply<bool> tryArrow(const RowSource &source, RowRange range);
    [[nodiscard]] core::Result<core::Done> makePiece(QByteArray &out, bool &isLast);

    PgPool::Lease m_session;
    PgTransaction m_transaction;
    RowStream m_rows;
    Form m_form;
    std::unique_ptr<wire::Compressor> m_compressor;
    QByteArray m_encoded; // reused
    QByteArray m_firstPiece; // made before the reply begins
    bool m_isOver = false;
    qint64 m_least = 0;
};

/// Those of \a all that \a names ("a,b") lists, in that order or, for Arrow, in the table's; all if it lists none.
/// \a reading[i] is what reads all[i], and what is answered. Errors: NoSuchColumn.
enum class ColumnOrder : quint8 { AsListed, AsInTable };
[[nodiscard]] Reply<QList<catalog::Column>> wantedColumns(const QString &names, const QList<catalog::Column> &all,
                                                          const QList<catalog::Column> &reading, ColumnOrder order);

} // namespace isthmus::sandbox
