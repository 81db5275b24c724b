// SPDX-License-Identifier: GPL-3.0-or-later
#include "storagereading.h"

#include "buffercompression.h"
#include "storageforms.h"
#include "tunneltarget.h"

#include <isthmus/sandbox/rows/rowsending.h>
#include <isthmus/sandbox/store/metadata.h>
#include <isthmus/sandbox/store/partitionsql.h>
#include <isthmus/sandbox/tunnel/storage.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

#include <map>
#include <mutex>

namespace isthmus::sandbox {

namespace {

constexpr size_t maxSessions = 10'000;
constexpr qsizetype maxPartitions = 10'000; // that a session names
constexpr qint64 maxSplits = 1'000'000;
constexpr qint64 minSplitBytes = 1024 * 1024; // a guess: the Python client's tests tell that 1 is refused
constexpr qint64 maxBatchRows = 65'536;

// What a session reads, and how it is cut.
struct ReadSession {
    QString owner;
    qint64 tableId = 0;
    qint64 version = 0;
    QList<catalog::Column> columns;
    QList<catalog::Column> partitionColumns;
    QString condition;
    qint64 rows = 0;
    qint64 size = 0; ///< about, in bytes
    bool isByRange = false; ///< rows are asked for by number, not by split
    qint64 splitRows = 1;
    QDateTime expires;

    [[nodiscard]] qint64 splitCount() const { return isByRange ? 0 : (rows + splitRows - 1) / splitRows; }
};

// Sessions of this process, at most maxSessions: the oldest go first. Thread: any.
class ReadSessions {
public:
    static ReadSessions &instance()
    {
        static ReadSessions sessions;
        return sessions;
    }

    QString add(const ReadSession &session)
    {
        const QString id = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddHHmmsszzz"))
            + QUuid::createUuid().toString(QUuid::Id128); // in the order of time
        const std::lock_guard lock(m_mutex);
        m_sessions.emplace(id, session);
        if (m_sessions.size() > maxSessions)
            m_sessions.erase(m_sessions.begin());
        return id;
    }

