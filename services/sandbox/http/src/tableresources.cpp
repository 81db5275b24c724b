// SPDX-License-Identifier: GPL-3.0-or-later
#include "tablejson.h"
#include "tablelist.h"

#include <isthmus/sandbox/federation/sourcecatalog.h>
#include <isthmus/sandbox/http/tableresources.h>
#include <isthmus/sandbox/jobs/sessionzone.h>
#include <isthmus/sandbox/requests/xmltext.h>
#include <isthmus/sandbox/rows/copyreader.h>
#include <isthmus/sandbox/rows/resultcsv.h>
#include <isthmus/sandbox/store/partitionsql.h>

#include <QSet>
#include <QXmlStreamReader>

#include <algorithm>

namespace isthmus::sandbox {

namespace {

constexpr qint64 maxPageSize = 1000; ///< and what a client gets that does not ask for less or more
constexpr qint64 maxPartitions = 60'000; ///< of one table, as in the service
constexpr qint64 maxHeadRows = 10'000;
constexpr qsizetype maxBatchTables = 100;
constexpr qsizetype maxListBytes = 256 * 1024;
constexpr qsizetype maxHeadBytes = 64 * 1024 * 1024;

void writeTable(XmlText &xml, const TableRow &table, bool withSchema, bool extended)
{
    xml.text("Name", table.name);
    xml.text("TableId", QString::number(table.id));
    xml.text("Owner", table.owner);
    xml.text("Type", tableTypeName(table.kind));
    xml.text("Project", table.project);
    xml.text("SchemaName", table.schema);
    xml.text("Comment", table.comment);
    if (!withSchema)
        return;
    xml.text("TableLabel", QString());
    xml.text("CreationTime", httpTime(table.created));
    xml.text("LastModifiedTime", httpTime(table.lastModified));
    xml.text("LastAccessTime", httpTime(table.lastModified));
    xml.open("Schema");
    xml.attribute("format", QStringLiteral("Json"));
    xml.cdata(QString::fromUtf8(tableJson(table, extended)));
    xml.close();
}

Reply<RowPage<TableRow>> listTables(const ServiceContext &context, PgSession &session, const SchemaRow &schema,
                                    const HttpRequest &request)
{
    const RequestTarget &target = request.target;
    const int limit = int(target.number(u"maxitems", maxPageSize, 1, maxPageSize));
    const QString type = target.value(u"type");
    const auto kind = kindNamed(type);
    if (!type.isEmpty() && !kind)
        return RowPage<TableRow>(); // a type of table that there is none of
    if (!schema.isExternal())
        return replyOf(Metadata(session).tables(schema.id,
                                                {.namePrefix = target.value(u"name").toLower(),
                                                 .kind = kind,
                                                 .owner = target.value(u"owner"),
                                                 .after = target.value(u"marker"),
                                                 .limit = limit}));
    if (kind && *kind != TableKind::External)
        return RowPage<TableRow>();
    const auto server = Metadata(session).foreignServer(*schema.serverId);
    if (!server || !*server)
        return refuse(
            ServiceError::internal(QStringLiteral("The foreign server of schema '%1' is gone").arg(schema.name)));
    SourceCatalog::Filter filter;
    filter.namePrefix = target.value(u"name").toLower();
    filter.after = target.value(u"marker");
    filter.limit = limit + 1;
    auto rows = SourceCatalog(context.access, **server, schema).tables(filter, target.has(u"extended"));
    if (!rows)
        return refuse(rows.error());
    RowPage<TableRow> page{std::move(*rows), {}};
    if (page.rows.size() > limit) {
        page.rows.removeLast();
        page.next = page.rows.last().name;
    }
    return page;
}

Reply<bool> addSize(PgSession &session, TableRow &table)
{
    if (table.kind != TableKind::Managed)
        return true;
    const auto size = Metadata(session).dataSize(table);
    if (!size)
        return refuse(ServiceError::fromStore(size.error()));
    table.sizeBytes = *size;
    return true;
}

// What a partition takes of its table's bytes: rows of all partitions lie in one relation.
Reply<qint64> bytesPerRow(PgSession &session, const TableRow &table)
{
    if (table.rows <= 0)
        return 0;
    const auto size = Metadata(session).dataSize(table);
    if (!size)
        return refuse(ServiceError::fromStore(size.error()));
    return qMax<qint64>(1, *size / table.rows);
}

// "dt='a',hh='1'"
QString specOf(const TableRow &table, const PartitionRow &partition)
{
    QStringList parts;
    for (qsizetype i = 0; i < partition.values.size(); ++i)
        parts.append(QStringLiteral("%1='%2'").arg(table.partitionColumns[i].name, partition.values[i]));
    return parts.join(u',');
}

Reply<HttpResponse> servePartitions(PgSession &session, const TableRow &table, const RequestTarget &target)
{
    if (table.partitionColumns.isEmpty())
        return refuse(ServiceError::badArgument(QStringLiteral("Table '%1' is not partitioned").arg(table.name)));
    const auto prefix = parsePartition(table, target.value(u"partition"), true);
    if (!prefix)
        return refuse(prefix.error());
    // Clients that ask for names alone take the first page for the whole.
    const qint64 mostItems = target.has(u"name") ? maxPartitions : maxPageSize;
    const int limit = int(target.number(u"maxitems", mostItems, 1, mostItems));
    const ListOrder order = target.has(u"reverse") ? ListOrder::Descending : ListOrder::Ascending;
    const auto page = Metadata(session).partitions(table.id, *prefix, target.value(u"marker"), limit, order);
    if (!page)
        return refuse(ServiceError::fromStore(page.error()));
    const auto rowBytes = bytesPerRow(session, table);
    if (!rowBytes)
        return refuse(rowBytes.error());
    XmlText xml;
    xml.open("Partitions");
    xml.text("Marker", page->next);
    xml.text("MaxItems", limit);
    for (const PartitionRow &partition : page->rows) {
        xml.open("Partition");
        if (target.has(u"name")) {
            xml.text("Name", specOf(table, partition));
            xml.close();
            continue;
        }
        for (qsizetype i = 0; i < partition.values.size(); ++i) {
            xml.open("Column");
            xml.attribute("Name", table.partitionColumns[i].name);
            xml.attribute("Value", partition.values[i]);
            xml.close();
        }
        xml.text("CreationTime", partition.created);
        xml.text("LastDDLTime", partition.lastDdl);
        xml.text("LastModifiedTime", partition.lastModified);
        xml.text("PartitionSize", partition.rows * *rowBytes);
        xml.text("PartitionRecordCount", partition.rows);
        xml.close();
    }
    return HttpResponse::xml(xml.finished());
}

Reply<HttpResponse> servePartition(PgSession &session, const TableRow &table, const RequestTarget &target)
{
    const QString spec = target.value(u"partition");
    const auto values = parsePartition(table, spec, false);
    if (!values)
        return refuse(values.error());
    const auto partition = Metadata(session).partition(table.id, *values);
    if (!partition)
        return refuse(ServiceError::fromStore(partition.error()));
    if (!*partition)
        return refuse({404, QStringLiteral("NoSuchPartition"),
                       QStringLiteral("ODPS-0110061:Partition not found - %1 of table '%2'").arg(spec, table.name)});
    const auto rowBytes = bytesPerRow(session, table);
    if (!rowBytes)
        return refuse(rowBytes.error());
    PartitionRow found = **partition;
    found.sizeBytes = found.rows * *rowBytes;
    XmlText xml;
    xml.open("Partition");
    xml.open("Schema");
    xml.cdata(QString::fromUtf8(partitionJson(table, found, target.has(u"extended"))));
    return HttpResponse::xml(xml.finished());
}

// First rows as CSV. Managed tables only, as in the service.
Reply<HttpResponse> serveHead(PgSession &session, const TableRow &table, const RequestTarget &target)
{
    if (table.kind != TableKind::Managed)
        return refuse(ServiceError::badArgument(
            QStringLiteral("ODPS-0420061:Invalid parameter - '%1' is no managed table; read it with SELECT")
                .arg(table.name)));
    RowSource source{table.dataRelation(), table.allColumns(), {}, {}, rowNumberColumn};
    const QString wanted = target.value(u"cols");
    if (!wanted.isEmpty()) {
        source.columns.clear();
        for (const QString &name : wanted.toLower().split(u',')) {
            const QList<catalog::Column> all = table.allColumns();
            const auto found =
                std::find_if(all.cbegin(), all.cend(), [&](const catalog::Column &c) { return c.name == name; });
            if (found == all.cend())
                return refuse(ServiceError::badArgument(QStringLiteral("Column '%1' does not exist").arg(name)));
            source.columns.append(*found);
        }
    }
    if (target.has(u"partition")) {
        const auto values = parsePartition(table, target.value(u"partition"), false);
        if (!values)
            return refuse(values.error());
        source.condition = partitionCondition(table, *values);
    }
    PgTransaction transaction(session);
    if (const auto begun = transaction.begin(QStringLiteral("READ ONLY")); !begun)
        return refuse(ServiceError::fromStore(begun.error()));
    const auto csv = csvOf(session, source, {0, target.number(u"linenum", maxHeadRows, 0, maxHeadRows)}, maxHeadBytes,
                           {.zone = zoneSetting({})});
    if (!csv)
        return refuse(ServiceError::fromStore(csv.error()));
    return HttpResponse::text(*csv);
}

} // namespace

namespace {

struct TableReference {
    QString project;
    QString schema;
    QString name;

