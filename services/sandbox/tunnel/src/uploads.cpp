// SPDX-License-Identifier: GPL-3.0-or-later
#include "staging.h"
#include "tunnelsession.h"

#include <isthmus/sandbox/rows/copywriter.h>
#include <isthmus/sandbox/rows/rowreceiving.h>
#include <isthmus/sandbox/tunnel/uploads.h>
#include <isthmus/wire/tunnelschema.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

namespace isthmus::sandbox {

namespace {

// docs/protocol.md#types-and-limits.
constexpr int maxBlocks = 20'000;
constexpr qint64 maxFieldBytes = 8 * 1024 * 1024;
constexpr int lifeHours = 24;

using Status = TunnelSession::Status;

const QString blockColumn = QStringLiteral("mc_block");

QString uploadStatus(Status status)
{
    switch (status) {
    case Status::Committed:
        return QStringLiteral("CLOSED");
    case Status::Aborted:
        return QStringLiteral("CANCELED");
    case Status::Expired:
        return QStringLiteral("EXPIRED");
    case Status::Normal:
        break;
    }
    return QStringLiteral("NORMAL");
}

Reply<TunnelSession> find(const ServiceContext &context, PgSession &session, const HttpRequest &request,
                          const QString &lock)
{
    const QString id = request.target.value(u"uploadid");
    return findTunnelSession(context, session, request, TunnelSession::Kind::Upload, id, lock,
                             {404, QStringLiteral("NoSuchUpload"),
                              QStringLiteral("The upload session '%1' does not exist").arg(id.left(200))});
}

// As find(), for what only an open session allows.
Reply<TunnelSession> findOpen(const ServiceContext &context, PgSession &session, const HttpRequest &request,
                              const QString &lock)
{
    auto upload = find(context, session, request, lock);
    if (upload && upload->status != Status::Normal)
        return refuse({409, QStringLiteral("StatusConflict"),
                       QStringLiteral("Upload session '%1' is %2").arg(upload->id, uploadStatus(upload->status))});
    return upload;
}

Reply<HttpResponse> sessionReply(PgSession &session, const TunnelSession &upload)
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
        {QStringLiteral("Status"), uploadStatus(upload.status)},
        {QStringLiteral("Schema"), wire::schemaFromColumns(upload.target.table.allColumns())},
        {QStringLiteral("UploadedBlockList"), list},
        {QStringLiteral("MaxFieldSize"), maxFieldBytes},
        {QStringLiteral("QuotaName"), QString()},
    };
    return HttpResponse::json(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Reply<HttpResponse> create(const ServiceContext &context, PgSession &session, const HttpRequest &request)
{
    auto target = tunnelTarget(context, session, request);
    if (!target)
        return refuse(target.error());
    if (!target->table.primaryKey.isEmpty())
        return refuse(ServiceError::badArgument(
            QStringLiteral("Table '%1' has a primary key; rows come by upsert or INSERT").arg(target->table.name)));
    const bool mayCreate = request.target.isSet(u"create_partition");
    if (const auto there = requirePartition(session, *target, mayCreate); !there)
        return refuse(there.error());
    const auto upload =
        createTunnelSession(session, TunnelSession::Kind::Upload, std::move(*target), request, lifeHours);
    if (!upload)
        return refuse(upload.error());
    const auto staged = createStaging(session, upload->staging(),
                                      blockColumn + QStringLiteral(" integer NOT NULL, ") + rowNumberDefinition(),
                                      upload->target.table.columns);
    if (!staged)
        return refuse(ServiceError::fromStore(staged.error()));
    return sessionReply(session, *upload);
}

// Decodes the body into the staging table as it arrives.
Reply<qint64> storeBlock(PgSession &session, const HttpRequest &request, const TunnelSession &upload, int block)
{
    QByteArray blockField(sizeof(qint32), Qt::Uninitialized);
    qToBigEndian(qint32(block), blockField.data());
    RowWriter writer(session);
    const QList<catalog::Column> &columns = upload.target.table.columns;
    if (const auto started = writer.start(upload.staging(), columns, {{blockColumn, blockField}}); !started)
        return refuse(ServiceError::fromStore(started.error()));
    const auto rows =
        copyBody(request, columns, [&](const records::RecordBatch &batch) { return writer.write(batch); });
    if (!rows)
        return rows;
    if (const auto finished = writer.finish(); !finished)
        return refuse(rowError(finished.error()));
    return rows;
}

Reply<HttpResponse> putBlock(const ServiceContext &context, PgSession &session, const HttpRequest &request)
{
    const qint64 block = request.target.number(u"blockid", -1, 0, maxBlocks - 1);
    if (block < 0)
        return refuse(
            {400, QStringLiteral("InvalidBlockID"), QStringLiteral("A block id is 0 to %1").arg(maxBlocks - 1)});
    const auto upload = findOpen(context, session, request, QStringLiteral("FOR SHARE"));
    if (!upload)
        return refuse(upload.error());
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

PgOutcome<PgResult> publish(PgSession &session, const TunnelSession &upload)
{
    const auto moved = moveRows(session, upload.target, upload.staging(),
                                blockColumn + QStringLiteral(", ") + rowNumberColumn, upload.overwrite);
    if (!moved)
        return tl::unexpected(moved.error());
    const auto stored = session.exec(
        QStringLiteral("SELECT coalesce(sum(rows), 0) FROM mc.upload_blocks WHERE upload_id = $1"), {upload.id});
    if (!stored)
        return stored;
    if (stored->integer(0, 0) != *moved)
        return tl::unexpected(
            PgError{QStringLiteral("XX001"), QStringLiteral("rows of the session's blocks are missing")});
    auto done = session.exec(QStringLiteral("DROP TABLE ") + upload.staging());
    if (done)
        done = setStatus(session, upload, Status::Committed);
    return done;
}

Reply<HttpResponse> commit(const ServiceContext &context, PgSession &session, const HttpRequest &request)
{
    auto upload = findOpen(context, session, request, QStringLiteral("FOR UPDATE"));
    if (!upload)
        return refuse(upload.error());
    // The table or its partition may have been changed since the session was made.
    if (const auto there = requirePartition(session, upload->target, false); !there)
        return refuse(there.error());
    if (const auto published = publish(session, *upload); !published)
        return refuse(rowError(published.error()));
    upload->status = Status::Committed;
    return sessionReply(session, *upload);
}

} // namespace

Reply<HttpResponse> serveUpload(const ServiceContext &context, const HttpRequest &request)
{
    if (const auto allowed = requireWriter(request.account); !allowed)
        return refuse(allowed.error());
    if (request.method == "POST" && request.target.has(u"uploads"))
        (void)withSession<bool>(context, [](PgSession &session) -> Reply<bool> {
            dropExpiredSessions(session);
            return true;
        });
    return inTransaction(context, [&](PgSession &session) -> Reply<HttpResponse> {
        if (request.method == "PUT")
            return putBlock(context, session, request);
        if (request.method == "POST" && request.target.has(u"uploads"))
            return create(context, session, request);
        if (request.method == "POST")
            return commit(context, session, request);
        if (request.method != "GET")
            return refuse(ServiceError::notSupported(QStringLiteral("Ending an upload session without commit")));
        const auto upload = find(context, session, request, QString());
        if (!upload)
            return refuse(upload.error());
        return sessionReply(session, *upload);
    });
}

} // namespace isthmus::sandbox