    [[nodiscard]] std::optional<ReadSession> find(const QString &id)
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_sessions.find(id);
        if (found == m_sessions.end() || found->second.expires < QDateTime::currentDateTimeUtc())
            return std::nullopt;
        return found->second;
    }

private:
    std::mutex m_mutex;
    std::map<QString, ReadSession> m_sessions;
};

Reply<QStringList> textsOf(const QJsonObject &body, QStringView key)
{
    QStringList list;
    for (const QJsonValue &value : body.value(key).toArray()) {
        if (!value.isString())
            return refuse(ServiceError::badArgument(QStringLiteral("'%1' is no list of texts").arg(key)));
        list.append(value.toString());
    }
    return list;
}

// Those of \a all that \a names are, in that order.
Reply<QList<catalog::Column>> columnsCalled(const QStringList &names, const QList<catalog::Column> &all)
{
    if (names.isEmpty())
        return QList<catalog::Column>();
    for (const QString &name : names) {
        if (name.contains(u','))
            return refuse(
                {400, QStringLiteral("NoSuchColumn"), QStringLiteral("Column '%1' does not exist").arg(name)});
    }
    return wantedColumns(names.join(u','), all, all, ColumnOrder::AsListed);
}

// SQL condition of the partitions that the request names; each must be there.
Reply<QString> conditionOf(PgSession &session, const TableRow &table, const QStringList &specs)
{
    if (specs.size() > maxPartitions)
        return refuse(
            ServiceError::badArgument(QStringLiteral("A session names %1 partitions at most").arg(maxPartitions)));
    QStringList conditions;
    for (const QString &spec : specs) {
        const auto values = parsePartition(table, spec, true);
        if (!values)
            return refuse(values.error());
        if (values->size() == table.partitionColumns.size() && !values->isEmpty()) {
            if (const auto there = requirePartition(session, {table, *values, spec}, false); !there)
                return refuse(there.error());
        }
        const QString condition = partitionCondition(table, *values);
        if (condition.isEmpty())
            return QString(); // all of them
        conditions.append(u'(' + condition + u')');
    }
    return conditions.join(QStringLiteral(" OR "));
}

// How the rows are cut: "Size" in bytes, "Parallelism" in splits, "RowOffset" not at all.
Reply<bool> cut(ReadSession &reading, const QJsonObject &options)
{
    const QString mode = options.value(u"SplitMode").toString(QStringLiteral("Size"));
    const qint64 number = options.value(u"SplitNumber").toInteger();
    if (!options.value(u"CrossPartition").toBool(true))
        return refuse(ServiceError::notSupported(QStringLiteral("Splits of one partition each")));
    reading.isByRange = mode == u"RowOffset";
    if (reading.isByRange)
        return true;
    if (mode != u"Size" && mode != u"Parallelism")
        return refuse(ServiceError::notSupported(QStringLiteral("Splits by '%1'").arg(mode.left(50))));
    const qint64 least = mode == u"Size" ? minSplitBytes : 1;
    if (number < least)
        return refuse(ServiceError::badArgument(QStringLiteral("SplitNumber is %1 at least").arg(least)));
    if (mode == u"Parallelism")
        reading.splitRows = (reading.rows + number - 1) / number;
    else if (reading.size > 0)
        reading.splitRows = qint64(double(reading.rows) * double(number) / double(reading.size));
    reading.splitRows = qMax(reading.splitRows, qMax(qint64(1), (reading.rows + maxSplits - 1) / maxSplits));
    return true;
}

// Rows, and bytes as a share of the table's.
Reply<bool> measure(PgSession &session, const TableRow &table, ReadSession &reading)
{
    const auto counted =
        session.exec(QStringLiteral("SELECT count(*), (SELECT count(*) FROM %1) FROM %1%2")
                         .arg(table.dataRelation(),
                              reading.condition.isEmpty() ? QString() : QStringLiteral(" WHERE ") + reading.condition));
    const auto bytes = Metadata(session).dataSize(table);
    if (!counted)
        return refuse(ServiceError::fromStore(counted.error()));
    if (!bytes)
        return refuse(ServiceError::fromStore(bytes.error()));
    reading.rows = counted->integer(0, 0);
    const qint64 all = counted->integer(0, 1);
    reading.size = all > 0 ? qint64(double(*bytes) * double(reading.rows) / double(all)) : 0;
    return true;
}

HttpResponse sessionReply(const QString &id, const ReadSession &reading, int status)
{
    QJsonObject json = StorageSessionText{id,
                                          QStringLiteral("batch_read"),
                                          QStringLiteral("NORMAL"),
                                          reading.expires,
                                          reading.columns,
                                          reading.partitionColumns}
                           .json();
    json.insert(QStringLiteral("RecordCount"), reading.rows);
    json.insert(QStringLiteral("SplitsCount"), reading.splitCount());
    json.insert(QStringLiteral("SessionStats"),
                QJsonObject{{QStringLiteral("EstimatedSize"), reading.size},
                            {QStringLiteral("EstimatedRowCount"), reading.rows}});
    HttpResponse response = HttpResponse::json(QJsonDocument(json).toJson(QJsonDocument::Compact));
    response.status = status;
    return response;
}

// The session \a id if it is the caller's and of \a table.
Reply<ReadSession> requireSession(const QString &id, const HttpRequest &request, const TableRow &table)
{
    auto reading = ReadSessions::instance().find(id);
    if (!reading || reading->owner != request.account.accessId || reading->tableId != table.id)
        return refuse({404, QStringLiteral("SessionNotFound"),
                       QStringLiteral("The session '%1' does not exist or has expired").arg(id.left(200))});
    return std::move(*reading);
}

Reply<RowRange> rangeOf(const ReadSession &reading, const RequestTarget &target)
{
    constexpr auto most = std::numeric_limits<qint64>::max();
    if (reading.isByRange) {
        const qint64 first = target.number(u"row_index", -1, 0, most);
        const qint64 count = target.number(u"row_count", -1, 0, most);
        if (first < 0 || count < 0 || first > reading.rows || count > reading.rows - first)
            return refuse(
                {400, QStringLiteral("InvalidRowRange"), QStringLiteral("The session has %1 rows").arg(reading.rows)});
        return RowRange{first, count};
    }
    const qint64 split = target.number(u"split_index", -1, 0, most);
    if (split < 0 || split >= reading.splitCount())
        return refuse(ServiceError::badArgument(QStringLiteral("The session has %1 splits").arg(reading.splitCount())));
    const qint64 first = split * reading.splitRows;
    return RowRange{first, qMin(reading.splitRows, reading.rows - first)};
}

} // namespace