    friend bool operator==(const TableReference &, const TableReference &) = default;
    friend size_t qHash(const TableReference &table, size_t seed = 0)
    {
        return qHashMulti(seed, table.project, table.schema, table.name);
    }
};

Reply<QList<TableReference>> parseTableList(const QByteArray &body, const HttpRequest &request)
{
    if (const QString problem = xmlProblem(body); !problem.isEmpty())
        return refuse(ServiceError::badArgument(QStringLiteral("The list cannot be read: ") + problem));
    QXmlStreamReader xml(body);
    QList<TableReference> tables;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"Table")
            tables.append({request.resource.project, request.schema(), {}});
        else if (!tables.isEmpty() && xml.name() == u"Project")
            tables.last().project = xml.readElementText().trimmed().toLower();
        else if (!tables.isEmpty() && (xml.name() == u"Schema" || xml.name() == u"SchemaName"))
            tables.last().schema = xml.readElementText().trimmed().toLower();
        else if (!tables.isEmpty() && xml.name() == u"Name")
            tables.last().name = xml.readElementText().trimmed().toLower();
        if (tables.size() > maxBatchTables)
            return refuse(
                ServiceError::badArgument(QStringLiteral("The list has more than %1 tables").arg(maxBatchTables)));
    }
    if (xml.hasError())
        return refuse(ServiceError::badArgument(QStringLiteral("The list is no XML: ") + xml.errorString()));
    QSet<TableReference> seen;
    tables.removeIf([&seen](const TableReference &table) {
        const qsizetype before = seen.size();
        seen.insert(table);
        return seen.size() == before;
    });
    return tables;
}

