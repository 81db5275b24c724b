// SPDX-License-Identifier: GPL-3.0-or-later
#include "staging.h"
#include "tunnelsession.h"

#include <isthmus/sandbox/rows/copywriter.h>
#include <isthmus/sandbox/rows/rowreceiving.h>
#include <isthmus/sandbox/tunnel/streams.h>
#include <isthmus/wire/tunnelschema.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace isthmus::sandbox {

namespace {

constexpr int lifeHours = 24;

using Status = TunnelSession::Status;

QString schemaVersion(const TableRow &table)
{
    return QString::number(table.schemaVersion);
}

Reply<TunnelSession> findOpen(const ServiceContext &context, PgSession &session, const HttpRequest &request,
                              const QString &lock)
{
    const QString id = request.target.value(u"uploadid");
    const ServiceError notFound{404, QStringLiteral("StreamSessionNotFound"),
                                QStringLiteral("The stream session '%1' does not exist").arg(id.left(200))};
    auto stream = findTunnelSession(context, session, request, TunnelSession::Kind::Stream, id, lock, notFound);
    if (stream && stream->status != Status::Normal)
        return refuse(notFound);
    return stream;
}

HttpResponse sessionReply(const ServiceContext &context, const HttpRequest &request, const TunnelSession &stream)
{
    const QString address = serverAddress(context, request);
    QJsonArray slotList;
    for (int i = 0; i < stream.slotCount; ++i)
        slotList.append(QJsonArray{QString::number(i), address});
    const QJsonObject object{
        {QStringLiteral("session_name"), stream.id},
        {QStringLiteral("status"), QStringLiteral("normal")},
        {QStringLiteral("schema"), wire::schemaFromColumns(stream.target.table.allColumns())},
        {QStringLiteral("slots"), slotList},
        {QStringLiteral("schema_version"), schemaVersion(stream.target.table)},
        {QStringLiteral("QuotaName"), QString()},
    };
    return HttpResponse::json(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

// A writer that insists on the latest schema must know it.
Reply<bool> checkSchemaVersion(const HttpRequest &request, const TableRow &table)
{
    const QString given = request.target.value(u"schema_version");
    const bool isStrict = request.target.value(u"check_latest_schema") == u"true";
    if (!isStrict || given.isEmpty() || given == schemaVersion(table))
        return true;
    ServiceError error{412, QStringLiteral("SchemaModified"),
                       QStringLiteral("The schema of table '%1' was changed").arg(table.name)};
    error.headers = {{"odps-tunnel-latest-schema-version", schemaVersion(table).toLatin1()}};
    return refuse(error);
}

Reply<HttpResponse> create(const ServiceContext &context, PgSession &session, const HttpRequest &request)
{
    if (request.target.isSet(u"dynamic_partition"))
        return refuse(ServiceError::notSupported(QStringLiteral("A stream upload with dynamic partitions")));
    auto target = tunnelTarget(context, session, request);
    if (!target)
        return refuse(target.error());
    if (!target->table.primaryKey.isEmpty())
        return refuse(ServiceError::badArgument(
            QStringLiteral("Table '%1' has a primary key; rows come by upsert or INSERT").arg(target->table.name)));
    if (const auto checked = checkSchemaVersion(request, target->table); !checked)
        return refuse(checked.error());
    const bool mayCreate = request.target.isSet(u"create_partition");
    if (const auto there = requirePartition(session, *target, mayCreate); !there)
        return refuse(there.error());
    const auto stream = createTunnelSession(session, TunnelSession::Kind::Stream, std::move(*target), request,
                                            lifeHours, false, request.header("odps-slot-num").toInt());
    if (!stream)
        return refuse(stream.error());
    return sessionReply(context, request, *stream);
}

Reply<HttpResponse> write(const ServiceContext &context, PgSession &session, const HttpRequest &request)
{
    const auto stream = findOpen(context, session, request, QStringLiteral("FOR SHARE"));
    if (!stream)
        return refuse(stream.error());
    const TunnelTarget &target = stream->target;
    if (const auto checked = checkSchemaVersion(request, target.table); !checked)
        return refuse(checked.error());
    if (const auto there = requirePartition(session, target, false); !there)
        return refuse(there.error());
    // Received first and moved then, so that a slow sender locks nobody out of the table.
    const QString staging = QStringLiteral("pg_temp.mc_stream");
    auto staged = createStaging(session, staging, QString(), target.table.columns);
    if (!staged)
        return refuse(ServiceError::fromStore(staged.error()));
    RowWriter writer(session);
    if (const auto started = writer.start(staging, target.table.columns); !started)
        return refuse(ServiceError::fromStore(started.error()));
    const auto rows =
        copyBody(request, target.table.columns, [&](const records::RecordBatch &batch) { return writer.write(batch); });
    if (!rows)
        return refuse(rows.error());
    if (const auto finished = writer.finish(); !finished)
        return refuse(rowError(finished.error()));
    if (const auto moved = moveRows(session, target, staging, {}, false); !moved)
        return refuse(rowError(moved.error()));
    staged = session.exec(QStringLiteral("DROP TABLE ") + staging);
    if (!staged)
        return refuse(rowError(staged.error()));
    HttpResponse response = HttpResponse::json("{}");
    response.headers = {{"odps-tunnel-routed-server", serverAddress(context, request).toLatin1()},
                        {"odps-tunnel-slot-num", QByteArray::number(stream->slotCount)}};
    return response;
}

} // namespace

Reply<HttpResponse> serveStream(const ServiceContext &context, const HttpRequest &request)
{
    if (const auto allowed = requireWriter(request.account); !allowed)
        return refuse(allowed.error());
    const bool isKnown = request.target.has(u"uploadid");
    return inTransaction(context, [&](PgSession &session) -> Reply<HttpResponse> {
        if (request.method == "PUT")
            return write(context, session, request);
        if (request.method == "POST" && !isKnown)
            return create(context, session, request);
        const auto stream =
            findOpen(context, session, request, request.method == "POST" ? QStringLiteral("FOR UPDATE") : QString());
        if (!stream)
            return refuse(stream.error());
        if (request.method == "POST") {
            if (const auto aborted = setStatus(session, *stream, Status::Aborted); !aborted)
                return refuse(ServiceError::fromStore(aborted.error()));
            return HttpResponse::json("{}");
        }
        return sessionReply(context, request, *stream);
    });
}

} // namespace isthmus::sandbox
