// SPDX-License-Identifier: GPL-3.0-or-later
#include "showstatements.h"

#include "createstatement.h"

#include <isthmus/sandbox/federation/sourcecatalog.h>
#include <isthmus/sandbox/jobs/tablestatements.h>
#include <isthmus/sandbox/store/partitionsql.h>
#include <isthmus/sandboxsql/functions.h>

#include <QDateTime>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace isthmus::sandbox {

using sandboxsql::SourcePosition;
using sandboxsql::SqlError;

namespace {

constexpr int pageSize = 10'000;

// LIKE 'a*|b*' of SHOW, and SQL's own wildcards.
QRegularExpression likePattern(const QString &like)
{
    QString pattern;
    for (const QChar c : like) {
        if (c == u'*' || c == u'%')
            pattern += QStringLiteral(".*");
        else if (c == u'|')
            pattern += u'|';
        else
            pattern += QRegularExpression::escape(QString(c));
    }
    if (pattern.isEmpty())
        pattern = QStringLiteral(".*");
    return QRegularExpression(QStringLiteral("\\A(?:%1)\\z").arg(pattern), QRegularExpression::CaseInsensitiveOption);
}

// IN project, schema or project.schema.
JobResult<SchemaRow> shownSchema(JobContext &context, const sandboxsql::Show &statement)
{
    QualifiedName name{context.project, context.defaultSchema(), {}};
    if (statement.in.size() == 2) {
        name.project = statement.in[0].toLower();
        name.schema = statement.in[1].toLower();
    } else if (statement.in.size() == 1) {
        const QString word = statement.in[0].toLower();
        const auto schema = fromStore(context.metadata.schema(context.project, word), statement.position);
        if (!schema)
            return tl::unexpected(schema.error());
        if (*schema)
            return **schema;
        const auto project = fromStore(context.metadata.project(word), statement.position);
        if (!project)
            return tl::unexpected(project.error());
        if (*project)
            name = {word, QStringLiteral("default"), {}};
        else
            name.schema = word;
    }
    return context.schema(name, statement.position);
}

JobResult<QList<TableRow>> tablesOf(JobContext &context, const SchemaRow &schema, SourcePosition at)
{
    if (!schema.isExternal()) {
        QList<TableRow> rows;
        Metadata::TableFilter filter;
        filter.limit = pageSize;
        do {
            auto page = fromStore(context.metadata.tables(schema.id, filter), at);
            if (!page)
                return tl::unexpected(page.error());
            rows += page->rows;
            filter.after = page->next;
        } while (!filter.after.isEmpty());
        return rows;
    }
    const auto server = fromStore(context.metadata.foreignServer(*schema.serverId), at);
    if (!server)
        return tl::unexpected(server.error());
    SourceCatalog::Filter filter;
    filter.limit = 100'000;
    auto live = SourceCatalog(context.access, **server, schema).tables(filter, false);
    if (live)
        return std::move(*live);
    const QString &message = live.error().message;
    const bool hasCode = message.startsWith(u"ODPS-");
    return tl::unexpected(SqlError{hasCode ? message.section(u':', 0, 0) : QStringLiteral("ODPS-0123144"), at,
                                   hasCode ? message.section(u':', 1) : message});
}

JobResult<QString> showTables(JobContext &context, const sandboxsql::Show &statement)
{
    const auto schema = shownSchema(context, statement);
    if (!schema)
        return tl::unexpected(schema.error());
    const auto tables = tablesOf(context, *schema, statement.position);
    if (!tables)
        return tl::unexpected(tables.error());
    const QRegularExpression like = likePattern(statement.like);
    QString text;
    for (const TableRow &table : *tables) {
        const bool isWanted = statement.what == sandboxsql::Show::What::Tables || table.kind == TableKind::View;
        if (isWanted && like.match(table.name).hasMatch())
            text += table.owner + u':' + table.name + u'\n';
    }
    return text;
}

JobResult<QString> showSchemas(JobContext &context, const sandboxsql::Show &statement)
{
    const QString name = statement.in.isEmpty() ? context.project : statement.in.first().toLower();
    const auto project = fromStore(context.metadata.project(name), statement.position);
    if (!project)
        return tl::unexpected(project.error());
    if (!*project)
        return tl::unexpected(
            SqlError::semantic(statement.position, QStringLiteral("project '%1' does not exist").arg(name)));
    const auto schemas = fromStore(context.metadata.schemas((*project)->id), statement.position);
    if (!schemas)
        return tl::unexpected(schemas.error());
    const QRegularExpression like = likePattern(statement.like);
    QString text;
    for (const SchemaRow &schema : *schemas) {
        if (like.match(schema.name).hasMatch())
            text += schema.name + u'\n';
    }
    return text;
}

JobResult<QString> showPartitions(JobContext &context, const sandboxsql::Show &statement)
{
    const auto table = context.require(statement.table);
    if (!table)
        return tl::unexpected(table.error());
    if (table->partitionColumns.isEmpty())
        return tl::unexpected(SqlError::semantic(statement.table.position,
                                                 QStringLiteral("table '%1' is not partitioned").arg(table->name)));
    // The first of the partition's columns, in whatever order they were written.
    QStringList prefix;
    for (const catalog::Column &column : table->partitionColumns) {
        const auto given = std::find_if(
            statement.partition.cbegin(), statement.partition.cend(),
            [&](const sandboxsql::PartitionValue &value) { return value.column == column.name && value.value; });
        if (given == statement.partition.cend())
            break;
        prefix.append(partitionValueText(column, *given->value));
    }
    if (prefix.size() < statement.partition.size())
        return tl::unexpected(SqlError::semantic(statement.partition.first().position,
                                                 QStringLiteral("partition column '%1' has no value")
                                                     .arg(table->partitionColumns.value(prefix.size()).name)));
    QString text;
    QString marker;
    do {
        const auto page = fromStore(context.metadata.partitions(table->id, prefix, marker, pageSize));
        if (!page)
            return tl::unexpected(page.error());
        for (const PartitionRow &row : page->rows) {
            QStringList parts;
            for (qsizetype i = 0; i < row.values.size(); ++i)
                parts.append(table->partitionColumns[i].name + u'=' + row.values[i]);
            text += parts.join(u'/') + u'\n';
        }
        marker = page->next;
    } while (!marker.isEmpty());
    return text;
}

JobResult<QString> showForeignServers(JobContext &context, const sandboxsql::Show &statement)
{
    const auto servers = fromStore(context.metadata.foreignServers(), statement.position);
    if (!servers)
        return tl::unexpected(servers.error());
    QString text;
    for (const ForeignServerRow &server : *servers)
        text += server.name + u'\t' + server.database + u'\n';
    return text;
}

// The boxes of MaxCompute's command line: lines of 84 characters between bars.
class Box {
public:
    void rule() { m_text += u'+' + QString(84, u'-') + QStringLiteral("+\n"); }
    void line(const QString &text) { m_text += QStringLiteral("| ") + text.leftJustified(83) + QStringLiteral("|\n"); }
    void fact(const QString &label, const QString &value) { line(QString(label + u':').leftJustified(26) + value); }
    void columns(const QString &title, const QList<catalog::Column> &columns)
    {
        rule();
        line(title);
        rule();
        line(QStringLiteral("Field           | Type       | Label | Comment"));
        rule();
        for (const catalog::Column &column : columns)
            line(QStringLiteral("%1 | %2 |       | %3")
                     .arg(column.name.leftJustified(15), column.type.text.toLower().leftJustified(10), column.comment));
    }
    [[nodiscard]] QString text() const { return m_text; }

private:
    QString m_text;
};

QString timeText(qint64 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

JobResult<QString> describeTable(JobContext &context, const sandboxsql::Describe &statement)
{
    const auto table = context.require({statement.name, statement.position});
    if (!table)
        return tl::unexpected(table.error());
    Box box;
    if (!statement.partition.isEmpty()) {
        const auto values = partitionValues(*table, statement.partition);
        if (!values)
            return tl::unexpected(values.error());
        const auto partition = fromStore(context.metadata.partition(table->id, *values));
        if (!partition)
            return tl::unexpected(partition.error());
        if (!*partition)
            return tl::unexpected(
                SqlError::semantic(statement.position, QStringLiteral("partition not found: ") + values->join(u'/')));
        box.rule();
        box.fact(QStringLiteral("PartitionRecordNum"), QString::number((*partition)->rows));
        box.fact(QStringLiteral("CreateTime"), timeText((*partition)->created));
        box.fact(QStringLiteral("LastModifiedTime"), timeText((*partition)->lastModified));
        box.rule();
        return box.text();
    }
    qint64 size = 0;
    if (table->kind == TableKind::Managed)
        size = fromStore(context.metadata.dataSize(*table)).value_or(0);
    box.rule();
    box.fact(QStringLiteral("Owner"), table->owner);
    box.fact(QStringLiteral("Project"), table->project);
    box.fact(QStringLiteral("Schema"), table->schema);
    box.fact(QStringLiteral("TableComment"), table->comment);
    box.rule();
    box.fact(QStringLiteral("CreateTime"), timeText(table->created));
    box.fact(QStringLiteral("LastDDLTime"), timeText(table->lastDdl));
    box.fact(QStringLiteral("LastModifiedTime"), timeText(table->lastModified));
    if (table->lifecycleDays)
        box.fact(QStringLiteral("Lifecycle"), QString::number(*table->lifecycleDays));
    box.rule();
    if (table->kind == TableKind::Managed)
        box.line(QStringLiteral("InternalTable: YES      | Size: %1").arg(size));
    else if (table->kind == TableKind::External)
        box.line(QStringLiteral("ExternalTable: YES"));
    else
        box.line(QStringLiteral("VirtualView: YES  | ViewText: %1").arg(table->viewText));
    box.columns(QStringLiteral("Native Columns:"), table->columns);
    if (!table->partitionColumns.isEmpty())
        box.columns(QStringLiteral("Partition Columns:"), table->partitionColumns);
    box.rule();
    if (statement.extended) {
        box.line(QStringLiteral("Extended Info:"));
        box.rule();
        box.fact(QStringLiteral("TableID"), QString::number(table->id));
        if (table->external) {
            box.fact(QStringLiteral("StorageHandler"), table->external->storageHandler);
            box.fact(QStringLiteral("Location"), table->external->location);
        }
        for (const auto &[key, value] : table->properties)
            box.fact(key, value);
        box.rule();
    }
    return box.text();
}

JobResult<QString> describeSchema(JobContext &context, const sandboxsql::Describe &statement)
{
    const auto name = context.qualifySchema(statement.name, statement.position);
    if (!name)
        return tl::unexpected(name.error());
    const auto schema = context.schema(*name, statement.position);
    if (!schema)
        return tl::unexpected(schema.error());
    const QJsonObject object{
        {QStringLiteral("name"), schema->name},
        {QStringLiteral("owner"), schema->owner},
        {QStringLiteral("createTime"), timeText(schema->created)},
        {QStringLiteral("modifyTime"), timeText(schema->modified)},
        {QStringLiteral("type"), schema->isExternal() ? QStringLiteral("EXTERNAL") : QStringLiteral("MANAGED")}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

JobResult<QString> describeForeignServer(JobContext &context, const sandboxsql::Describe &statement)
{
    const QString name = statement.name.isEmpty() ? QString() : statement.name.first().toLower();
    const auto server = fromStore(context.metadata.foreignServer(name), statement.position);
    if (!server)
        return tl::unexpected(server.error());
    if (!*server)
        return tl::unexpected(
            SqlError::semantic(statement.position, QStringLiteral("foreign server '%1' does not exist").arg(name)));
    Box box;
    box.rule();
    box.fact(QStringLiteral("Name"), (*server)->name);
    box.fact(QStringLiteral("Type"), (*server)->type);
    box.fact(QStringLiteral("Host"), (*server)->host);
    box.fact(QStringLiteral("Port"), QString::number((*server)->port));
    box.fact(QStringLiteral("Database"), (*server)->database);
    box.fact(QStringLiteral("RoleARN"), (*server)->roleArn);
    box.fact(QStringLiteral("Comment"), (*server)->comment);
    box.rule();
    return box.text();
}

} // namespace

JobResult<QString> runShow(JobContext &context, const sandboxsql::Show &statement)
{
    using What = sandboxsql::Show::What;
    switch (statement.what) {
    case What::Tables:
    case What::Views:
        return showTables(context, statement);
    case What::Schemas:
        return showSchemas(context, statement);
    case What::Partitions:
        return showPartitions(context, statement);
    case What::ForeignServers:
        return showForeignServers(context, statement);
    case What::CreateTable: {
        const auto table = context.require(statement.table);
        if (!table)
            return tl::unexpected(table.error());
        if (table->external && table->external->location.isEmpty())
            return tl::unexpected(SqlError::unsupported(
                statement.table.position, QStringLiteral("SHOW CREATE TABLE of a table in an external schema")));
        return createStatement(*table, context.hasSchemaNames());
    }
    case What::Functions: {
        QStringList names;
        for (const sandboxsql::FunctionInfo &function : sandboxsql::supportedFunctions()) {
            if (function.supported)
                names.append(function.name);
        }
        std::sort(names.begin(), names.end());
        names.removeDuplicates();
        return names.join(u'\n');
    }
    }
    return QString();
}

JobResult<QString> runDescribe(JobContext &context, const sandboxsql::Describe &statement)
{
    switch (statement.what) {
    case sandboxsql::Describe::What::Schema:
        return describeSchema(context, statement);
    case sandboxsql::Describe::What::ForeignServer:
        return describeForeignServer(context, statement);
    case sandboxsql::Describe::What::Table:
        break;
    }
    return describeTable(context, statement);
}

} // namespace isthmus::sandbox