// Definitions of several tables in one request, each once; what is not there, or not for this account, is left out.
// Where that leaves none, the reply is what the first one is refused with.
Reply<HttpResponse> loadTables(const ServiceContext &context, const HttpRequest &request)
{
    const auto body = request.body(maxListBytes);
    if (!body)
        return refuse(body.error());
    const auto wanted = parseTableList(*body, request);
    if (!wanted)
        return refuse(wanted.error());
    return withSession<HttpResponse>(context, [&](PgSession &session) -> Reply<HttpResponse> {
        XmlText xml;
        xml.open("Tables");
        qsizetype found = 0;
        std::optional<ServiceError> missing;
        for (const TableReference &reference : *wanted) {
            HttpRequest one = request;
            one.resource.project = reference.project;
            one.resource.schema = reference.schema;
            auto table = requireTable(context, session, one, reference.name);
            if (!table && table.error().status != 404 && table.error().status != 403)
                return refuse(table.error());
            if (!table) {
                missing = missing.value_or(table.error());
                continue;
            }
            ++found;
            if (const auto sized = addSize(session, *table); !sized)
                return refuse(sized.error());
            xml.open("Table");
            writeTable(xml, *table, true, false);
            xml.close();
        }
        if (missing && found == 0)
            return refuse(*missing);
        return HttpResponse::xml(xml.finished());
    });
}

} // namespace

Reply<HttpResponse> serveTables(const ServiceContext &context, const HttpRequest &request)
{
    if (request.method == "POST" && request.target.has(u"query"))
        return loadTables(context, request);
    if (request.method != "GET")
        return refuse(ServiceError::notSupported(QStringLiteral("Changing a table by REST")));
    if (!request.target.has(u"extended")) {
        const auto sending = RowSending::open(context);
        if (!sending)
            return refuse(sending.error());
        const auto schema = requireSchema((*sending)->session(), request.resource.project, request.schema());
        if (!schema)
            return refuse(schema.error());
        if (!schema->isExternal())
            return sendTableList(**sending, *schema, request.target);
    }
    return withSession<HttpResponse>(context, [&](PgSession &session) -> Reply<HttpResponse> {
        const auto schema = requireSchema(session, request.resource.project, request.schema());
        if (!schema)
            return refuse(schema.error());
        const int limit = int(request.target.number(u"maxitems", maxPageSize, 1, maxPageSize));
        const auto page = listTables(context, session, *schema, request);
        if (!page)
            return refuse(page.error());
        const bool extended = request.target.has(u"extended");
        XmlText xml;
        xml.open("Tables");
        xml.text("Marker", page->next);
        xml.text("MaxItems", limit);
        for (const TableRow &table : page->rows) {
            xml.open("Table");
            writeTable(xml, table, extended, extended);
            xml.close();
        }
        return HttpResponse::xml(xml.finished());
    });
}

Reply<HttpResponse> serveTable(const ServiceContext &context, const HttpRequest &request)
{
    const RequestTarget &target = request.target;
    if (request.method != "GET")
        return refuse(ServiceError::notSupported(QStringLiteral("Changing a table by REST")));
    return withSession<HttpResponse>(context, [&](PgSession &session) -> Reply<HttpResponse> {
        auto table = requireTable(context, session, request, request.resource.name);
        if (!table)
            return refuse(table.error());
        if (target.has(u"data"))
            return serveHead(session, *table, target);
        if (target.has(u"partitions"))
            return servePartitions(session, *table, target);
        if (target.has(u"partition"))
            return servePartition(session, *table, target);
        if (const auto sized = addSize(session, *table); !sized)
            return refuse(sized.error());
        XmlText xml;
        xml.open("Table");
        writeTable(xml, *table, true, target.has(u"extended"));
        HttpResponse response = HttpResponse::xml(xml.finished());
        response.headers = {{"x-odps-owner", table->owner.toUtf8()},
                            {"Last-Modified", httpTime(table->lastModified).toLatin1()}};
        return response;
    });
}

} // namespace isthmus::sandbox
