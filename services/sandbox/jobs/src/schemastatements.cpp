// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemastatements.h"

#include <QRegularExpression>

namespace isthmus::sandbox {

using sandboxsql::SourcePosition;
using sandboxsql::SqlError;

namespace {

tl::unexpected<SqlError> wrong(SourcePosition at, const QString &what)
{
    return tl::unexpected(SqlError::semantic(at, what));
}

tl::unexpected<SqlError> exists(SourcePosition at, const QString &what)
{
    return tl::unexpected(SqlError{
        QStringLiteral("ODPS-0110061"), at,
        QStringLiteral("Failed to run ddltask - AlreadyExistsException(message:%1 already exists)").arg(what)});
}

// The project a new schema goes to, or nothing if the schema is there and may be.
JobResult<std::optional<SchemaRow>> newSchema(JobContext &context, const QStringList &parts, bool ifNotExists,
                                              SourcePosition at)
{
    const auto name = context.qualifySchema(parts, at);
    if (!name)
        return tl::unexpected(name.error());
    const auto project = fromStore(context.metadata.project(name->project), at);
    if (!project)
        return tl::unexpected(project.error());
    if (!*project)
        return wrong(at, QStringLiteral("project '%1' does not exist").arg(name->project));
    if (!(*project)->hasSchemas)
        return wrong(
            at, QStringLiteral("project '%1' has no schemas (odps.schema.model.enabled is false)").arg(name->project));
    const auto existing = fromStore(context.metadata.schema(name->project, name->schema), at);
    if (!existing)
        return tl::unexpected(existing.error());
    if (*existing && ifNotExists)
        return std::optional<SchemaRow>();
    if (*existing)
        return exists(at, QStringLiteral("Schema %1.%2").arg(name->project, name->schema));
    if (name->schema.isEmpty() || name->schema.toUtf8().size() > 128)
        return wrong(at, QStringLiteral("a schema name has 1 to 128 bytes"));
    SchemaRow row;
    row.projectId = (*project)->id;
    row.project = name->project;
    row.name = name->schema;
    row.owner = context.account.accessId;
    return std::optional(row);
}

JobResult<Done> create(JobContext &context, const SchemaRow &row, SourcePosition at)
{
    const auto id = fromStore(context.metadata.createSchema(row), at);
    if (!id)
        return tl::unexpected(id.error());
    return Done{};
}

QString option(const sandboxsql::Properties &options, const QString &key)
{
    for (const auto &[name, value] : options) {
        if (name == key)
            return value;
    }
    return {};
}

} // namespace

JobResult<Done> runCreateSchema(JobContext &context, const sandboxsql::CreateSchema &statement)
{
    auto row = newSchema(context, statement.schema, statement.ifNotExists, statement.position);
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return Done{};
    (*row)->comment = statement.comment;
    return create(context, **row, statement.position);
}

JobResult<Done> runCreateExternalSchema(JobContext &context, const sandboxsql::CreateExternalSchema &statement)
{
    const SourcePosition at = statement.position;
    if (!context.hasSchemaNames())
        return wrong(at, QStringLiteral("CREATE EXTERNAL SCHEMA needs SET odps.namespace.schema=true"));
    auto row = newSchema(context, statement.schema, statement.ifNotExists, at);
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return Done{};
    const auto server = fromStore(context.metadata.foreignServer(statement.server.toLower()), at);
    if (!server)
        return tl::unexpected(server.error());
    if (!*server)
        return wrong(at, QStringLiteral("foreign server '%1' does not exist").arg(statement.server));
    if ((*server)->roleArn.isEmpty())
        return wrong(at,
                     QStringLiteral("foreign server '%1' uses the task executor's identity; an external schema needs "
                                    "one with a RAM role")
                         .arg(statement.server));
    const qsizetype dot = statement.target.indexOf(u'.');
    if (dot >= 0 && statement.target.left(dot) != (*server)->database)
        return wrong(at,
                     QStringLiteral("foreign server '%1' is for database '%2', not '%3'")
                         .arg(statement.server, (*server)->database, statement.target.left(dot)));
    (*row)->serverId = (*server)->id;
    (*row)->sourceSchema = statement.target.mid(dot + 1);
    if ((*row)->sourceSchema.isEmpty())
        (*row)->sourceSchema = QStringLiteral("public");
    (*row)->comment = statement.comment;
    return create(context, **row, at);
}

JobResult<Done> runDropSchema(JobContext &context, const sandboxsql::DropSchema &statement)
{
    const SourcePosition at = statement.position;
    const auto name = context.qualifySchema(statement.schema, at);
    if (!name)
        return tl::unexpected(name.error());
    const auto existing = fromStore(context.metadata.schema(name->project, name->schema), at);
    if (!existing)
        return tl::unexpected(existing.error());
    if (!*existing && statement.ifExists)
        return Done{};
    if (!*existing) {
        const auto schema = context.schema(*name, at);
        return tl::unexpected(schema.error());
    }
    if (name->schema == u"default")
        return wrong(at, QStringLiteral("schema 'default' cannot be dropped"));
    if (!statement.cascade) {
        const auto tables = fromStore(context.metadata.tables((*existing)->id, {.limit = 1}), at);
        if (!tables)
            return tl::unexpected(tables.error());
        if (!tables->rows.isEmpty())
            return wrong(at, QStringLiteral("schema '%1' is not empty; use CASCADE").arg(name->schema));
    }
    const auto dropped = fromStore(context.metadata.dropSchema(**existing), at);
    if (!dropped)
        return tl::unexpected(dropped.error());
    return Done{};
}

JobResult<Done> runCreateForeignServer(JobContext &context, const sandboxsql::CreateForeignServer &statement)
{
    const SourcePosition at = statement.position;
    const auto existing = fromStore(context.metadata.foreignServer(statement.name), at);
    if (!existing)
        return tl::unexpected(existing.error());
    if (*existing && statement.ifNotExists)
        return Done{};
    if (*existing)
        return exists(at, QStringLiteral("Foreign server %1").arg(statement.name));
    // docs/requirements.md#h-46.
    static const QRegularExpression nameRule(QStringLiteral("\\A[a-z][a-z0-9_]{0,127}\\z"));
    if (!nameRule.match(statement.name).hasMatch())
        return wrong(at,
                     QStringLiteral("the name of a foreign server begins with a letter and has lower-case letters, "
                                    "digits and underscores only, at most 128"));
    if (statement.type != u"hologres")
        return tl::unexpected(
            SqlError::unsupported(at, QStringLiteral("foreign server type '%1'").arg(statement.type)));
    for (const auto &[key, value] : statement.options) {
        static const QStringList known{QStringLiteral("host"), QStringLiteral("port"), QStringLiteral("dbname"),
                                       QStringLiteral("rolearn"), QStringLiteral("comment")};
        if (!known.contains(key))
            return wrong(at, QStringLiteral("option '%1' of a foreign server is not known").arg(key));
    }
    ForeignServerRow row;
    row.name = statement.name;
    row.type = statement.type;
    row.host = option(statement.options, QStringLiteral("host"));
    row.port = option(statement.options, QStringLiteral("port")).toInt();
    row.database = option(statement.options, QStringLiteral("dbname"));
    row.roleArn = option(statement.options, QStringLiteral("rolearn"));
    row.comment = option(statement.options, QStringLiteral("comment"));
    row.owner = context.account.accessId;
    if (row.host.isEmpty() || row.database.isEmpty() || row.port < 1 || row.port > 65535)
        return wrong(at, QStringLiteral("a foreign server needs the options host, port and dbname"));
    // docs/requirements.md#h-48: only classic-network addresses.
    if (row.host.contains(u"-vpc"))
        return wrong(at, QStringLiteral("host '%1' is a VPC address; give the classic-network one").arg(row.host));
    const auto made = fromStore(context.metadata.createForeignServer(row), at);
    if (!made)
        return tl::unexpected(made.error());
    return Done{};
}

JobResult<Done> runDropForeignServer(JobContext &context, const sandboxsql::DropForeignServer &statement)
{
    const auto dropped = context.metadata.dropForeignServer(statement.name);
    if (!dropped && dropped.error().sqlState == u"23503")
        return wrong(statement.position,
                     QStringLiteral("foreign server '%1' is used by an external schema").arg(statement.name));
    if (!dropped)
        return tl::unexpected(jobError(dropped.error(), statement.position));
    if (dropped->affectedRows() == 0 && !statement.ifExists)
        return wrong(statement.position, QStringLiteral("foreign server '%1' does not exist").arg(statement.name));
    return Done{};
}

} // namespace isthmus::sandbox
