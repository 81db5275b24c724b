// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/sqltext.h>
#include <isthmus/sandbox/jobs/tablestatements.h>
#include <isthmus/sandbox/rows/wiredecoding.h>
#include <isthmus/sandbox/tunnel/tunnelsession.h>
#include <isthmus/wire/compression.h>

#include <QUuid>

namespace isthmus::sandbox {

namespace {

constexpr int maxSlots = 64;

QString kindText(TunnelSession::Kind kind)
{
    switch (kind) {
    case TunnelSession::Kind::Stream:
        return QStringLiteral("stream");
    case TunnelSession::Kind::Upsert:
        return QStringLiteral("upsert");
    case TunnelSession::Kind::Upload:
        break;
    }
    return QStringLiteral("upload");
}

QString statusText(TunnelSession::Status status)
{
    switch (status) {
    case TunnelSession::Status::Committed:
        return QStringLiteral("committed");
    case TunnelSession::Status::Aborted:
        return QStringLiteral("aborted");
    case TunnelSession::Status::Expired:
        return QStringLiteral("expired");
    case TunnelSession::Status::Normal:
        break;
    }
    return QStringLiteral("normal");
}

TunnelSession::Status statusOf(const QString &text)
{
    using Status = TunnelSession::Status;
    for (const Status status : {Status::Committed, Status::Aborted, Status::Expired}) {
        if (text == statusText(status))
            return status;
    }
    return Status::Normal;
}

QString stagingName(const QString &id)
{
    return QStringLiteral("mc_upload.") + core::quotePostgresName(QString(QStringLiteral("u_") + id));
}

// The HTTP library undoes deflate and gzip before anybody sees the body.
Reply<wire::Compression> compressionOf(const HttpRequest &request)
{
    const QByteArray encoding = request.header("content-encoding").trimmed().toLower();
    const auto compression = wire::compressionNamed(encoding);
    if (!compression)
        return refuse(
            ServiceError::notSupported(QStringLiteral("Compression '%1'").arg(QString::fromLatin1(encoding.left(50)))));
    return *compression == wire::Compression::Deflate ? wire::Compression::None : *compression;
}

ServiceError malformed(const core::Error &error)
{
    return {400, QStringLiteral("MalformedDataStream"),
            QStringLiteral("The rows cannot be decoded: %1 %2").arg(error.message, error.detail)};
}

} // namespace

QString TunnelTarget::condition() const
{
    return partition.isEmpty() ? QString() : partitionCondition(table, partition);
}

QString TunnelSession::staging() const
{
    return stagingName(id);
}

bool isFlagSet(const RequestTarget &target, QStringView key)
{
    const QString value = target.value(key).toLower();
    return target.has(key) && (value.isEmpty() || value == u"1" || value == u"true");
}

Reply<TableRow> requireManagedTable(const ServiceContext &context, PgSession &session, const HttpRequest &request)
{
    auto table = requireTable(context, session, request, request.resource.name);
    if (!table) {
        ServiceError error = table.error();
        if (error.code == u"NoSuchObject")
            error.code = QStringLiteral("NoSuchTable");
        return refuse(error);
    }
    if (table->kind != TableKind::Managed)
        return refuse(ServiceError::badArgument(
            QStringLiteral("'%1' is no managed table: its rows come and go by SQL only").arg(table->name)));
    return table;
}

Reply<TunnelTarget> tunnelTarget(const ServiceContext &context, PgSession &session, const HttpRequest &request)
{
    auto table = requireManagedTable(context, session, request);
    if (!table)
        return refuse(table.error());
    TunnelTarget target;
    target.partitionSpec = request.target.value(u"partition");
    if (!table->partitionColumns.isEmpty() || !target.partitionSpec.isEmpty()) {
        const auto values = parsePartition(*table, target.partitionSpec, false);
        if (!values)
            return refuse(values.error());
        target.partition = *values;
    }
    target.table = std::move(*table);
    return target;
}

Reply<bool> requirePartition(PgSession &session, const TunnelTarget &target, bool mayCreate)
{
    if (target.partition.isEmpty())
        return true;
    Metadata metadata(session);
    const auto partition = metadata.partition(target.table.id, target.partition);
    if (!partition)
        return refuse(ServiceError::fromStore(partition.error()));
    if (*partition)
        return true;
    if (!mayCreate)
        return refuse({404, QStringLiteral("NoSuchPartition"),
                       QStringLiteral("Partition '%1' does not exist").arg(target.partitionSpec)});
    return replyOf(metadata.addPartition(target.table.id, target.partition));
}

Reply<TunnelSession> createTunnelSession(PgSession &session, TunnelSession::Kind kind, TunnelTarget target,
                                         const HttpRequest &request, int lifeHours, int slotCount)
{
    TunnelSession tunnel;
    tunnel.id = QUuid::createUuid().toString(QUuid::Id128);
    tunnel.kind = kind;
    tunnel.target = std::move(target);
    tunnel.overwrite = isFlagSet(request.target, u"overwrite");
    tunnel.slotCount = qBound(1, slotCount, maxSlots);
    const auto made = session.exec(
        QStringLiteral(
            "INSERT INTO mc.tunnel_sessions (id, kind, table_id, partition, overwrite, owner, expires, slots) "
            "VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(hours => $7::int), $8)"),
        {tunnel.id, kindText(kind), tunnel.target.table.id, pgTextArray(tunnel.target.partition), tunnel.overwrite,
         request.account.accessId, lifeHours, tunnel.slotCount});
    if (!made)
        return refuse(ServiceError::fromStore(made.error()));
    return tunnel;
}

Reply<TunnelSession> findTunnelSession(const ServiceContext &context, PgSession &session, const HttpRequest &request,
                                       TunnelSession::Kind kind, const QString &id, const QString &lock,
                                       const ServiceError &notFound)
{
    auto target = tunnelTarget(context, session, request);
    if (!target)
        return refuse(target.error());
    const auto row = session.exec(
        QStringLiteral("SELECT overwrite, CASE WHEN status = 'normal' AND expires < now() THEN 'expired' ELSE status "
                       "END, slots FROM mc.tunnel_sessions WHERE id = $1 AND kind = $2 AND table_id = $3 "
                       "AND partition = $4::text[] AND owner = $5 ")
            + lock,
        {id, kindText(kind), target->table.id, pgTextArray(target->partition), request.account.accessId});
    if (!row)
        return refuse(ServiceError::fromStore(row.error()));
    if (row->rowCount() == 0)
        return refuse(notFound);
    TunnelSession tunnel;
    tunnel.id = id;
    tunnel.kind = kind;
    tunnel.target = std::move(*target);
    tunnel.overwrite = row->flag(0, 0);
    tunnel.status = statusOf(row->text(0, 1));
    tunnel.slotCount = int(row->integer(0, 2));
    return tunnel;
}

PgOutcome<PgResult> setStatus(PgSession &session, const TunnelSession &tunnel, TunnelSession::Status status)
{
    return session.exec(QStringLiteral("UPDATE mc.tunnel_sessions SET status = $2 WHERE id = $1"),
                        {tunnel.id, statusText(status)});
}

void dropExpiredSessions(PgSession &session)
{
    PgTransaction transaction(session);
    if (!transaction.begin() || !session.execScript("SET LOCAL lock_timeout = '100ms'"))
        return;
    if (Metadata(session).dropExpiredUploads())
        (void)transaction.commit();
}

PgOutcome<PgResult> createStaging(PgSession &session, const QString &name, const QString &ownColumns,
                                  const QList<catalog::Column> &columns)
{
    QStringList definitions;
    if (!ownColumns.isEmpty())
        definitions.append(ownColumns);
    for (const catalog::Column &column : columns)
        definitions.append(core::quotePostgresName(column.name) + u' ' + stagedType(column.type));
    return session.exec(QStringLiteral("CREATE TABLE %1 (%2) WITH (autovacuum_enabled = false)")
                            .arg(name, definitions.join(QStringLiteral(", "))));
}

PgOutcome<PgResult> noteRows(PgSession &session, const TunnelTarget &target, qint64 delta)
{
    Metadata metadata(session);
    auto noted = metadata.noteDataChange(target.table.id, delta);
    if (noted && !target.partition.isEmpty())
        noted = metadata.notePartitionChange(target.table.id, target.partition, delta);
    return noted;
}

PgOutcome<PgResult> lockTable(PgSession &session, const TunnelTarget &target)
{
    return session.exec(QStringLiteral("SELECT 1 FROM mc.tables WHERE id = $1 FOR UPDATE"), {target.table.id});
}

PgOutcome<qint64> moveRows(PgSession &session, const TunnelTarget &target, const QString &staging, bool overwrite)
{
    const TableRow &table = target.table;
    if (const auto locked = lockTable(session, target); !locked)
        return tl::unexpected(locked.error());
    qint64 delta = 0;
    if (overwrite) {
        const QString condition = target.condition();
        const auto deleted = session.exec(QStringLiteral("DELETE FROM ") + table.dataRelation()
                                          + (condition.isEmpty() ? QString() : QStringLiteral(" WHERE ") + condition));
        if (!deleted)
            return tl::unexpected(deleted.error());
        delta -= deleted->affectedRows();
    }
    QStringList names;
    QStringList values;
    for (const catalog::Column &column : table.columns) {
        names.append(core::quotePostgresName(column.name));
        values.append(unstagedExpression(column));
    }
    for (qsizetype i = 0; i < target.partition.size(); ++i) {
        names.append(core::quotePostgresName(table.partitionColumns[i].name));
        values.append(partitionLiteral(table.partitionColumns[i], target.partition[i]));
    }
    const auto moved = session.exec(
        QStringLiteral("INSERT INTO %1 (%2) SELECT %3 FROM %4")
            .arg(table.dataRelation(), names.join(QStringLiteral(", ")), values.join(QStringLiteral(", ")), staging));
    if (!moved)
        return tl::unexpected(moved.error());
    if (const auto noted = noteRows(session, target, delta + moved->affectedRows()); !noted)
        return tl::unexpected(noted.error());
    return moved->affectedRows();
}

Reply<qint64> copyBody(const HttpRequest &request, const QList<catalog::Column> &columns,
                       const std::function<PgOutcome<bool>(const records::RecordBatch &)> &write)
{
    const auto compression = compressionOf(request);
    if (!compression)
        return refuse(compression.error());
    std::optional<PgError> storeError;
    const auto sink = [&](records::RecordBatch &&batch) -> core::Result<core::Done> {
        if (const auto written = write(batch); !written) {
            storeError = written.error();
            return core::fail(core::ErrorKind::Invalid, QString());
        }
        return core::Done();
    };
    const auto body = request.target.has(u"arrow") ? arrowBody(columns, sink) : recordBody(columns, sink);
    const auto decompressor = wire::Decompressor::make(*compression);
    core::Result<core::Done> decoded = core::Done();
    const auto decode = [&](QByteArrayView bytes) { return body->feed(bytes); };
    const bool isComplete = request.readBody([&](QByteArrayView piece) {
        if (decoded)
            decoded = decompressor->feed(piece, decode);
        return true; // the rest is read and dropped, so that the client hears the answer
    });
    if (storeError)
        return refuse(rowError(*storeError));
    if (!decoded)
        return refuse(malformed(decoded.error()));
    if (!isComplete)
        return refuse({400, QStringLiteral("IncompleteBody"), QStringLiteral("The rows were cut off")});
    decoded = decompressor->finish();
    if (decoded)
        decoded = body->finish();
    if (storeError)
        return refuse(rowError(*storeError));
    if (!decoded)
        return refuse(malformed(decoded.error()));
    return body->rowCount();
}

ServiceError rowError(const PgError &error)
{
    // Classes 22 and 23: values that a type or a NOT NULL column cannot take.
    if (error.sqlState.startsWith(u"22") || error.sqlState.startsWith(u"23"))
        return {400, QStringLiteral("MalformedDataStream"),
                QStringLiteral("A value does not fit the table: %1").arg(error.message)};
    return ServiceError::fromStore(error);
}

QString serverAddress(const ServiceContext &context, const HttpRequest &request)
{
    const QString host = QString::fromLatin1(request.header("host"));
    if (host.count(u':') == 1)
        return host;
    return QStringLiteral("127.0.0.1:%1").arg(context.port);
}

Reply<HttpResponse> inTransaction(const ServiceContext &context,
                                  const std::function<Reply<HttpResponse>(PgSession &)> &work)
{
    return withSession<HttpResponse>(context, [&](PgSession &session) -> Reply<HttpResponse> {
        PgTransaction transaction(session);
        if (const auto begun = transaction.begin(); !begun)
            return refuse(ServiceError::fromStore(begun.error()));
        auto reply = work(session);
        if (!reply)
            return reply;
        if (const auto done = transaction.commit(); !done)
            return refuse(ServiceError::fromStore(done.error()));
        return reply;
    });
}

} // namespace isthmus::sandbox
