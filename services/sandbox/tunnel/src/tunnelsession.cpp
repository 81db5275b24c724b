// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnelsession.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/rows/wiredecoding.h>
#include <isthmus/sandbox/store/partitionsql.h>
#include <isthmus/wire/compression.h>

#include <QJsonArray>
#include <QJsonDocument>
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

QString storedStatus(TunnelSession::Status status)
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
        if (text == storedStatus(status))
            return status;
    }
    return Status::Normal;
}

QString stagingName(const QString &id)
{
    return QStringLiteral("mc_upload.") + dialect::quotePostgresName(QString(QStringLiteral("u_") + id));
}

} // namespace

QString TunnelSession::staging() const
{
    return stagingName(id);
}

Reply<TunnelSession> createTunnelSession(PgSession &session, TunnelSession::Kind kind, TunnelTarget target,
                                         const HttpRequest &request, int lifeHours, bool overwrite, int slotCount)
{
    TunnelSession tunnel;
    tunnel.id = QUuid::createUuid().toString(QUuid::Id128);
    tunnel.kind = kind;
    tunnel.target = std::move(target);
    tunnel.overwrite = overwrite;
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

namespace {

Reply<TunnelSession> sessionOf(PgSession &session, const HttpRequest &request, TunnelTarget target,
                               TunnelSession::Kind kind, const QString &id, const QString &lock,
                               const ServiceError &notFound)
{
    const auto row = session.exec(
        QStringLiteral("SELECT overwrite, CASE WHEN status = 'normal' AND expires < now() THEN 'expired' ELSE status "
                       "END, slots FROM mc.tunnel_sessions WHERE id = $1 AND kind = $2 AND table_id = $3 "
                       "AND partition = $4::text[] AND owner = $5 ")
            + lock,
        {id, kindText(kind), target.table.id, pgTextArray(target.partition), request.account.accessId});
    if (!row)
        return refuse(ServiceError::fromStore(row.error()));
    if (row->rowCount() == 0)
        return refuse(notFound);
    TunnelSession tunnel;
    tunnel.id = id;
    tunnel.kind = kind;
    tunnel.target = std::move(target);
    tunnel.overwrite = row->flag(0, 0);
    tunnel.status = statusOf(row->text(0, 1));
    tunnel.slotCount = int(row->integer(0, 2));
    return tunnel;
}

} // namespace

Reply<TunnelSession> findTunnelSession(const ServiceContext &context, PgSession &session, const HttpRequest &request,
                                       TunnelSession::Kind kind, const QString &id, const QString &lock,
                                       const ServiceError &notFound)
{
    auto target = tunnelTarget(context, session, request);
    if (!target)
        return refuse(target.error());
    return sessionOf(session, request, std::move(*target), kind, id, lock, notFound);
}

Reply<TunnelSession> findSessionOfTable(const ServiceContext &context, PgSession &session, const HttpRequest &request,
                                        TunnelSession::Kind kind, const QString &id, const QString &lock,
                                        const ServiceError &notFound)
{
    auto table = requireManagedTable(context, session, request);
    if (!table)
        return refuse(table.error());
    const auto row = session.exec(
        QStringLiteral("SELECT to_json(partition) FROM mc.tunnel_sessions WHERE id = $1 AND table_id = $2"),
        {id, table->id});
    if (!row)
        return refuse(ServiceError::fromStore(row.error()));
    if (row->rowCount() == 0)
        return refuse(notFound);
    TunnelTarget target;
    QStringList spec;
    for (const QJsonValue &value : QJsonDocument::fromJson(row->bytes(0, 0).toByteArray()).array()) {
        spec.append(table->partitionColumns[target.partition.size()].name + u'=' + value.toString());
        target.partition.append(value.toString());
    }
    target.partitionSpec = spec.join(u',');
    target.table = std::move(*table);
    return sessionOf(session, request, std::move(target), kind, id, lock, notFound);
}

PgOutcome<PgResult> setStatus(PgSession &session, const TunnelSession &tunnel, TunnelSession::Status status)
{
    return session.exec(QStringLiteral("UPDATE mc.tunnel_sessions SET status = $2 WHERE id = $1"),
                        {tunnel.id, storedStatus(status)});
}

void dropExpiredSessions(PgSession &session)
{
    PgTransaction transaction(session);
    if (!transaction.begin() || !session.execScript("SET LOCAL lock_timeout = '100ms'"))
        return;
    if (Metadata(session).dropExpiredUploads())
        (void)transaction.commit();
}

} // namespace isthmus::sandbox
