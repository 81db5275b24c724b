// SPDX-License-Identifier: GPL-3.0-or-later
#include "storageforms.h"
#include "storagereading.h"
#include "tunneltarget.h"
#include "uploadblocks.h"

#include <isthmus/sandbox/access/permissions.h>
#include <isthmus/sandbox/tunnel/storage.h>

#include <QJsonArray>
#include <QJsonDocument>

namespace isthmus::sandbox {

namespace {

constexpr int maxAttempts = 1000;

using Status = TunnelSession::Status;

// Attempts at a block are stored beside each other, as blocks of the upload session: the commit says which one counts.
int storedBlock(qint64 block, qint64 attempt)
{
    return int(attempt * maxUploadBlocks + block);
}

QString statusText(Status status)
{
    switch (status) {
    case Status::Committed:
        return QStringLiteral("COMMITTED");
    case Status::Aborted:
    case Status::Expired:
        return QStringLiteral("EXPIRED");
    case Status::Normal:
        break;
    }
    return QStringLiteral("NORMAL");
}

HttpResponse sessionReply(const TunnelSession &upload, int status)
{
    QJsonObject json = StorageSessionText{
        upload.id,
        QStringLiteral("batch_write"),
        statusText(upload.status),
        QDateTime::currentDateTimeUtc().addSecs(storageLifeSeconds),
        upload.target.table.columns,
        {}}.json();
    json.insert(QStringLiteral("MaxBlockNumber"), maxUploadBlocks);
    HttpResponse response = HttpResponse::json(QJsonDocument(json).toJson(QJsonDocument::Compact));
    response.status = status;
    return response;
}

Reply<TunnelSession> find(const ServiceContext &context, PgSession &session, const HttpRequest &request,
                          const QString &id, const QString &lock)
{
    return findSessionOfTable(
        context, session, request, TunnelSession::Kind::Upload, id, lock,
        {404, QStringLiteral("SessionNotFound"), QStringLiteral("The session '%1' does not exist").arg(id.left(200))});
}

Reply<TunnelSession> findOpen(const ServiceContext &context, PgSession &session, const HttpRequest &request,
                              const QString &id, const QString &lock)
{
    auto upload = find(context, session, request, id, lock);
    if (upload && upload->status != Status::Normal)
        return refuse({409, QStringLiteral("StatusConflict"),
                       QStringLiteral("Session '%1' is %2").arg(upload->id, statusText(upload->status))});
    return upload;
}

Reply<HttpResponse> makeWriteSession(const ServiceContext &context, const HttpRequest &request)
{
    if (const auto allowed = requireWriter(request.account); !allowed)
        return refuse(allowed.error());
    const auto body = storageBody(request);
    if (!body)
        return refuse(body.error());
    if (const auto units = requireArrowUnits(*body); !units)
        return refuse(units.error());
    return inTransaction(context, [&](PgSession &session) -> Reply<HttpResponse> {
        auto table = requireManagedTable(context, session, request);
        if (!table)
            return refuse(table.error());
        const QString spec = body->value(u"PartitionSpec").toString();
        if (!table->partitionColumns.isEmpty() && spec.isEmpty())
            return refuse(
                ServiceError::notSupported(QStringLiteral("Writing to partitions that the rows name themselves")));
        auto target = targetOf(std::move(*table), spec);
        if (!target)
            return refuse(target.error());
        const auto upload =
            createUpload(session, std::move(*target), request, true, body->value(u"Overwrite").toBool(false));
        if (!upload)
            return refuse(upload.error());
        return sessionReply(*upload, 201);
    });
}

Reply<HttpResponse> showWriteSession(const ServiceContext &context, const HttpRequest &request)
{
    return withSession<HttpResponse>(context, [&](PgSession &session) -> Reply<HttpResponse> {
        const auto upload = find(context, session, request, request.resource.session, {});
        if (!upload)
            return refuse(upload.error());
        return sessionReply(*upload, 200);
    });
}

// The stored blocks that \a body's messages name. Errors: 400 for a message of no block, or two of one block.
Reply<QList<qint64>> blocksOf(const QJsonObject &body)
{
    QList<qint64> stored;
    QSet<qint64> blocks;
    for (const QJsonValue &message : body.value(u"CommitMessages").toArray()) {
        bool isNumber = false;
        const qint64 block = message.toString().toLongLong(&isNumber);
        if (!isNumber || block < 0 || block >= qint64(maxUploadBlocks) * maxAttempts)
            return refuse(ServiceError::badArgument(
                QStringLiteral("'%1' is no commit message").arg(message.toString().left(100))));
        if (blocks.contains(block % maxUploadBlocks))
            return refuse(ServiceError::badArgument(
                QStringLiteral("Block %1 is to be committed twice").arg(block % maxUploadBlocks)));
        blocks.insert(block % maxUploadBlocks);
        stored.append(block);
    }
    return stored;
}

} // namespace

Reply<HttpResponse> serveStorageSession(const ServiceContext &context, const HttpRequest &request)
{
    const bool isNew = request.method == "POST" && request.resource.session.isEmpty();
    if (!isNew && (request.method != "GET" || request.resource.session.isEmpty()))
        return refuse(ServiceError::notSupported(QStringLiteral("This request of a session")));
    const QString type = request.target.value(u"session_type");
    if (type == u"batch_read")
        return isNew ? makeReadSession(context, request) : showReadSession(context, request);
    if (type == u"batch_write")
        return isNew ? makeWriteSession(context, request) : showWriteSession(context, request);
    return refuse(ServiceError::notSupported(QStringLiteral("A session of type '%1'").arg(type.left(50))));
}

Reply<HttpResponse> serveStorageBlock(const ServiceContext &context, const HttpRequest &request)
{
    if (request.method != "POST")
        return refuse(ServiceError::notSupported(QStringLiteral("Writing rows by another method than POST")));
    if (const auto allowed = requireWriter(request.account); !allowed)
        return refuse(allowed.error());
    const RequestTarget &target = request.target;
    if (const auto form = requireArrowForm(target); !form)
        return refuse(form.error());
    const qint64 block = target.number(u"block_number", -1, 0, maxUploadBlocks - 1);
    const qint64 attempt = target.has(u"attempt_number") ? target.number(u"attempt_number", -1, 0, maxAttempts - 1) : 0;
    if (block < 0 || attempt < 0)
        return refuse({400, QStringLiteral("InvalidBlockID"),
                       QStringLiteral("A block number is 0 to %1, an attempt 0 to %2")
                           .arg(maxUploadBlocks - 1)
                           .arg(maxAttempts - 1)});
    return inTransaction(context, [&](PgSession &session) -> Reply<HttpResponse> {
        const auto upload = findOpen(context, session, request, request.resource.session, QStringLiteral("FOR SHARE"));
        if (!upload)
            return refuse(upload.error());
        const int stored = storedBlock(block, attempt);
        const auto rows = putUploadBlock(session, request, *upload, stored, BodyForm::ArrowStream);
        if (!rows)
            return refuse(rows.error());
        const QJsonObject json{{QStringLiteral("CommitMessage"), QString::number(stored)}};
        return HttpResponse::json(QJsonDocument(json).toJson(QJsonDocument::Compact));
    });
}

Reply<HttpResponse> serveStorageCommit(const ServiceContext &context, const HttpRequest &request)
{
    if (request.method != "POST")
        return refuse(ServiceError::notSupported(QStringLiteral("Committing by another method than POST")));
    if (const auto allowed = requireWriter(request.account); !allowed)
        return refuse(allowed.error());
    const auto body = storageBody(request);
    if (!body)
        return refuse(body.error());
    const auto stored = blocksOf(*body);
    if (!stored)
        return refuse(stored.error());
    return inTransaction(context, [&](PgSession &session) -> Reply<HttpResponse> {
        auto upload =
            findOpen(context, session, request, request.target.value(u"session_id"), QStringLiteral("FOR UPDATE"));
        if (!upload)
            return refuse(upload.error());
        if (const auto kept = keepBlocks(session, *upload, *stored); !kept)
            return refuse(kept.error());
        const auto committed = commitUpload(session, *upload);
        if (!committed)
            return refuse(committed.error());
        upload->status = Status::Committed;
        return sessionReply(*upload, 201);
    });
}

} // namespace isthmus::sandbox
