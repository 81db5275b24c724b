// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/downloads.h"

#include "tunnel/rowstream.h"
#include "tunnel/sessionid.h"
#include "tunnel/tunnelsession.h"

#include <isthmus/wire/compression.h>
#include <isthmus/wire/recordencoder.h>
#include <isthmus/wire/tunnelschema.h>

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace isthmus::sandbox {

namespace {

constexpr qsizetype batchRows = 4096;
constexpr qsizetype batchBytes = 1024 * 1024;

ServiceError noSuchDownload(const QString &id)
{
    return {404, QStringLiteral("NoSuchDownload"),
            QStringLiteral("The download session '%1' does not exist or has expired").arg(id.left(200))};
}

HttpResponse sessionReply(const QString &id, qint64 rows, const QList<catalog::Column> &columns)
{
    const QJsonObject object{
        {QStringLiteral("DownloadID"), id},       {QStringLiteral("Status"), QStringLiteral("NORMAL")},
        {QStringLiteral("RecordCount"), rows},    {QStringLiteral("Schema"), wire::schemaFromColumns(columns)},
        {QStringLiteral("QuotaName"), QString()}, {QStringLiteral("SupportReadByRawSize"), false}};
    return HttpResponse::json(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

// A reader with its connection, kept alive by the response that it feeds.
struct Download {
    explicit Download(PgPool::Lease lease) : session(std::move(lease)), transaction(*session), rows(*session) { }

    PgPool::Lease session;
    PgTransaction transaction;
    RowStream rows;
    wire::RecordEncoder encoder;
    std::unique_ptr<wire::Compressor> compressor;
    QByteArray encoded; // reused
    qint64 expected = 0;
};

// Begins a transaction in which everything that follows sees one state of the data.
Reply<std::shared_ptr<Download>> openDownload(const ServiceContext &context)
{
    auto lease = context.pool.borrow();
    if (!lease)
        return refuse(ServiceError::fromStore(lease.error()));
    auto download = std::make_shared<Download>(std::move(*lease));
    if (const auto begun = download->transaction.begin(QStringLiteral("ISOLATION LEVEL REPEATABLE READ, READ ONLY"));
        !begun)
        return refuse(ServiceError::fromStore(begun.error()));
    return download;
}

Piece nextPiece(Download &download, QByteArray &out)
{
    const auto batch = download.rows.next(batchRows, batchBytes);
    if (!batch)
        return Piece::Failed;
    download.encoded.resize(0);
    const bool isLast = batch->rowCount() == 0;
    if (!isLast && !download.encoder.append(*batch, 0, batch->rowCount(), download.encoded))
        return Piece::Failed;
    if (isLast) {
        if (download.encoder.rowCount() != download.expected)
            return Piece::Failed;
        download.encoder.finish(download.encoded);
    }
    if (!download.compressor->append(download.encoded, out) || (isLast && !download.compressor->finish(out)))
        return Piece::Failed;
    return isLast ? Piece::Last : Piece::More;
}

// Columns of \a all that the request names, in its order; all if it names none. \a reading[i] reads all[i].
Reply<QList<catalog::Column>> wantedColumns(const QString &names, const QList<catalog::Column> &all,
                                            const QList<catalog::Column> &reading)
{
    if (names.isEmpty())
        return reading;
    QList<catalog::Column> wanted;
    for (const QString &name : names.toLower().split(u',')) {
        const auto found = std::find_if(all.cbegin(), all.cend(), [&](const catalog::Column &column) {
            return column.name.toLower() == name.trimmed();
        });
        if (found == all.cend())
            return refuse(
                {400, QStringLiteral("NoSuchColumn"), QStringLiteral("Column '%1' does not exist").arg(name)});
        wanted.append(reading[found - all.cbegin()]);
    }
    return wanted;
}

// Streams the rows of the request's row range out of \a total.
Reply<HttpResponse> sendRows(const std::shared_ptr<Download> &download, const RowSource &source,
                             const HttpRequest &request, qint64 total)
{
    const RequestTarget &target = request.target;
    if (target.has(u"arrow"))
        return refuse(ServiceError::notSupported(QStringLiteral("Arrow format")));
    const auto range = parseRowRange(target.value(u"rowrange"));
    if (!range)
        return refuse(range.error());
    const qint64 first = range->first;
    if (first > total)
        return refuse({400, QStringLiteral("InvalidRowRange"),
                       QStringLiteral("The row range begins at %1, there are %2 rows").arg(first).arg(total)});
    download->expected = qMin(range->second, total - first);
    if (const auto started = download->rows.start(source, {first, download->expected}); !started)
        return refuse(ServiceError::fromStore(started.error()));
    HttpResponse response;
    response.contentType = "application/octet-stream";
    const auto compression = wire::acceptedCompression(request.header("accept-encoding"));
    download->compressor = wire::Compressor::make(compression);
    if (compression != wire::Compression::None)
        response.headers = {{"Content-Encoding", wire::compressionName(compression)}};
    response.stream = [download](QByteArray &out) { return nextPiece(*download, out); };
    return response;
}

bool isTransactional(const TableRow &table)
{
    return std::any_of(table.properties.cbegin(), table.properties.cend(), [](const auto &property) {
        return property.first.compare(u"transactional", Qt::CaseInsensitive) == 0
            && property.second.compare(u"true", Qt::CaseInsensitive) == 0;
    });
}

struct TableState {
    TunnelTarget target;
    qint64 rows = 0;
    qint64 version = 0;
};

// What a download of the request's table and partition would read now.
Reply<TableState> stateOf(const ServiceContext &context, PgSession &session, const HttpRequest &request)
{
    auto target = tunnelTarget(context, session, request);
    if (!target)
        return refuse(target.error());
    const TableRow &table = target->table;
    TableState state;
    state.rows = table.rows;
    state.version = table.version;
    if (!target->partition.isEmpty()) {
        const auto partition = Metadata(session).partition(table.id, target->partition);
        if (!partition)
            return refuse(ServiceError::fromStore(partition.error()));
        state.rows = *partition ? (*partition)->rows : 0;
    }
    if (const auto there = requirePartition(session, *target, false); !there)
        return refuse(there.error());
    // UPDATE, DELETE and rows that replaced others by their key are not counted one by one.
    if (isTransactional(table) || !table.primaryKey.isEmpty()) {
        const QString condition = target->condition();
        const auto counted = session.exec(QStringLiteral("SELECT count(*) FROM ") + table.dataRelation()
                                          + (condition.isEmpty() ? QString() : QStringLiteral(" WHERE ") + condition));
        if (!counted)
            return refuse(ServiceError::fromStore(counted.error()));
        state.rows = counted->integer(0, 0);
    }
    state.target = std::move(*target);
    return state;
}

} // namespace

Reply<QPair<qint64, qint64>> parseRowRange(const QString &text)
{
    const auto wrong = [&] {
        return refuse(
            {400, QStringLiteral("InvalidRowRange"), QStringLiteral("'%1' is no row range").arg(text.left(100))});
    };
    if (!text.startsWith(u'(') || !text.endsWith(u')'))
        return wrong();
    const QStringList parts = text.mid(1, text.size() - 2).split(u',');
    if (parts.size() != 2)
        return wrong();
    bool firstOk = false;
    bool countOk = false;
    const qint64 first = parts[0].trimmed().toLongLong(&firstOk);
    const qint64 count = parts[1].trimmed().toLongLong(&countOk);
    if (!firstOk || !countOk || first < 0 || count < 0)
        return wrong();
    return qMakePair(first, count);
}

Reply<HttpResponse> serveTableDownload(const ServiceContext &context, const HttpRequest &request)
{
    const RequestTarget &target = request.target;
    const auto download = openDownload(context);
    if (!download)
        return refuse(download.error());
    const auto state = stateOf(context, *(*download)->session, request);
    if (!state)
        return refuse(state.error());
    const TableRow &table = state->target.table;
    if (request.method == "POST")
        return sessionReply(
            makeSessionId({QString::number(table.id), QString::number(state->version), QString::number(state->rows)}),
            state->rows, table.allColumns());
    const QString id = target.value(u"downloadid");
    const auto fields = sessionFields(id);
    if (!fields || fields->size() != 3)
        return refuse(noSuchDownload(id));
    const qint64 total = fields->at(2).toLongLong();
    if (fields->at(0).toLongLong() != table.id || fields->at(1).toLongLong() != state->version || total != state->rows)
        return refuse(
            {400, QStringLiteral("TableModified"),
             QStringLiteral("Table '%1' was changed after the download session was created").arg(table.name)});
    if (!target.has(u"data"))
        return sessionReply(id, total, table.allColumns());
    const auto columns = wantedColumns(target.value(u"columns"), table.columns, table.columns);
    if (!columns)
        return refuse(columns.error());
    return sendRows(*download, {table.dataRelation(), *columns, state->target.condition()}, request, total);
}

Reply<HttpResponse> serveInstanceDownload(const ServiceContext &context, const HttpRequest &request,
                                          const InstanceRow &instance)
{
    const RequestTarget &target = request.target;
    if (!instance.isOver())
        return refuse({400, QStringLiteral("InstanceNotTerminate"),
                       QStringLiteral("Instance '%1' has not ended yet").arg(instance.id)});
    if (!instance.columns)
        return refuse(ServiceError::badArgument(QStringLiteral("Instance '%1' has no rows").arg(instance.id)));
    if (request.method == "POST")
        return sessionReply(makeSessionId({instance.id}), instance.rows, *instance.columns);
    const QString id = target.value(u"downloadid");
    if (sessionFields(id) != QStringList{instance.id})
        return refuse(noSuchDownload(id));
    if (!target.has(u"data"))
        return sessionReply(id, instance.rows, *instance.columns);
    const auto columns = wantedColumns(target.value(u"columns"), *instance.columns, instance.storedColumns());
    if (!columns)
        return refuse(columns.error());
    const auto download = openDownload(context);
    if (!download)
        return refuse(download.error());
    return sendRows(*download, {instance.resultRelation(), *columns, {}}, request, instance.rows);
}

} // namespace isthmus::sandbox
