// SPDX-License-Identifier: GPL-3.0-or-later
#include "hologrestypes.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/federation/sourcecatalog.h>

#include <QHash>

namespace isthmus::sandbox {

namespace {

// Relations with rows of their own or views; parents of partitions too (docs/requirements.md#h-73), their children not.
const QString relationsSql = QStringLiteral(
    "SELECT c.oid::bigint, c.relname, coalesce(obj_description(c.oid, 'pg_class'), ''), pg_get_userbyid(c.relowner), "
    "greatest(c.reltuples, 0)::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition "
    "AND has_table_privilege(c.oid, 'SELECT') AND %1 ORDER BY lower(c.relname) COLLATE \"C\" LIMIT %2");

const QString columnsSql = QStringLiteral(
    "SELECT a.attrelid::bigint, a.attname, format_type(a.atttypid, a.atttypmod), "
    "coalesce(col_description(a.attrelid, a.attnum), '') FROM pg_attribute a "
    "WHERE a.attrelid = ANY($1::oid[]) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attrelid, a.attnum");

} // namespace

ServiceError SourceCatalog::queryFailed(const QString &why) const
{
    return ServiceError::noPermission(
        QStringLiteral(
            "ODPS-0130013:Query Failed - external schema '%1.%2': %3. Check the Hologres permissions of RAM role '%4'")
            .arg(m_schema.project, m_schema.name, why, m_server.roleArn));
}

Reply<std::unique_ptr<PgSession>> SourceCatalog::connect() const
{
    const auto identity = m_access.ramRole(m_server.roleArn);
    if (!identity)
        return refuse(queryFailed(QStringLiteral("the RAM role cannot be assumed")));
    if (!m_access.isReachable(m_server.host, m_server.port))
        return refuse(
            ServiceError::badArgument(QStringLiteral("ODPS-0130071:Foreign server '%1': connection to %2:%3 refused")
                                          .arg(m_server.name, m_server.host)
                                          .arg(m_server.port)));
    auto session = PgSession::open(m_access.address(m_server.database, *identity));
    if (session)
        return std::move(*session);
    // A refused login has no SQLSTATE in libpq; its text tells it from a server that is gone.
    const QString &text = session.error().message;
    if (text.contains(u"permission denied") || text.contains(u"authentication failed")
        || text.contains(u"does not exist") || text.contains(u"not permitted"))
        return refuse(queryFailed(QStringLiteral("database '%1' refuses the role").arg(m_server.database)));
    return refuse(ServiceError::fromStore(session.error()));
}

Reply<std::unique_ptr<PgSession>> SourceCatalog::open() const
{
    auto session = connect();
    if (!session)
        return session;
    const auto usage = (*session)->exec(
        QStringLiteral("SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = $1"),
        {m_schema.sourceSchema});
    if (!usage)
        return refuse(ServiceError::fromStore(usage.error()));
    if (usage->rowCount() == 0)
        return refuse(queryFailed(QStringLiteral("schema '%1' does not exist in database '%2'")
                                      .arg(m_schema.sourceSchema, m_server.database)));
    if (!usage->flag(0, 0))
        return refuse(queryFailed(QStringLiteral("permission denied for schema '%1'").arg(m_schema.sourceSchema)));
    return session;
}

Reply<QList<TableRow>> SourceCatalog::read(PgSession &session, const QString &condition, const QList<PgValue> &values,
                                           int limit, bool withColumns) const
{
    const auto relations = session.exec(relationsSql.arg(condition).arg(limit), values);
    if (!relations)
        return refuse(ServiceError::fromStore(relations.error()));
    QList<TableRow> tables;
    QHash<qint64, qsizetype> byOid;
    QStringList oids;
    for (int i = 0; i < relations->rowCount(); ++i) {
        TableRow table;
        table.project = m_schema.project;
        table.schemaId = m_schema.id;
        table.schema = m_schema.name;
        table.kind = TableKind::External;
        table.name = relations->text(i, 1).toLower();
        table.comment = relations->text(i, 2);
        table.owner = m_schema.owner;
        table.rows = relations->integer(i, 4);
        table.created = table.lastDdl = table.lastModified = m_schema.created;
        ExternalDefinition &source = table.external.emplace();
        source.host = m_server.host;
        source.port = m_server.port;
        source.database = m_server.database;
        source.sourceSchema = m_schema.sourceSchema;
        source.sourceTable = relations->text(i, 1);
        source.roleArn = m_server.roleArn;
        byOid.insert(relations->integer(i, 0), tables.size());
        oids.append(relations->text(i, 0));
        tables.append(table);
    }
    if (!withColumns || tables.isEmpty())
        return tables;
    const auto columns = session.exec(columnsSql, {QString(u'{' + oids.join(u',') + u'}')});
    if (!columns)
        return refuse(ServiceError::fromStore(columns.error()));
    for (int i = 0; i < columns->rowCount(); ++i) {
        const auto type = mappedType(columns->text(i, 2));
        if (!type)
            continue;
        TableRow &table = tables[byOid.value(columns->integer(i, 0))];
        const QString sourceName = columns->text(i, 1);
        catalog::Column column;
        column.name = sourceName.toLower();
        column.type = *type;
        column.comment = columns->text(i, 3);
        table.columns.append(column);
        if (column.name != sourceName)
            table.external->columnMapping.append({column.name, sourceName});
    }
    return tables;
}

Reply<QList<TableRow>> SourceCatalog::tables(const Filter &filter, bool withColumns) const
{
    auto session = open();
    if (!session)
        return refuse(session.error());
    auto tables =
        read(**session, QStringLiteral("starts_with(lower(c.relname), $2) AND lower(c.relname) COLLATE \"C\" > $3"),
             {m_schema.sourceSchema, filter.namePrefix, filter.after}, filter.limit, withColumns);
    if (!tables || !tables->isEmpty() || !filter.after.isEmpty() || !filter.namePrefix.isEmpty())
        return tables;
    // Nothing to see: is the schema empty, or may the role read none of its tables?
    const auto hidden =
        (*session)->exec(QStringLiteral("SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                                        "WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v', 'm')"),
                         {m_schema.sourceSchema});
    if (!hidden)
        return refuse(ServiceError::fromStore(hidden.error()));
    if (hidden->integer(0, 0) > 0)
        return refuse(
            queryFailed(QStringLiteral("the role may read no table of schema '%1'").arg(m_schema.sourceSchema)));
    return tables;
}

Reply<std::optional<TableRow>> SourceCatalog::table(const QString &name) const
{
    auto session = open();
    if (!session)
        return refuse(session.error());
    // Of two names that differ only by case the lower-case one is meant.
    auto tables = read(**session, QStringLiteral("lower(c.relname) = $2"), {m_schema.sourceSchema, name}, 10, true);
    if (!tables)
        return refuse(tables.error());
    for (const TableRow &table : *tables) {
        if (table.external->sourceTable == name)
            return std::optional(table);
    }
    if (!tables->isEmpty())
        return std::optional(tables->first());
    // Not there, or not for this role?
    const auto hidden =
        (*session)->exec(QStringLiteral("SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                                        "WHERE n.nspname = $1 AND lower(c.relname) = $2 "
                                        "AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition"),
                         {m_schema.sourceSchema, name});
    if (!hidden)
        return refuse(ServiceError::fromStore(hidden.error()));
    if (hidden->rowCount() > 0)
        return refuse(queryFailed(QStringLiteral("permission denied for table '%1'").arg(name)));
    return std::optional<TableRow>();
}

} // namespace isthmus::sandbox
