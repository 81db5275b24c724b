// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/upserts.h"

#include "tunnel/tunnelsession.h"

#include <isthmus/core/sqltext.h>
#include <isthmus/wire/tunnelschema.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace isthmus::sandbox {

namespace {

constexpr int maxLifeHours = 24;
constexpr int bucketsPerSlot = 4;
constexpr int extraColumns = 5;
constexpr qint64 upsertOperation = 'U';
constexpr qint64 deleteOperation = 'D';

using Status = TunnelSession::Status;

QString statusText(Status status)
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

// The table's columns, and those that clients add for the operation.
QList<catalog::Column> sentColumns(const TableRow &table)
{
    const auto column = [](const QString &name, QStringView type) {
        catalog::Column added;
        added.name = name;
        added.type = catalog::parseMaxComputeType(type);
        return added;
    };
    return table.columns
        + QList<catalog::Column>{
            column(QStringLiteral("__version"), u"BIGINT"), column(QStringLiteral("__app_version"), u"BIGINT"),
            column(QStringLiteral("__operation"), u"TINYINT"), column(QStringLiteral("__key_cols"), u"ARRAY<BIGINT>"),
            column(QStringLiteral("__value_cols"), u"ARRAY<BIGINT>")};
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
            QStringLiteral("Upsert session '%1' is %2").arg(upsert.id, statusText(upsert.status))};
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
        {QStringLiteral("status"), statusText(upsert.status)},
        {QStringLiteral("hasher"), QStringLiteral("default")},
        {QStringLiteral("hash_key"), QJsonArray::fromStringList(upsert.target.table.primaryKey)},
        {QStringLiteral("enable_partial_update"), false},
        {QStringLiteral("quota_name"), QString()},
        {QStringLiteral("schema"), wire::schemaFromColumns(upsert.target.table.allColumns())},
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
    const bool mayCreate = isFlagSet(request.target, u"create_partition");
    if (const auto there = requirePartition(session, *target, mayCreate); !there)
        return refuse(there.error());
    const int life = int(request.target.number(u"lifecycle", maxLifeHours, 1, maxLifeHours));
    const auto upsert = createTunnelSession(session, TunnelSession::Kind::Upsert, std::move(*target), request, life,
                                            request.target.value(u"slotnum").toInt());
    if (!upsert)
        return refuse(upsert.error());
    const auto staged =
        createStaging(session, upsert->staging(), QStringLiteral("mc_order bigint GENERATED ALWAYS AS IDENTITY"),
                      sentColumns(upsert->target.table));
    if (!staged)
        return refuse(rowError(staged.error()));
    return sessionReply(context, request, *upsert);
}

// Errors: rows with an operation that is none, or with a part of the columns.
PgOutcome<bool> checkOperations(const records::RecordBatch &batch)
{
    const qsizetype first = batch.columnCount() - extraColumns;
    const records::ColumnVector &operation = batch.vector(first + 2);
    const records::ColumnVector &values = batch.vector(first + 4);
    for (qsizetype row = 0; row < batch.rowCount(); ++row) {
        const qint64 code = operation.isNull(row) ? 0 : operation.int64At(row);
        if (code != upsertOperation && code != deleteOperation)
            return tl::unexpected(
                PgError{QStringLiteral("22023"), QStringLiteral("%1 is no operation of an upsert").arg(code)});
        if (!values.isNull(row) && values.bytesAt(row) != "[]")
            return tl::unexpected(
                PgError{QStringLiteral("22023"),
                        QStringLiteral("an upsert of some columns only is not supported by the sandbox")});
    }
    return true;
}

Reply<HttpResponse> write(const ServiceContext &context, PgSession &session, const HttpRequest &request)
{
    const auto upsert = find(context, session, request, QStringLiteral("FOR SHARE"));
    if (!upsert)
        return refuse(upsert.error());
    if (upsert->status != Status::Normal)
        return refuse(statusConflict(*upsert));
    const QList<catalog::Column> columns = sentColumns(upsert->target.table);
    RowWriter writer(session);
    if (const auto started = writer.start(upsert->staging(), columns, {}); !started)
        return refuse(ServiceError::fromStore(started.error()));
    const auto rows = copyBody(request, columns, [&](const records::RecordBatch &batch) {
        const auto checked = checkOperations(batch);
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

// Replaces the rows of all keys that were sent by what was sent last for each.
PgOutcome<PgResult> apply(PgSession &session, const TunnelSession &upsert)
{
    const TableRow &table = upsert.target.table;
    if (auto locked = lockTable(session, upsert.target); !locked)
        return locked;
    QStringList keys;
    QStringList same;
    for (const QString &name : table.primaryKey) {
        const QString key = core::quotePostgresName(name);
        keys.append(key);
        same.append(QStringLiteral("t.%1 = s.%1").arg(key));
    }
    const QString keyList = keys.join(QStringLiteral(", "));
    const auto last =
        session.exec(QStringLiteral("CREATE TEMPORARY TABLE mc_upsert ON COMMIT DROP AS SELECT DISTINCT ON "
                                    "(%1) * FROM %2 ORDER BY %1, mc_order DESC")
                         .arg(keyList, upsert.staging()));
    if (!last)
        return last;
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
    if (const auto moved = moveRows(session, upsert.target, QStringLiteral("mc_upsert"), false); !moved)
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
