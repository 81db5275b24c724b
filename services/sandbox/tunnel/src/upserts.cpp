// SPDX-License-Identifier: GPL-3.0-or-later
#include "staging.h"
#include "tunnelsession.h"
#include "upsertrows.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/rows/copywriter.h>
#include <isthmus/sandbox/rows/rowreceiving.h>
#include <isthmus/sandbox/tunnel/upserts.h>
#include <isthmus/wire/tunnelschema.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace isthmus::sandbox {

namespace {

constexpr int maxLifeHours = 24;
constexpr int bucketsPerSlot = 4;

using Status = TunnelSession::Status;

QString upsertStatus(Status status)
{
    switch (status) {
    case Status::Committed:
        return QStringLiteral("committed");
    case Status::Aborted:
        return QStringLiteral("aborted");
    case Status::Expired:
        return QStringLiteral("expired");
    case Status::Normal:
        break;
    }
    return QStringLiteral("normal");
}

// The columns with the ids by which rows name those that they bring.
QJsonObject schemaWithIds(const TableRow &table)
{
    QJsonObject schema = wire::schemaFromColumns(table.allColumns());
    QJsonArray columns = schema.value(u"columns").toArray();
    for (qsizetype i = 0; i < columns.size(); ++i) {
        QJsonObject column = columns[i].toObject();
        column.insert(QStringLiteral("column_id"), QString::number(i));
        columns[i] = column;
    }
    schema.insert(QStringLiteral("columns"), columns);
    return schema;
}

Reply<TunnelSession> find(const ServiceContext &context, PgSession &session, const HttpRequest &request,
                          const QString &lock)
{
    const QString id = request.target.value(u"upsertid");
    return findTunnelSession(context, session, request, TunnelSession::Kind::Upsert, id, lock,
                             {404, QStringLiteral("UpsertSessionNotFound"),
                              QStringLiteral("The upsert session '%1' does not exist").arg(id.left(200))});
}

ServiceError statusConflict(const TunnelSession &upsert)
{
    return {409, QStringLiteral("StatusConflict"),
            QStringLiteral("Upsert session '%1' is %2").arg(upsert.id, upsertStatus(upsert.status))};
}

HttpResponse sessionReply(const ServiceContext &context, const HttpRequest &request, const TunnelSession &upsert)
{
    QJsonArray slotList;
    for (int slot = 0; slot < upsert.slotCount; ++slot) {
        QJsonArray buckets;
        for (int i = 0; i < bucketsPerSlot; ++i)
            buckets.append(slot * bucketsPerSlot + i);
        slotList.append(QJsonObject{{QStringLiteral("slot_id"), QString::number(slot)},
                                    {QStringLiteral("worker_addr"), serverAddress(context, request)},
                                    {QStringLiteral("buckets"), buckets}});
    }
    const QJsonObject object{
        {QStringLiteral("id"), upsert.id},
        {QStringLiteral("status"), upsertStatus(upsert.status)},
        {QStringLiteral("hasher"), QStringLiteral("default")},
        {QStringLiteral("hash_key"), QJsonArray::fromStringList(upsert.target.table.primaryKey)},
        {QStringLiteral("enable_partial_update"), takesPartialRows(upsert.target.table)},
        {QStringLiteral("quota_name"), QString()},
        {QStringLiteral("schema"), schemaWithIds(upsert.target.table)},
        {QStringLiteral("slots"), slotList},
    };
    return HttpResponse::json(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Reply<HttpResponse> create(const ServiceContext &context, PgSession &session, const HttpRequest &request)
{
    auto target = tunnelTarget(context, session, request);
    if (!target)
        return refuse(target.error());
    if (target->table.primaryKey.isEmpty())
        return refuse(ServiceError::badArgument(
            QStringLiteral("Table '%1' has no primary key; rows come by upload or INSERT").arg(target->table.name)));
    const bool mayCreate = request.target.isSet(u"create_partition");
    if (const auto there = requirePartition(session, *target, mayCreate); !there)
        return refuse(there.error());
    const int life = int(request.target.number(u"lifecycle", maxLifeHours, 1, maxLifeHours));
    const auto upsert = createTunnelSession(session, TunnelSession::Kind::Upsert, std::move(*target), request, life,
                                            false, request.target.value(u"slotnum").toInt());
    if (!upsert)
        return refuse(upsert.error());
    const auto staged =
        createStaging(session, upsert->staging(), QStringLiteral("mc_order bigint GENERATED ALWAYS AS IDENTITY"),
                      upsertColumns(upsert->target.table));
    if (!staged)
        return refuse(rowError(staged.error()));
    return sessionReply(context, request, *upsert);
}

Reply<HttpResponse> write(const ServiceContext &context, PgSession &session, const HttpRequest &request)
{
    const auto upsert = find(context, session, request, QStringLiteral("FOR SHARE"));
    if (!upsert)
        return refuse(upsert.error());
    if (upsert->status != Status::Normal)
        return refuse(statusConflict(*upsert));
    const QList<catalog::Column> columns = upsertColumns(upsert->target.table);
    RowWriter writer(session);
    if (const auto started = writer.start(upsert->staging(), columns); !started)
        return refuse(ServiceError::fromStore(started.error()));
    const auto rows = copyBody(request, columns, [&](const records::RecordBatch &batch) {
        const auto checked = checkUpsertRows(upsert->target.table, batch);
        return checked ? writer.write(batch) : checked;
    });
    if (!rows)
        return refuse(rows.error());
    if (const auto finished = writer.finish(); !finished)
        return refuse(rowError(finished.error()));
    const QString announced = request.target.value(u"record_count");
    if (!announced.isEmpty() && announced.toLongLong() != *rows)
        return refuse({400, QStringLiteral("MalformedDataStream"),
                       QStringLiteral("%1 rows were announced, %2 came").arg(announced.left(20)).arg(*rows)});
    return HttpResponse::json("{}");
}

// Replaces the rows of all keys that were sent.
PgOutcome<PgResult> apply(PgSession &session, const TunnelSession &upsert)
{
    const TableRow &table = upsert.target.table;
    if (auto locked = lockTable(session, upsert.target); !locked)
        return locked;
    if (auto merged = mergeUpsertRows(session, upsert); !merged)
        return merged;
    QStringList same;
    for (const QString &name : table.primaryKey)
        same.append(QStringLiteral("t.%1 = s.%1").arg(dialect::quotePostgresName(name)));
    const QString condition = upsert.target.condition();
    const auto deleted = session.exec(QStringLiteral("DELETE FROM %1 AS t USING mc_upsert AS s WHERE %2%3")
                                          .arg(table.dataRelation(), same.join(QStringLiteral(" AND ")),
                                               condition.isEmpty() ? QString() : QStringLiteral(" AND ") + condition));
    if (!deleted)
        return deleted;
    const auto removed =
        session.exec(QStringLiteral("DELETE FROM mc_upsert WHERE \"__operation\" = %1").arg(deleteOperation));
    if (!removed)
        return removed;
    if (const auto moved = moveRows(session, upsert.target, QStringLiteral("mc_upsert"), {}, false); !moved)
        return tl::unexpected(moved.error());
    auto done = noteRows(session, upsert.target, -deleted->affectedRows());
    if (done)
        done = session.exec(QStringLiteral("DROP TABLE ") + upsert.staging());
    if (done)
        done = setStatus(session, upsert, Status::Committed);
    return done;
}

Reply<HttpResponse> commit(const ServiceContext &context, PgSession &session, const HttpRequest &request)
{
    auto upsert = find(context, session, request, QStringLiteral("FOR UPDATE"));
    if (!upsert)
        return refuse(upsert.error());
    if (upsert->status == Status::Aborted || upsert->status == Status::Expired)
        return refuse(statusConflict(*upsert));
    if (upsert->status == Status::Normal) {
        if (const auto there = requirePartition(session, upsert->target, false); !there)
            return refuse(there.error());
        if (const auto applied = apply(session, *upsert); !applied)
            return refuse(rowError(applied.error()));
        upsert->status = Status::Committed;
    }
    return sessionReply(context, request, *upsert);
}

Reply<HttpResponse> abort(const ServiceContext &context, PgSession &session, const HttpRequest &request)
{
    auto upsert = find(context, session, request, QStringLiteral("FOR UPDATE"));
    if (!upsert)
        return refuse(upsert.error());
    if (upsert->status == Status::Committed)
        return refuse(statusConflict(*upsert));
    auto done = session.exec(QStringLiteral("DROP TABLE IF EXISTS ") + upsert->staging());
    if (done)
        done = setStatus(session, *upsert, Status::Aborted);
    if (!done)
        return refuse(ServiceError::fromStore(done.error()));
    upsert->status = Status::Aborted;
    return sessionReply(context, request, *upsert);
}

} // namespace

Reply<HttpResponse> serveUpsert(const ServiceContext &context, const HttpRequest &request)
{
    if (const auto allowed = requireWriter(request.account); !allowed)
        return refuse(allowed.error());
    const bool isKnown = request.target.has(u"upsertid");
    return inTransaction(context, [&](PgSession &session) -> Reply<HttpResponse> {
        if (request.method == "PUT")
            return write(context, session, request);
        if (request.method == "POST")
            return isKnown ? commit(context, session, request) : create(context, session, request);
        if (request.method == "DELETE")
            return abort(context, session, request);
        const auto upsert = find(context, session, request, QString());
        if (!upsert)
            return refuse(upsert.error());
        return sessionReply(context, request, *upsert);
    });
}

} // namespace isthmus::sandbox
