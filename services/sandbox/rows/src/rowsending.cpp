// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/rows/rowsending.h>

#include <QLoggingCategory>

#include <algorithm>

namespace isthmus::sandbox {

namespace {

Q_LOGGING_CATEGORY(lcTunnel, "isthmus.sandbox.tunnel", QtWarningMsg)

constexpr qsizetype batchBytes = 1024 * 1024;
constexpr qsizetype heldBytes = 4 * 1024 * 1024; // made before the reply begins

// Whether values of \a type are stored that \a arrow has not: nanoseconds end with the years 1677 and 2262.
bool mayExceed(const wire::ArrowOptions &arrow, const catalog::DataType &type, bool isNested = false)
{
    using Base = catalog::DataType::Base;
    if (type.base == Base::TimestampTz || type.base == Base::TimestampNtz)
        return !arrow.timestampsAsStructs || (isNested && arrow.nestedTimestampsAsNanos);
    return std::any_of(type.args.cbegin(), type.args.cend(),
                       [&](const catalog::DataType &part) { return mayExceed(arrow, part, true); });
}

ServiceError unsendable(const core::Error &error)
{
    if (error.kind != core::ErrorKind::Invalid)
        return ServiceError::internal(error.message);
    return {400, QStringLiteral("MalformedDataStream"),
            error.message + (error.detail.isEmpty() ? QString() : u' ' + error.detail)};
}

} // namespace

Reply<std::shared_ptr<RowSending>> RowSending::open(const ServiceContext &context)
{
    auto lease = context.pool.borrow();
    if (!lease)
        return refuse(ServiceError::fromStore(lease.error()));
    auto sending = std::make_shared<RowSending>(std::move(*lease));
    if (const auto begun = sending->m_transaction.begin(QStringLiteral("ISOLATION LEVEL REPEATABLE READ, READ ONLY"));
        !begun)
        return refuse(ServiceError::fromStore(begun.error()));
    return sending;
}

Reply<HttpResponse> RowSending::start(const RowSource &source, RowRange range, qint64 least, Form form)
{
    m_form = std::move(form);
    m_least = least;
    m_compressor = wire::Compressor::make(m_form.compression);
    if (const auto tried = tryArrow(source, range); !tried)
        return refuse(tried.error());
    if (const auto started = m_rows.start(source, range); !started)
        return refuse(ServiceError::fromStore(started.error()));
    // What fails among the first rows can still be told; later the stream can only be cut off.
    while (!m_isOver && m_firstPiece.size() < heldBytes) {
        if (const auto made = makePiece(m_firstPiece, m_isOver); !made)
            return refuse(unsendable(made.error()));
    }
    HttpResponse response;
    response.contentType = "application/octet-stream";
    if (m_form.compression != wire::Compression::None)
        response.headers = {{"Content-Encoding", m_form.encoding}};
    response.stream = [self = shared_from_this()](QByteArray &out) { return self->nextPiece(out); };
    return response;
}

core::Result<core::Done> RowSending::makePiece(QByteArray &out, bool &isLast)
{
    const auto batch = m_rows.next(m_form.batchRows, batchBytes);
    if (!batch)
        return core::fail(batch.error().sqlState.startsWith(u"22") ? core::ErrorKind::Invalid
                                                                   : core::ErrorKind::Internal,
                          batch.error().message);
    m_encoded.resize(0);
    isLast = batch->rowCount() == 0;
    if (!isLast) {
        if (auto appended = m_form.format->append(*batch, m_encoded); !appended)
            return appended;
        return m_compressor->append(m_encoded, out);
    }
    if (m_form.format->rowCount() < m_least)
        return core::fail(core::ErrorKind::Internal, QStringLiteral("rows are missing"));
    m_form.format->finish(m_encoded);
    if (auto appended = m_compressor->append(m_encoded, out); !appended)
        return appended;
    return m_compressor->finish(out);
}

// Writes the columns that Arrow may not hold to nowhere, so that a value that it cannot hold is found in whatever row
// before the reply begins.
Reply<bool> RowSending::tryArrow(const RowSource &source, RowRange range)
{
    if (!m_form.arrow)
        return true;
    RowSource doubtful{source.relation, source.columns, source.condition, {}, source.order};
    doubtful.columns.removeIf([this](const catalog::Column &column) { return !mayExceed(*m_form.arrow, column.type); });
    if (doubtful.columns.isEmpty())
        return true;
    auto format = arrowChunks(doubtful.columns, *m_form.arrow);
    if (!format)
        return refuse(format.error());
    RowStream rows(*m_session);
    if (const auto started = rows.start(doubtful, range); !started)
        return refuse(ServiceError::fromStore(started.error()));
    for (;;) {
        const auto batch = rows.next(m_form.batchRows, batchBytes);
        if (!batch)
            return refuse(ServiceError::fromStore(batch.error()));
        if (batch->rowCount() == 0)
            return true;
        m_encoded.resize(0);
        if (const auto appended = (*format)->append(*batch, m_encoded); !appended)
            return refuse(unsendable(appended.error()));
    }
}

Piece RowSending::nextPiece(QByteArray &out)
{
    if (!m_firstPiece.isEmpty() || m_isOver) {
        out += std::exchange(m_firstPiece, {});
        return m_isOver ? Piece::Last : Piece::More;
    }
    const auto made = makePiece(out, m_isOver);
    if (!made) {
        qCWarning(lcTunnel) << "rows cut off:" << made.error().message << made.error().detail;
        return Piece::Failed;
    }
    return m_isOver ? Piece::Last : Piece::More;
}

Reply<QList<catalog::Column>> wantedColumns(const QString &names, const QList<catalog::Column> &all,
                                            const QList<catalog::Column> &reading, ColumnOrder order)
{
    if (names.isEmpty())
        return reading;
    QList<qsizetype> wanted;
    for (const QString &name : names.toLower().split(u',')) {
        const auto found = std::find_if(all.cbegin(), all.cend(), [&](const catalog::Column &column) {
            return column.name.toLower() == name.trimmed();
        });
        if (found == all.cend())
            return refuse(
                {400, QStringLiteral("NoSuchColumn"), QStringLiteral("Column '%1' does not exist").arg(name)});
        wanted.append(found - all.cbegin());
    }
    if (order == ColumnOrder::AsInTable)
        std::sort(wanted.begin(), wanted.end());
    QList<catalog::Column> columns;
    for (const qsizetype index : std::as_const(wanted))
        columns.append(reading[index]);
    return columns;
}

} // namespace isthmus::sandbox
