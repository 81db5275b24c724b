// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunneltarget.h"

#include <isthmus/sandbox/rows/rowsending.h>
#include <isthmus/sandbox/tunnel/downloads.h>
#include <isthmus/sandbox/tunnel/sessionid.h>
#include <isthmus/wire/tunnelschema.h>

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace isthmus::sandbox {

namespace {

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

ColumnOrder orderFor(const RequestTarget &target)
{
    return target.has(u"arrow") ? ColumnOrder::AsInTable : ColumnOrder::AsListed;
}

// The columns as value of a header: ASCII only, whatever the columns are called.
QByteArray schemaHeader(const QList<catalog::Column> &columns)
{
    const QString text =
        QString::fromUtf8(QJsonDocument(wire::schemaFromColumns(columns)).toJson(QJsonDocument::Compact));
    QByteArray ascii;
    for (const QChar c : text)
        ascii += c.unicode() < 0x80 ? QByteArray(1, char(c.unicode()))
                                    : "\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
    return ascii;
}

// Streams the rows of the request's row range out of \a total.
Reply<HttpResponse> sendRows(const std::shared_ptr<RowSending> &sending, const RowSource &source,
                             const HttpRequest &request, qint64 total, wire::ArrowOptions arrow)
{
    const RequestTarget &target = request.target;
    const auto range = isDirect(target) && !target.has(u"rowrange") ? qMakePair(qint64(0), total)
                                                                    : parseRowRange(target.value(u"rowrange"));
    if (!range)
        return refuse(range.error());
    const qint64 first = range->first;
    if (first > total)
        return refuse({400, QStringLiteral("InvalidRowRange"),
                       QStringLiteral("The row range begins at %1, there are %2 rows").arg(first).arg(total)});
    const qint64 count = qMin(range->second, total - first);
    auto format = target.has(u"arrow") ? arrowChunks(source.columns, arrow) : recordFormat();
    if (!format)
        return refuse(format.error());
    const QByteArray accepted = request.header("accept-encoding");
    return sending->start(source, {first, count}, count,
                          {std::move(*format), wire::acceptedCompression(accepted), accepted.trimmed().toLower(),
                           target.has(u"arrow") ? std::optional(arrow) : std::nullopt});
}

// In results of queries, TIMESTAMP is a struct where it is no part of another value:
// docs/protocol.md#compression-and-arrow.
constexpr wire::ArrowOptions resultArrow{.timestampsAsStructs = true, .nestedTimestampsAsNanos = true};

// Rows that a download of a query's result has. Source: docs/protocol.md#result-of-a-job.
qint64 resultRows(const InstanceRow &instance, const RequestTarget &target)
{
    constexpr qint64 maxLimitedRows = 10'000;
    return target.isSet(u"instance_tunnel_limit_enabled") ? qMin(instance.rows, maxLimitedRows) : instance.rows;
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
    if (table.isSet(u"transactional") || !table.primaryKey.isEmpty()) {
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

bool isDirect(const RequestTarget &target)
{
    return target.has(u"cached") && target.has(u"data");
}

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
    const auto sending = RowSending::open(context);
    if (!sending)
        return refuse(sending.error());
    const auto state = stateOf(context, (*sending)->session(), request);
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
    const auto columns = wantedColumns(target.value(u"columns"), table.columns, table.columns, orderFor(target));
    if (!columns)
        return refuse(columns.error());
    return sendRows(*sending, {table.dataRelation(), *columns, state->target.condition(), {}, rowNumberColumn}, request,
                    total, {});
}

Reply<HttpResponse> serveInstanceDownload(const ServiceContext &context, const HttpRequest &request,
                                          const InstanceRow &instance)
{
    const RequestTarget &target = request.target;
    if (!instance.isOver())
        return refuse({400, QStringLiteral("InstanceNotTerminate"),
                       QStringLiteral("Instance '%1' has not ended yet").arg(instance.id)});
    // The code by which all clients know that they have to read the text result instead:
    // docs/protocol.md#result-of-a-job.
    if (!instance.columns && instance.status == u"Success")
        return refuse({400, QStringLiteral("InstanceTypeNotSupported"),
                       QStringLiteral("Instance '%1' has no rows").arg(instance.id)});
    if (!instance.columns)
        return refuse(ServiceError::badArgument(instance.result));
    qint64 rows = resultRows(instance, target);
    if (request.method == "POST")
        return sessionReply(makeSessionId({instance.id, QString::number(rows)}), rows, *instance.columns);
    const QString id = target.value(u"downloadid");
    if (!isDirect(target)) {
        const auto fields = sessionFields(id);
        if (!fields || fields->size() != 2 || fields->at(0) != instance.id)
            return refuse(noSuchDownload(id));
        rows = qMin(rows, fields->at(1).toLongLong());
    }
    if (!target.has(u"data"))
        return sessionReply(id, rows, *instance.columns);
    const auto columns =
        wantedColumns(target.value(u"columns"), *instance.columns, instance.storedColumns(), orderFor(target));
    if (!columns)
        return refuse(columns.error());
    const auto sending = RowSending::open(context);
    if (!sending)
        return refuse(sending.error());
    auto response = sendRows(*sending, {instance.resultRelation(), *columns, {}}, request, rows, resultArrow);
    if (response && isDirect(target))
        response->headers += {{"odps-tunnel-record-count", QByteArray::number(rows)},
                              {"odps-tunnel-schema", schemaHeader(*instance.columns)}};
    return response;
}

} // namespace isthmus::sandbox
