// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable.h"
#include "insertstatement.h"
#include "tableresolver.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/jobs/tablestatements.h>
#include <isthmus/sandbox/store/partitionsql.h>
#include <isthmus/sandboxsql/parser.h>
#include <isthmus/sandboxsql/types.h>

#include <QSet>

namespace isthmus::sandbox {

using dialect::quotePostgresName;
using dialect::quotePostgresText;
using sandboxsql::SourcePosition;
using sandboxsql::SqlError;

namespace {

constexpr qsizetype maxNameBytes = 128; // docs/protocol.md#types-and-limits
constexpr qsizetype maxColumns = 1200;

// Source: MaxCompute, "Partition": TINYINT, SMALLINT, INT, BIGINT, VARCHAR and STRING. DATE is taken besides: its
// values have one spelling each.
JobResult<Done> checkPartitionColumns(const TableRow &table, SourcePosition at)
{
    using Base = catalog::DataType::Base;
    static const QSet<Base> allowed{Base::TinyInt, Base::SmallInt, Base::Int, Base::BigInt,
                                    Base::VarChar, Base::String,   Base::Date};
    for (const catalog::Column &column : table.partitionColumns) {
        if (!allowed.contains(column.type.base))
            return tl::unexpected(SqlError::semantic(
                at,
                QStringLiteral("partition column '%1' cannot be of type %2, only of TINYINT, SMALLINT, INT, BIGINT, "
                               "VARCHAR, STRING or DATE")
                    .arg(column.name, column.type.text)));
    }
    return Done{};
}

JobResult<Done> checkNames(const TableRow &table, SourcePosition at)
{
    if (table.name.toUtf8().size() > maxNameBytes)
        return tl::unexpected(
            SqlError::semantic(at, QStringLiteral("table name '%1' is longer than 128 bytes").arg(table.name)));
    const QList<catalog::Column> columns = table.allColumns();
    if (table.columns.isEmpty() || columns.size() > maxColumns)
        return tl::unexpected(SqlError::semantic(at, QStringLiteral("a table has 1 to %1 columns").arg(maxColumns)));
    QSet<QString> seen;
    for (const catalog::Column &column : columns) {
        // PostgreSQL keeps 63 bytes of a name; longer ones could meet in their beginning.
        if (column.name.isEmpty() || column.name.toUtf8().size() > 63)
            return tl::unexpected(SqlError::unsupported(
                at, QStringLiteral("a column name longer than 63 bytes ('%1')").arg(column.name)));
        if (seen.contains(column.name))
            return tl::unexpected(
                SqlError::semantic(at, QStringLiteral("column '%1' is given twice").arg(column.name)));
        seen.insert(column.name);
        if (sandboxsql::postgresType(column.type).isEmpty())
            return tl::unexpected(SqlError::unsupported(
                at, QStringLiteral("type '%1' of column '%2'").arg(column.type.text, column.name)));
    }
    return Done{};
}

// The schema a new table or view goes to. Errors: none such, or an external one.
JobResult<SchemaRow> targetSchema(JobContext &context, const QualifiedName &name, SourcePosition at)
{
    auto schema = context.schema(name, at);
    if (schema && schema->isExternal())
        return tl::unexpected(SqlError::semantic(
            at, QStringLiteral("schema '%1' is external; its tables are made in Hologres").arg(name.schema)));
    return schema;
}

// Where a statement makes something: its full name, the schema, and what stands there already.
struct Place {
    QualifiedName name;
    SchemaRow schema;
    std::optional<TableRow> existing;
};

JobResult<Place> placeOf(JobContext &context, const sandboxsql::TableName &written)
{
    auto name = context.qualify(written);
    if (!name)
        return tl::unexpected(name.error());
    auto schema = targetSchema(context, *name, written.position);
    if (!schema)
        return tl::unexpected(schema.error());
    auto existing = context.find(*name, written.position);
    if (!existing)
        return tl::unexpected(existing.error());
    return Place{std::move(*name), std::move(*schema), std::move(*existing)};
}

// Makes the PostgreSQL table behind \a table, whose id is known.
JobResult<Done> createData(JobContext &context, const TableRow &table)
{
    QStringList parts;
    for (const catalog::Column &column : table.allColumns()) {
        const auto text = storedColumn(column);
        if (!text)
            return tl::unexpected(text.error());
        parts.append(*text);
    }
    QStringList partitionNames;
    for (const catalog::Column &column : table.partitionColumns)
        partitionNames.append(quotePostgresName(column.name));
    if (!table.primaryKey.isEmpty()) {
        QStringList key;
        for (const QString &name : table.primaryKey)
            key.append(quotePostgresName(name));
        parts.append(QStringLiteral("PRIMARY KEY (%1)").arg((key + partitionNames).join(QStringLiteral(", "))));
    }
    parts.append(rowNumberDefinition());
    const QString relation = table.dataRelation();
    auto made = fromStore(
        context.session.exec(QStringLiteral("CREATE TABLE %1 (%2)").arg(relation, parts.join(QStringLiteral(", ")))));
    if (made)
        made = fromStore(context.session.exec(
            QStringLiteral("CREATE INDEX ON %1 (%2)")
                .arg(relation, (partitionNames + QStringList{rowNumberColumn}).join(QStringLiteral(", ")))));
    if (!made)
        return tl::unexpected(made.error());
    return Done{};
}

// What the statement says, and what LIKE and AS SELECT add to it.
JobResult<TableRow> describeTable(JobContext &context, const sandboxsql::CreateTable &statement)
{
    TableRow table;
    table.comment = statement.comment;
    table.lifecycleDays = statement.lifecycleDays;
    table.columns = statement.columns;
    table.partitionColumns = statement.partitionColumns;
    table.primaryKey = statement.primaryKey;
    table.properties = statement.properties;
    if (statement.like) {
        const auto model = context.require(*statement.like);
        if (!model)
            return tl::unexpected(model.error());
        table.columns = model->columns;
        table.partitionColumns = model->partitionColumns;
        table.primaryKey = model->primaryKey;
    } else if (statement.query && table.columns.isEmpty()) {
        TableResolver resolver(context);
        auto query = sandboxsql::translateQuery(*statement.query, resolver);
        if (query)
            query = withColumnTypes(context.session, std::move(*query));
        if (!query)
            return tl::unexpected(query.error());
        for (catalog::Column column : std::as_const(query->columns)) {
            column.isPartitionKey = false;
            column.keyPosition.reset();
            column.nullable = true;
            column.defaultSql.reset();
            table.columns.append(column);
        }
    }
    if (statement.external) {
        auto external = externalDefinition(context, statement);
        if (!external)
            return tl::unexpected(external.error());
        table.kind = TableKind::External;
        table.external = std::move(*external);
    } else if (!statement.storageHandler.isEmpty() || !statement.location.isEmpty()) {
        return tl::unexpected(SqlError::semantic(statement.table.position,
                                                 QStringLiteral("STORED BY and LOCATION need CREATE EXTERNAL TABLE")));
    }
    return table;
}

SqlError alreadyExists(const QualifiedName &name, SourcePosition at)
{
    return {QStringLiteral("ODPS-0110061"), at,
            QStringLiteral("Failed to run ddltask - AlreadyExistsException(message:Table %1 already exists)")
                .arg(name.text())};
}

// Drops metadata and data of what is known to be no part of an external schema.
JobResult<Done> dropRelation(JobContext &context, const TableRow &table)
{
    auto dropped = fromStore(context.metadata.dropTable(table.id));
    if (dropped && table.kind == TableKind::Managed)
        dropped = fromStore(context.session.exec(QStringLiteral("DROP TABLE ") + table.dataRelation()));
    if (!dropped)
        return tl::unexpected(dropped.error());
    return Done{};
}

} // namespace

JobResult<QString> storedColumn(const catalog::Column &column)
{
    QString text = quotePostgresName(column.name) + u' ' + sandboxsql::postgresType(column.type);
    if (column.defaultSql) {
        const auto expression = sandboxsql::parseExpression(*column.defaultSql);
        if (!expression)
            return tl::unexpected(expression.error());
        const auto value = sandboxsql::translateDefault(*expression, column.type);
        if (!value)
            return tl::unexpected(value.error());
        text += QStringLiteral(" DEFAULT ") + *value;
    }
    if (!column.nullable)
        text += QStringLiteral(" NOT NULL");
    return text;
}

JobResult<Done> runCreateTable(JobContext &context, const sandboxsql::CreateTable &statement)
{
    const SourcePosition at = statement.table.position;
    const auto place = placeOf(context, statement.table);
    if (!place)
        return tl::unexpected(place.error());
    const auto &[name, schema, existing] = *place;
    if (existing && statement.ifNotExists)
        return Done{};
    if (existing && !statement.orReplace)
        return tl::unexpected(alreadyExists(name, at));
    auto table = describeTable(context, statement);
    if (!table)
        return tl::unexpected(table.error());
    table->project = name.project;
    table->schema = name.schema;
    table->name = name.name;
    table->schemaId = schema.id;
    table->owner = context.account.accessId;
    if (const auto checked = checkNames(*table, at); !checked)
        return checked;
    if (const auto checked = checkPartitionColumns(*table, at); !checked)
        return checked;
    if (existing) {
        if (const auto dropped = dropRelation(context, *existing); !dropped)
            return dropped;
    }
    const auto id = fromStore(context.metadata.createTable(*table), at);
    if (!id)
        return tl::unexpected(id.error());
    table->id = *id;
    if (table->kind == TableKind::External)
        return Done{};
    if (const auto made = createData(context, *table); !made)
        return made;
    return statement.query ? fillNewTable(context, *table, *statement.query) : JobResult<Done>(Done{});
}

JobResult<Done> runCreateView(JobContext &context, const sandboxsql::CreateView &statement)
{
    const SourcePosition at = statement.view.position;
    const auto place = placeOf(context, statement.view);
    if (!place)
        return tl::unexpected(place.error());
    const auto &[name, schema, existing] = *place;
    if (existing && statement.ifNotExists)
        return Done{};
    if (existing && (!statement.orReplace || existing->kind != TableKind::View))
        return tl::unexpected(alreadyExists(name, at));
    TableResolver resolver(context);
    auto query = sandboxsql::translateQuery(*statement.query, resolver);
    if (query)
        query = withColumnTypes(context.session, std::move(*query));
    if (!query)
        return tl::unexpected(query.error());
    if (!statement.columns.isEmpty() && statement.columns.size() != query->columns.size())
        return tl::unexpected(SqlError::semantic(at,
                                                 QStringLiteral("the view names %1 columns, its query has %2")
                                                     .arg(statement.columns.size())
                                                     .arg(query->columns.size())));
    TableRow view;
    view.kind = TableKind::View;
    view.schemaId = schema.id;
    view.name = name.name;
    view.owner = context.account.accessId;
    view.comment = statement.comment;
    view.viewText = statement.queryText;
    for (qsizetype i = 0; i < query->columns.size(); ++i) {
        catalog::Column column;
        column.name = statement.columns.isEmpty() ? query->columns[i].name : statement.columns[i].name;
        column.comment = statement.columns.isEmpty() ? QString() : statement.columns[i].comment;
        column.type = query->columns[i].type;
        view.columns.append(column);
    }
    view.properties = {{QStringLiteral("odps.namespace.schema"),
                        context.hasSchemaNames() ? QStringLiteral("true") : QStringLiteral("false")},
                       {QStringLiteral("odps.default.schema"), context.defaultSchema()}};
    if (const auto checked = checkNames(view, at); !checked)
        return checked;
    if (existing) {
        if (const auto dropped = dropRelation(context, *existing); !dropped)
            return dropped;
    }
    const auto id = fromStore(context.metadata.createTable(view), at);
    if (!id)
        return tl::unexpected(id.error());
    return Done{};
}

namespace {

JobResult<Done> dropNamed(JobContext &context, const sandboxsql::TableName &table, bool ifExists, bool isView)
{
    const auto name = context.qualify(table);
    if (!name)
        return tl::unexpected(name.error());
    const auto existing = context.find(*name, table.position);
    if (!existing)
        return tl::unexpected(existing.error());
    if (!*existing) {
        if (ifExists)
            return Done{};
        return tl::unexpected(SqlError::tableNotFound(table.position, name->text()));
    }
    if (((*existing)->kind == TableKind::View) != isView)
        return tl::unexpected(SqlError::semantic(
            table.position, QStringLiteral("'%1' is a %2").arg(name->text(), isView ? u"table" : u"view")));
    const auto own = context.requireOwn(table, std::nullopt);
    if (!own)
        return tl::unexpected(own.error());
    return dropRelation(context, *own);
}

} // namespace

JobResult<Done> runDropTable(JobContext &context, const sandboxsql::DropTable &statement)
{
    return dropNamed(context, statement.table, statement.ifExists, false);
}

JobResult<Done> runDropView(JobContext &context, const sandboxsql::DropView &statement)
{
    return dropNamed(context, statement.view, statement.ifExists, true);
}

JobResult<QStringList> partitionValues(const TableRow &table, const sandboxsql::PartitionSpec &spec)
{
    QStringList values;
    for (const catalog::Column &column : table.partitionColumns) {
        const auto given = std::find_if(spec.cbegin(), spec.cend(), [&](const sandboxsql::PartitionValue &value) {
            return value.column == column.name;
        });
        if (given == spec.cend() || !given->value)
            return tl::unexpected(
                SqlError::semantic(spec.isEmpty() ? SourcePosition() : spec.first().position,
                                   QStringLiteral("partition column '%1' has no value").arg(column.name)));
        values.append(partitionValueText(column, *given->value));
    }
    if (spec.size() != table.partitionColumns.size())
        return tl::unexpected(SqlError::semantic(
            spec.isEmpty() ? SourcePosition() : spec.last().position,
            QStringLiteral("table '%1' has %2 partition columns").arg(table.name).arg(table.partitionColumns.size())));
    return values;
}

JobResult<QStringList> newPartitionValues(const TableRow &table, const sandboxsql::PartitionSpec &spec)
{
    auto values = partitionValues(table, spec);
    if (!values)
        return values;
    if (const QString problem = partitionProblem(table, *values); !problem.isEmpty())
        return tl::unexpected(SqlError::semantic(spec.first().position, problem));
    return values;
}

JobResult<Done> runTruncate(JobContext &context, const sandboxsql::Truncate &statement)
{
    const auto table = context.requireOwn(statement.table, TableKind::Managed);
    if (!table)
        return tl::unexpected(table.error());
    QList<QStringList> partitions;
    for (const sandboxsql::PartitionSpec &spec : statement.partitions) {
        const auto values = partitionValues(*table, spec);
        if (!values)
            return tl::unexpected(values.error());
        partitions.append(*values);
    }
    if (!partitions.isEmpty()) {
        for (const QStringList &values : std::as_const(partitions)) {
            if (const auto emptied = emptyPartition(context, *table, values); !emptied)
                return tl::unexpected(emptied.error());
        }
        return Done{};
    }
    auto done = fromStore(context.session.exec(QStringLiteral("TRUNCATE ") + table->dataRelation()));
    if (done)
        done = fromStore(context.session.exec(
            QStringLiteral("UPDATE mc.partitions SET rows = 0, last_modified = now() WHERE table_id = $1"),
            {table->id}));
    if (done)
        done = fromStore(context.metadata.noteDataChange(table->id, -table->rows));
    if (!done)
        return tl::unexpected(done.error());
    return Done{};
}

} // namespace isthmus::sandbox
