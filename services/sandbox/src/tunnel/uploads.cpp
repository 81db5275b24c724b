// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/uploads.h"

#include "jobs/tablestatements.h"
#include "tunnel/rowwriter.h"

#include <isthmus/core/sqltext.h>
#include <isthmus/wire/recorddecoder.h>
#include <isthmus/wire/tunnelschema.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

namespace isthmus::sandbox {

namespace {

constexpr int maxBlocks = 20'000; // MaxCompute protocol, "Types and limits"
constexpr qint64 maxFieldBytes = 8 * 1024 * 1024;
constexpr qint64 rowsPerBatch = 4096;

struct Upload {
    QString id;
    TableRow table;
    QStringList partition; ///< values; empty for a table that is not partitioned
    bool overwrite = false;
    bool isClosed = false;

    [[nodiscard]] QString staging() const
    {
        return QStringLiteral("mc_upload.") + core::quotePostgresName(QString(QStringLiteral("u_") + id));
    }
};

ServiceError statusConflict(const Upload &upload)
{
    return {409, QStringLiteral("StatusConflict"), QStringLiteral("Upload session '%1' is closed").arg(upload.id)};
}

// The request's table, and the values of its partition.
Reply<Upload> target(const ServiceContext &context, PgSession &session, const HttpRequest &request)
{
    const Resource &resource = request.resource;
    auto table = requireTable(context, session, resource.project, request.schema(), resource.name);
    if (!table) {
        ServiceError error = table.error();
        if (error.code == u"NoSuchObject")
            error.code = QStringLiteral("NoSuchTable");
        return refuse(error);
    }
    if (table->kind != TableKind::Managed)
        return refuse(ServiceError::badArgument(QStringLiteral("'%1' is no managed table").arg(table->name)));
    if (!table->primaryKey.isEmpty())
        return refuse(ServiceError::badArgument(
            QStringLiteral("Table '%1' has a primary key; rows come by upsert or INSERT").arg(table->name)));
    Upload upload;
    const QString spec = request.target.value(u"partition");
    if (!table->partitionColumns.isEmpty() || !spec.isEmpty()) {
        const auto values = parsePartition(*table, spec, false);
        if (!values)
            return refuse(values.error());
        upload.partition = *values;
    }
    upload.table = std::move(*table);
    return upload;
}

// The session that the request names; \a lock is FOR SHARE beside other blocks, FOR UPDATE to commit.
Reply<Upload> find(const ServiceContext &context, PgSession &session, const HttpRequest &request, const QString &lock)
{
    auto upload = target(context, session, request);
    if (!upload)
        return upload;
    upload->id = request.target.value(u"uploadid");
    const auto row =
        session.exec(QStringLiteral("SELECT overwrite, closed FROM mc.uploads WHERE id = $1 AND table_id = $2 "
                                    "AND partition = $3::text[] AND owner = $4 ")
                         + lock,
                     {upload->id, upload->table.id, pgTextArray(upload->partition), request.account.accessId});
    if (!row)
        return refuse(ServiceError::fromStore(row.error()));
    if (row->rowCount() == 0)
        return refuse({404, QStringLiteral("NoSuchUpload"),
                       QStringLiteral("The upload session '%1' does not exist").arg(upload->id.left(200))});
    upload->overwrite = row->flag(0, 0);
    upload->isClosed = row->flag(0, 1);
    return upload;
}

Reply<HttpResponse> sessionReply(PgSession &session, const Upload &upload)
{
    const auto blocks = session.exec(
        QStringLiteral("SELECT block FROM mc.upload_blocks WHERE upload_id = $1 ORDER BY block"), {upload.id});
    if (!blocks)
        return refuse(ServiceError::fromStore(blocks.error()));
    QJsonArray list;
    for (int i = 0; i < blocks->rowCount(); ++i)
        list.append(QJsonObject{{QStringLiteral("BlockID"), blocks->integer(i, 0)}});
    const QJsonObject object{
        {QStringLiteral("UploadID"), upload.id},
        {QStringLiteral("Status"), upload.isClosed ? QStringLiteral("CLOSED") : QStringLiteral("NORMAL")},
        {QStringLiteral("Schema"), wire::schemaFromColumns(upload.table.allColumns())},
        {QStringLiteral("UploadedBlockList"), list},
        {QStringLiteral("MaxFieldSize"), maxFieldBytes},
        {QStringLiteral("QuotaName"), QString()},
    };
    return HttpResponse::json(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Reply<HttpResponse> committed(PgTransaction &transaction, Reply<HttpResponse> reply)
{
    if (!reply)
        return reply;
    if (const auto done = transaction.commit(); !done)
        return refuse(ServiceError::fromStore(done.error()));
    return reply;
}

Reply<HttpResponse> create(const ServiceContext &context, PgSession &session, const HttpRequest &request)
{
    auto upload = target(context, session, request);
    if (!upload)
        return refuse(upload.error());
    Metadata metadata(session);
    if (!upload->partition.isEmpty()) {
        const bool mayCreate = request.target.value(u"create_partition").compare(u"true", Qt::CaseInsensitive) == 0;
        const auto partition = metadata.partition(upload->table.id, upload->partition);
        if (!partition)
            return refuse(ServiceError::fromStore(partition.error()));
        if (!*partition && !mayCreate)
            return refuse({404, QStringLiteral("NoSuchPartition"),
                           QStringLiteral("Partition '%1' does not exist").arg(request.target.value(u"partition"))});
        if (const auto added = metadata.addPartition(upload->table.id, upload->partition); !added)
            return refuse(ServiceError::fromStore(added.error()));
    }
    upload->id = QUuid::createUuid().toString(QUuid::Id128);
    upload->overwrite = request.target.value(u"overwrite").compare(u"true", Qt::CaseInsensitive) == 0;
    QStringList columns{QStringLiteral("mc_block integer NOT NULL")};
    for (const catalog::Column &column : std::as_const(upload->table.columns))
        columns.append(core::quotePostgresName(column.name) + u' ' + stagedType(column.type));
    auto made =
        session.exec(QStringLiteral("CREATE TABLE %1 (%2)").arg(upload->staging(), columns.join(QStringLiteral(", "))));
    if (made)
        made = session.exec(QStringLiteral("INSERT INTO mc.uploads (id, table_id, partition, overwrite, owner) "
                                           "VALUES ($1, $2, $3, $4, $5)"),
                            {upload->id, upload->table.id, pgTextArray(upload->partition), upload->overwrite,
                             request.account.accessId});
    if (!made)
        return refuse(ServiceError::fromStore(made.error()));
    return sessionReply(session, *upload);
}

// Decodes the body into the staging table as it arrives.
Reply<qint64> storeBlock(PgSession &session, const HttpRequest &request, const Upload &upload, int block)
{
    RowWriter writer(session);
    if (const auto started = writer.start(upload.staging(), upload.table.columns, block); !started)
        return refuse(ServiceError::fromStore(started.error()));
    std::optional<PgError> storeError;
    wire::RecordDecoder decoder(upload.table.columns, {.maxFieldBytes = maxFieldBytes, .rowsPerBatch = rowsPerBatch});
    decoder.onBatch([&](records::RecordBatch &&batch) -> core::Result<core::Done> {
        if (const auto written = writer.write(batch); !written) {
            storeError = written.error();
            return core::fail(core::ErrorKind::Internal, QString());
        }
        return core::Done();
    });
    core::Result<core::Done> decoded = core::Done();
    const bool isComplete = request.readBody([&](QByteArrayView piece) {
        if (decoded)
            decoded = decoder.feed(piece);
        return true; // the rest is read and dropped, so that the client hears the answer
    });
    if (!isComplete)
        return refuse({400, QStringLiteral("IncompleteBody"), QStringLiteral("The block was cut off")});
    if (decoded)
        decoded = decoder.finish();
    if (storeError)
        return refuse(ServiceError::fromStore(*storeError));
    if (!decoded)
        return refuse({400, QStringLiteral("MalformedDataStream"),
                       QStringLiteral("The block cannot be decoded: %1 %2")
                           .arg(decoded.error().message, decoded.error().detail)});
    const auto finished = writer.finish();
    if (!finished && finished.error().isConnectionLost())
        return refuse(ServiceError::fromStore(finished.error()));
    if (!finished)
        return refuse({400, QStringLiteral("MalformedDataStream"), finished.error().message});
    return decoder.rowCount();
}

Reply<HttpResponse> putBlock(const ServiceContext &context, PgSession &session, const HttpRequest &request)
{
    const qint64 block = request.target.number(u"blockid", -1, 0, maxBlocks - 1);
    if (block < 0)
        return refuse(
            {400, QStringLiteral("InvalidBlockID"), QStringLiteral("A block id is 0 to %1").arg(maxBlocks - 1)});
    if (request.target.has(u"arrow"))
        return refuse(ServiceError::notSupported(QStringLiteral("Arrow format")));
    const QByteArray encoding = request.header("content-encoding").toLower();
    if (!encoding.isEmpty() && encoding != "identity" && encoding != "deflate")
        return refuse(
            ServiceError::notSupported(QStringLiteral("Compression '%1'").arg(QString::fromLatin1(encoding))));
    const auto upload = find(context, session, request, QStringLiteral("FOR SHARE"));
    if (!upload)
        return refuse(upload.error());
    if (upload->isClosed)
        return refuse(statusConflict(*upload));
    // The row of the block is locked first: two senders of one block follow each other.
    const auto noted = session.exec(QStringLiteral("INSERT INTO mc.upload_blocks (upload_id, block) VALUES ($1, $2) "
                                                   "ON CONFLICT (upload_id, block) DO UPDATE SET rows = 0 "
                                                   "RETURNING xmax <> 0"),
                                    {upload->id, block});
    if (!noted)
        return refuse(ServiceError::fromStore(noted.error()));
    if (noted->flag(0, 0)) {
        const auto replaced =
            session.exec(QStringLiteral("DELETE FROM %1 WHERE mc_block = $1").arg(upload->staging()), {block});
        if (!replaced)
            return refuse(ServiceError::fromStore(replaced.error()));
    }
    const auto rows = storeBlock(session, request, *upload, int(block));
    if (!rows)
        return refuse(rows.error());
    const auto counted =
        session.exec(QStringLiteral("UPDATE mc.upload_blocks SET rows = $3 WHERE upload_id = $1 AND block = $2"),
                     {upload->id, block, *rows});
    if (!counted)
        return refuse(ServiceError::fromStore(counted.error()));
    return HttpResponse::json({});
}

// Deletes what the session overwrites; answers how many rows that were.
PgOutcome<qint64> makeRoom(PgSession &session, const Upload &upload)
{
    if (!upload.overwrite)
        return 0;
    const QString where =
        upload.partition.isEmpty() ? QStringLiteral("true") : partitionCondition(upload.table, upload.partition);
    const auto deleted =
        session.exec(QStringLiteral("DELETE FROM %1 WHERE %2").arg(upload.table.dataRelation(), where));
    if (!deleted)
        return tl::unexpected(deleted.error());
    return deleted->affectedRows();
}

PgOutcome<PgResult> publish(PgSession &session, const Upload &upload)
{
    Metadata metadata(session);
    const TableRow &table = upload.table;
    auto done = session.exec(QStringLiteral("SELECT 1 FROM mc.tables WHERE id = $1 FOR UPDATE"), {table.id});
    if (!done)
        return done;
    const auto deleted = makeRoom(session, upload);
    if (!deleted)
        return tl::unexpected(deleted.error());
    QStringList names;
    QStringList values;
    for (const catalog::Column &column : table.columns) {
        names.append(core::quotePostgresName(column.name));
        values.append(unstagedExpression(column));
    }
    for (qsizetype i = 0; i < upload.partition.size(); ++i) {
        names.append(core::quotePostgresName(table.partitionColumns[i].name));
        values.append(partitionLiteral(table.partitionColumns[i], upload.partition[i]));
    }
    const auto moved = session.exec(QStringLiteral("INSERT INTO %1 (%2) SELECT %3 FROM %4")
                                        .arg(table.dataRelation(), names.join(QStringLiteral(", ")),
                                             values.join(QStringLiteral(", ")), upload.staging()));
    if (!moved)
        return moved;
    const qint64 delta = moved->affectedRows() - *deleted;
    done = metadata.noteDataChange(table.id, delta);
    if (done && !upload.partition.isEmpty())
        done = metadata.notePartitionChange(table.id, upload.partition, delta);
    if (done)
        done = session.exec(QStringLiteral("DROP TABLE ") + upload.staging());
    if (done)
        done = session.exec(QStringLiteral("UPDATE mc.uploads SET closed = true WHERE id = $1"), {upload.id});
    return done;
}

Reply<HttpResponse> commit(const ServiceContext &context, PgSession &session, const HttpRequest &request)
{
    auto upload = find(context, session, request, QStringLiteral("FOR UPDATE"));
    if (!upload)
        return refuse(upload.error());
    if (upload->isClosed)
        return refuse(statusConflict(*upload));
    const auto published = publish(session, *upload);
    // Class 22 and 23: rows that the table's types or NOT NULL columns cannot take.
    if (!published && (published.error().sqlState.startsWith(u"22") || published.error().sqlState.startsWith(u"23")))
        return refuse({400, QStringLiteral("CorruptedDataStream"), published.error().message});
    if (!published)
        return refuse(ServiceError::fromStore(published.error()));
    upload->isClosed = true;
    return sessionReply(session, *upload);
}

} // namespace

Reply<HttpResponse> serveUpload(const ServiceContext &context, const HttpRequest &request)
{
    if (request.account.readOnly)
        return refuse(ServiceError::noPermission(
            QStringLiteral("ODPS-0420095:Access Denied - account '%1' may only read").arg(request.account.accessId)));
    return withSession<HttpResponse>(context, [&](PgSession &session) -> Reply<HttpResponse> {
        PgTransaction transaction(session);
        if (const auto begun = transaction.begin(); !begun)
            return refuse(ServiceError::fromStore(begun.error()));
        if (request.method == "PUT")
            return committed(transaction, putBlock(context, session, request));
        if (request.method == "POST" && request.target.has(u"uploads"))
            return committed(transaction, create(context, session, request));
        if (request.method == "POST")
            return committed(transaction, commit(context, session, request));
        const auto upload = find(context, session, request, QString());
        if (!upload)
            return refuse(upload.error());
        return sessionReply(session, *upload);
    });
}

} // namespace isthmus::sandbox
