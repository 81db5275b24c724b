// SPDX-License-Identifier: GPL-3.0-or-later
#include "uploadblocks.h"

#include <isthmus/sandbox/tunnel/uploads.h>
#include <isthmus/wire/tunnelschema.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace isthmus::sandbox {

namespace {

// docs/protocol.md#types-and-limits.
constexpr qint64 maxFieldBytes = 8 * 1024 * 1024;

using Status = TunnelSession::Status;

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
    const auto upload = createUpload(session, std::move(*target), request, request.target.isSet(u"create_partition"),
                                     request.target.isSet(u"overwrite"));
    if (!upload)
        return refuse(upload.error());
    return sessionReply(session, *upload);
}

Reply<HttpResponse> putBlock(const ServiceContext &context, PgSession &session, const HttpRequest &request)
{
    const qint64 block = request.target.number(u"blockid", -1, 0, maxUploadBlocks - 1);
    if (block < 0)
        return refuse(
            {400, QStringLiteral("InvalidBlockID"), QStringLiteral("A block id is 0 to %1").arg(maxUploadBlocks - 1)});
    const auto upload = findOpen(context, session, request, QStringLiteral("FOR SHARE"));
    if (!upload)
        return refuse(upload.error());
    const auto rows = putUploadBlock(session, request, *upload, int(block), BodyForm::OfTunnel);
    if (!rows)
        return refuse(rows.error());
    return HttpResponse::json({});
}

Reply<HttpResponse> commit(const ServiceContext &context, PgSession &session, const HttpRequest &request)
{
    auto upload = findOpen(context, session, request, QStringLiteral("FOR UPDATE"));
    if (!upload)
        return refuse(upload.error());
    if (const auto committed = commitUpload(session, *upload); !committed)
        return refuse(committed.error());
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