Reply<HttpResponse> makeReadSession(const ServiceContext &context, const HttpRequest &request)
{
    const auto body = storageBody(request);
    if (!body)
        return refuse(body.error());
    if (const auto units = requireArrowUnits(*body); !units)
        return refuse(units.error());
    if (!body->value(u"RequiredBucketIds").toArray().isEmpty())
        return refuse(ServiceError::notSupported(QStringLiteral("Reading by buckets")));
    const auto names = textsOf(*body, u"RequiredDataColumns");
    const auto partitionNames = textsOf(*body, u"RequiredPartitionColumns");
    const auto specs = textsOf(*body, u"RequiredPartitions");
    for (const auto *list : {&names, &partitionNames, &specs}) {
        if (!*list)
            return refuse(list->error());
    }
    return withSession<HttpResponse>(context, [&](PgSession &session) -> Reply<HttpResponse> {
        const auto table = requireManagedTable(context, session, request);
        if (!table)
            return refuse(table.error());
        ReadSession reading;
        reading.owner = request.account.accessId;
        reading.tableId = table->id;
        reading.version = table->version;
        reading.expires = QDateTime::currentDateTimeUtc().addSecs(storageLifeSeconds);
        const auto columns = columnsCalled(*names, table->columns);
        const auto partitionColumns = columnsCalled(*partitionNames, table->partitionColumns);
        const auto condition = conditionOf(session, *table, *specs);
        if (!columns || !partitionColumns)
            return refuse(columns ? partitionColumns.error() : columns.error());
        if (!condition)
            return refuse(condition.error());
        // Who names nothing wants everything.
        const bool wantsAll = names->isEmpty() && partitionNames->isEmpty();
        reading.columns = wantsAll ? table->columns : *columns;
        reading.partitionColumns = wantsAll ? table->partitionColumns : *partitionColumns;
        reading.condition = *condition;
        if (const auto measured = measure(session, *table, reading); !measured)
            return refuse(measured.error());
        if (const auto done = cut(reading, body->value(u"SplitOptions").toObject()); !done)
            return refuse(done.error());
        return sessionReply(ReadSessions::instance().add(reading), reading, 201);
    });
}

Reply<HttpResponse> showReadSession(const ServiceContext &context, const HttpRequest &request)
{
    const auto table = withSession<TableRow>(
        context, [&](PgSession &session) { return requireManagedTable(context, session, request); });
    if (!table)
        return refuse(table.error());
    const QString &id = request.resource.session;
    const auto reading = requireSession(id, request, *table);
    if (!reading)
        return refuse(reading.error());
    return sessionReply(id, *reading, 200);
}

Reply<HttpResponse> serveStorageData(const ServiceContext &context, const HttpRequest &request)
{
    const RequestTarget &target = request.target;
    if (request.method != "GET")
        return refuse(ServiceError::notSupported(QStringLiteral("Reading rows by another method than GET")));
    if (const auto form = requireArrowForm(target); !form)
        return refuse(form.error());
    const auto sending = RowSending::open(context);
    if (!sending)
        return refuse(sending.error());
    const auto table = requireManagedTable(context, (*sending)->session(), request);
    if (!table)
        return refuse(table.error());
    const auto reading = requireSession(target.value(u"session_id"), request, *table);
    if (!reading)
        return refuse(reading.error());
    if (reading->version != table->version)
        return refuse({400, QStringLiteral("TableModified"),
                       QStringLiteral("Table '%1' was changed after the session was created").arg(table->name)});
    const auto range = rangeOf(*reading, target);
    if (!range)
        return refuse(range.error());
    const QList<catalog::Column> columns = reading->columns + reading->partitionColumns;
    const wire::ArrowOptions arrow{.plainDecimalsIn128Bits = true,
                                   .bodyCompression = acceptedBufferCompression(request)};
    auto format = arrowStream(columns, arrow);
    if (!format)
        return refuse(format.error());
    const qint64 batchRows = qMin(target.number(u"max_batch_rows", 4096, 1, maxBatchRows), qint64(4096));
    return (*sending)->start({table->dataRelation(), columns, reading->condition, {}, rowNumberColumn}, *range,
                             range->count,
                             {.format = std::move(*format), .arrow = arrow, .batchRows = qsizetype(batchRows)});
}

} // namespace isthmus::sandbox
