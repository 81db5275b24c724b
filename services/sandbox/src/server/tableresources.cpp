// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tableresources.h"

#include "federation/hologrescatalog.h"
#include "jobs/tablestatements.h"
#include "server/tablejson.h"
#include "server/xmltext.h"
#include "tunnel/csv.h"
#include "tunnel/rowstream.h"

#include <algorithm>

namespace isthmus::sandbox {

namespace {

constexpr qint64 maxPageSize = 1000;
constexpr qint64 maxHeadRows = 10'000;
constexpr qsizetype maxHeadBytes = 64 * 1024 * 1024;

std::optional<TableKind> kindNamed(const QString &type)
{
    for (const TableKind kind : {TableKind::Managed, TableKind::External, TableKind::View}) {
        if (type.compare(tableTypeName(kind), Qt::CaseInsensitive) == 0)
            return kind;
    }
    return std::nullopt;
}

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
    HologresCatalog::Filter filter;
    filter.namePrefix = target.value(u"name").toLower();
    filter.after = target.value(u"marker");
    filter.limit = limit + 1;
    auto rows = HologresCatalog(context.access, **server, schema).tables(filter, target.has(u"extended"));
    if (!rows)
        return refuse(rows.error());
    RowPage<TableRow> page{std::move(*rows), {}};
    if (page.rows.size() > limit) {
        page.rows.removeLast();
        page.next = page.rows.last().name;
    }
    return page;
}

Reply<HttpResponse> servePartitions(PgSession &session, const TableRow &table, const RequestTarget &target)
{
    if (table.partitionColumns.isEmpty())
        return refuse(ServiceError::badArgument(QStringLiteral("Table '%1' is not partitioned").arg(table.name)));
    const auto prefix = parsePartition(table, target.value(u"partition"), true);
    if (!prefix)
        return refuse(prefix.error());
    const int limit = int(target.number(u"maxitems", maxPageSize, 1, maxPageSize));
    const auto page = Metadata(session).partitions(table.id, *prefix, target.value(u"marker"), limit);
    if (!page)
        return refuse(ServiceError::fromStore(page.error()));
    XmlText xml;
    xml.open("Partitions");
    xml.text("Marker", page->next);
    xml.text("MaxItems", limit);
    for (const PartitionRow &partition : page->rows) {
        xml.open("Partition");
        for (qsizetype i = 0; i < partition.values.size(); ++i) {
            xml.open("Column");
            xml.attribute("Name", table.partitionColumns[i].name);
            xml.attribute("Value", partition.values[i]);
            xml.close();
        }
        xml.text("CreationTime", partition.created);
        xml.text("LastDDLTime", partition.lastDdl);
        xml.text("LastModifiedTime", partition.lastModified);
        xml.text("PartitionSize", qint64(0));
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
    XmlText xml;
    xml.open("Partition");
    xml.open("Schema");
    xml.cdata(QString::fromUtf8(partitionJson(**partition, target.has(u"extended"))));
    return HttpResponse::xml(xml.finished());
}

// First rows as CSV. Managed tables only, as in the service.
Reply<HttpResponse> serveHead(PgSession &session, const TableRow &table, const RequestTarget &target)
{
    if (table.kind != TableKind::Managed)
        return refuse(ServiceError::badArgument(
            QStringLiteral("ODPS-0420061:Invalid parameter - '%1' is no managed table; read it with SELECT")
                .arg(table.name)));
    RowSource source{table.dataRelation(), table.allColumns(), {}};
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
    const auto csv = csvOf(session, source, {0, target.number(u"linenum", maxHeadRows, 0, maxHeadRows)}, maxHeadBytes);
    if (!csv)
        return refuse(ServiceError::fromStore(csv.error()));
    return HttpResponse::text(*csv);
}

} // namespace

Reply<HttpResponse> serveTables(const ServiceContext &context, const HttpRequest &request)
{
    if (request.method != "GET")
        return refuse(ServiceError::notSupported(QStringLiteral("Loading tables in one request")));
    return withSession<HttpResponse>(context, [&](PgSession &session) -> Reply<HttpResponse> {
        const auto schema = requireSchema(session, request.resource.project, request.schema());
        if (!schema)
            return refuse(schema.error());
        const auto page = listTables(context, session, *schema, request);
        if (!page)
            return refuse(page.error());
        const bool extended = request.target.has(u"extended");
        XmlText xml;
        xml.open("Tables");
        xml.text("Marker", page->next);
        xml.text("MaxItems", request.target.number(u"maxitems", maxPageSize, 1, maxPageSize));
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
        auto table = requireTable(context, session, request.resource.project, request.schema(), request.resource.name);
        if (!table)
            return refuse(table.error());
        if (target.has(u"data"))
            return serveHead(session, *table, target);
        if (target.has(u"partitions"))
            return servePartitions(session, *table, target);
        if (target.has(u"partition"))
            return servePartition(session, *table, target);
        if (table->kind == TableKind::Managed) {
            const auto size = Metadata(session).dataSize(*table);
            if (!size)
                return refuse(ServiceError::fromStore(size.error()));
            table->sizeBytes = *size;
        }
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
