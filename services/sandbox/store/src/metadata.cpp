// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/store/metadata.h>

#include <QJsonArray>
#include <QJsonDocument>

namespace isthmus::sandbox {

namespace {

// How far the script of an instance came.
const QString statementsDoneText =
    QStringLiteral("CASE statements_done WHEN 0 THEN '' WHEN 1 THEN '; its first statement was done' "
                   "ELSE format('; its first %s statements were done', statements_done) END");

template <typename Row>
PgOutcome<QList<Row>> listOf(PgOutcome<PgResult> result, Row (*read)(const PgResult &, int))
{
    if (!result)
        return tl::unexpected(result.error());
    QList<Row> rows;
    rows.reserve(result->rowCount());
    for (int i = 0; i < result->rowCount(); ++i)
        rows.append(read(*result, i));
    return rows;
}

template <typename Row>
PgOutcome<std::optional<Row>> oneOf(PgOutcome<PgResult> result, Row (*read)(const PgResult &, int))
{
    if (!result)
        return tl::unexpected(result.error());
    if (result->rowCount() == 0)
        return std::optional<Row>();
    return std::optional<Row>(read(*result, 0));
}

PgOutcome<qint64> numberOf(PgOutcome<PgResult> result)
{
    if (!result)
        return tl::unexpected(result.error());
    return result->rowCount() == 0 ? 0 : result->integer(0, 0);
}

QString epoch(const char *column)
{
    return QStringLiteral("extract(epoch from %1)::bigint").arg(QLatin1String(column));
}

const QString projectSelect = QStringLiteral("SELECT p.id, p.name, p.owner, p.comment, p.has_schemas, ")
    + epoch("p.created") + QStringLiteral(", ") + epoch("p.modified") + QStringLiteral(" FROM mc.projects p ");

ProjectRow readProject(const PgResult &result, int i)
{
    return {result.integer(i, 0), result.text(i, 1),    result.text(i, 2),   result.text(i, 3),
            result.flag(i, 4),    result.integer(i, 5), result.integer(i, 6)};
}

const QString serverSelect =
    QStringLiteral("SELECT f.id, f.name, f.type, f.host, f.port, f.database, f.role_arn, f.comment, f.owner, ")
    + epoch("f.created") + QStringLiteral(" FROM mc.foreign_servers f ");

ForeignServerRow readServer(const PgResult &result, int i)
{
    return {result.integer(i, 0), result.text(i, 1), result.text(i, 2), result.text(i, 3), int(result.integer(i, 4)),
            result.text(i, 5),    result.text(i, 6), result.text(i, 7), result.text(i, 8), result.integer(i, 9)};
}

const QString schemaSelect = QStringLiteral("SELECT s.id, s.project_id, p.name, s.name, s.owner, s.comment, ")
    + epoch("s.created") + QStringLiteral(", ") + epoch("s.modified")
    + QStringLiteral(", s.server_id, s.source_schema FROM mc.schemas s JOIN mc.projects p ON p.id = s.project_id ");

SchemaRow readSchema(const PgResult &result, int i)
{
    SchemaRow row;
    row.id = result.integer(i, 0);
    row.projectId = result.integer(i, 1);
    row.project = result.text(i, 2);
    row.name = result.text(i, 3);
    row.owner = result.text(i, 4);
    row.comment = result.text(i, 5);
    row.created = result.integer(i, 6);
    row.modified = result.integer(i, 7);
    if (!result.isNull(i, 8))
        row.serverId = result.integer(i, 8);
    row.sourceSchema = result.text(i, 9);
    return row;
}

const QString tableSelect =
    QStringLiteral("SELECT t.id, t.schema_id, p.name, s.name, t.name, t.kind, t.owner, t.comment, t.lifecycle, "
                   "t.columns, t.partition_columns, t.primary_key, t.properties, t.external, t.view_text, t.rows, "
                   "t.version, ")
    + epoch("t.created") + QStringLiteral(", ") + epoch("t.last_ddl") + QStringLiteral(", ") + epoch("t.last_modified")
    + QStringLiteral(
        ", (extract(epoch from t.last_ddl) * 1000000)::bigint FROM mc.tables t JOIN mc.schemas s ON s.id = t.schema_id "
        "JOIN mc.projects p ON p.id = s.project_id ");

TableRow readTable(const PgResult &result, int i)
{
    TableRow row;
    row.id = result.integer(i, 0);
    row.schemaId = result.integer(i, 1);
    row.project = result.text(i, 2);
    row.schema = result.text(i, 3);
    row.name = result.text(i, 4);
    row.kind = kindOf(result.text(i, 5));
    row.owner = result.text(i, 6);
    row.comment = result.text(i, 7);
    if (!result.isNull(i, 8))
        row.lifecycleDays = int(result.integer(i, 8));
    row.columns = columnsFromJson(result.bytes(i, 9).toByteArray(), false);
    row.partitionColumns = columnsFromJson(result.bytes(i, 10).toByteArray(), true);
    for (const QJsonValue &name : QJsonDocument::fromJson(result.bytes(i, 11).toByteArray()).array())
        row.primaryKey.append(name.toString());
    row.properties = pairsFromJson(result.bytes(i, 12).toByteArray());
    if (!result.isNull(i, 13))
        row.external = externalFromJson(result.bytes(i, 13).toByteArray());
    row.viewText = result.text(i, 14);
    row.rows = result.integer(i, 15);
    row.version = result.integer(i, 16);
    row.created = result.integer(i, 17);
    row.lastDdl = result.integer(i, 18);
    row.lastModified = result.integer(i, 19);
    row.schemaVersion = result.integer(i, 20);
    return row;
}

QString keyJson(const QStringList &names)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(names)).toJson(QJsonDocument::Compact));
}

const QString partitionSelect = QStringLiteral("SELECT to_json(spec), rows, ") + epoch("created") + QStringLiteral(", ")
    + epoch("last_ddl") + QStringLiteral(", ") + epoch("last_modified") + QStringLiteral(" FROM mc.partitions ");

PartitionRow readPartition(const PgResult &result, int i)
{
    PartitionRow row;
    for (const QJsonValue &value : QJsonDocument::fromJson(result.bytes(i, 0).toByteArray()).array())
        row.values.append(value.toString());
    row.rows = result.integer(i, 1);
    row.created = result.integer(i, 2);
    row.lastDdl = result.integer(i, 3);
    row.lastModified = result.integer(i, 4);
    return row;
}

const QString instanceSelect =
    QStringLiteral("SELECT id, project, owner, task_name, query, settings, priority, status, result, columns, rows, "
                   "outputs, guid, ")
    + epoch("started") + QStringLiteral(", coalesce(") + epoch("ended") + QStringLiteral(", 0) FROM mc.instances ");

InstanceRow readInstance(const PgResult &result, int i)
{
    InstanceRow row;
    row.id = result.text(i, 0);
    row.project = result.text(i, 1);
    row.owner = result.text(i, 2);
    row.taskName = result.text(i, 3);
    row.query = result.text(i, 4);
    row.settings = QJsonDocument::fromJson(result.bytes(i, 5).toByteArray()).object();
    row.priority = int(result.integer(i, 6));
    row.status = result.text(i, 7);
    row.result = result.text(i, 8);
    if (!result.isNull(i, 9))
        row.columns = columnsFromJson(result.bytes(i, 9).toByteArray(), false);
    row.rows = result.integer(i, 10);
    row.outputs = QJsonDocument::fromJson(result.bytes(i, 11).toByteArray()).object();
    row.guid = result.text(i, 12);
    row.started = result.integer(i, 13);
    row.ended = result.integer(i, 14);
    return row;
}

// Drops the result relations of the instances whose ids are in the first column.
PgOutcome<PgResult> dropResults(PgSession &session, const PgResult &ids)
{
    for (int i = 0; i < ids.rowCount(); ++i) {
        const InstanceRow row{.id = ids.text(i, 0)};
        if (auto dropped = session.exec(QStringLiteral("DROP TABLE IF EXISTS ") + row.resultRelation()); !dropped)
            return dropped;
    }
    return ids;
}

} // namespace

QString pgTextArray(const QStringList &values)
{
    QString text = QStringLiteral("{");
    for (const QString &value : values) {
        if (text.size() > 1)
            text += u',';
        text += u'"';
        for (const QChar c : value) {
            if (c == u'"' || c == u'\\')
                text += u'\\';
            text += c;
        }
        text += u'"';
    }
    return text + u'}';
}

PgOutcome<QList<ProjectRow>> Metadata::projects()
{
    return listOf(m_session.exec(projectSelect + QStringLiteral("ORDER BY p.name")), readProject);
}

PgOutcome<std::optional<ProjectRow>> Metadata::project(const QString &name)
{
    return oneOf(m_session.exec(projectSelect + QStringLiteral("WHERE p.name = $1"), {name}), readProject);
}

PgOutcome<QList<SchemaRow>> Metadata::schemas(qint64 projectId)
{
    return listOf(m_session.exec(schemaSelect + QStringLiteral("WHERE s.project_id = $1 ORDER BY s.name"), {projectId}),
                  readSchema);
}

PgOutcome<std::optional<SchemaRow>> Metadata::schema(const QString &project, const QString &name)
{
    return oneOf(m_session.exec(schemaSelect + QStringLiteral("WHERE p.name = $1 AND s.name = $2"), {project, name}),
                 readSchema);
}

PgOutcome<qint64> Metadata::createSchema(const SchemaRow &row)
{
    auto id = numberOf(m_session.exec(
        QStringLiteral("INSERT INTO mc.schemas (project_id, name, owner, comment, server_id, source_schema) "
                       "VALUES ($1, $2, $3, $4, $5, $6) RETURNING id"),
        {row.projectId, row.name, row.owner, row.comment, row.serverId, row.sourceSchema}));
    if (!id || row.isExternal())
        return id;
    if (auto made = m_session.exec(QStringLiteral("CREATE SCHEMA ") + dataSchemaName(*id)); !made)
        return tl::unexpected(made.error());
    return id;
}

PgOutcome<PgResult> Metadata::dropSchema(const SchemaRow &row)
{
    auto dropped = m_session.exec(QStringLiteral("DELETE FROM mc.schemas WHERE id = $1"), {row.id});
    if (!dropped || row.isExternal())
        return dropped;
    return m_session.exec(QStringLiteral("DROP SCHEMA %1 CASCADE").arg(dataSchemaName(row.id)));
}

PgOutcome<QList<ForeignServerRow>> Metadata::foreignServers()
{
    return listOf(m_session.exec(serverSelect + QStringLiteral("ORDER BY f.name")), readServer);
}

PgOutcome<std::optional<ForeignServerRow>> Metadata::foreignServer(const QString &name)
{
    return oneOf(m_session.exec(serverSelect + QStringLiteral("WHERE f.name = $1"), {name}), readServer);
}

PgOutcome<std::optional<ForeignServerRow>> Metadata::foreignServer(qint64 id)
{
    return oneOf(m_session.exec(serverSelect + QStringLiteral("WHERE f.id = $1"), {id}), readServer);
}

PgOutcome<PgResult> Metadata::createForeignServer(const ForeignServerRow &row)
{
    return m_session.exec(
        QStringLiteral("INSERT INTO mc.foreign_servers (name, type, host, port, database, role_arn, comment, owner) "
                       "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"),
        {row.name, row.type, row.host, row.port, row.database, row.roleArn, row.comment, row.owner});
}

PgOutcome<PgResult> Metadata::dropForeignServer(const QString &name)
{
    return m_session.exec(QStringLiteral("DELETE FROM mc.foreign_servers WHERE name = $1"), {name});
}

namespace {

// What follows "FROM mc.tables t". Only what the filter asks for: at 100,000 tables each further condition is seen in
// the time of a page.
QString tableFilterSql(qint64 schemaId, const Metadata::TableFilter &filter)
{
    using dialect::quotePostgresText;
    QString sql = QStringLiteral("WHERE t.schema_id = %1").arg(schemaId);
    if (!filter.after.isEmpty())
        sql += QStringLiteral(" AND t.name > ") + quotePostgresText(filter.after);
    if (!filter.namePrefix.isEmpty())
        sql += QStringLiteral(" AND starts_with(t.name, %1)").arg(quotePostgresText(filter.namePrefix));
    if (filter.kind)
        sql += QStringLiteral(" AND t.kind = ") + quotePostgresText(kindText(*filter.kind));
    if (!filter.owner.isEmpty())
        sql += QStringLiteral(" AND t.owner = ") + quotePostgresText(filter.owner);
    return sql + QStringLiteral(" ORDER BY t.name LIMIT %1").arg(filter.limit + 1);
}

} // namespace

PgOutcome<RowPage<TableRow>> Metadata::tables(qint64 schemaId, const TableFilter &filter)
{
    auto rows = listOf(m_session.exec(tableSelect + tableFilterSql(schemaId, filter)), readTable);
    if (!rows)
        return tl::unexpected(rows.error());
    RowPage<TableRow> page{std::move(*rows), {}};
    if (page.rows.size() > filter.limit) {
        page.rows.removeLast();
        page.next = page.rows.last().name;
    }
    return page;
}

QString Metadata::tableHeads(qint64 schemaId, const TableFilter &filter)
{
    return QStringLiteral("(SELECT t.name, t.owner, t.kind FROM mc.tables t %1) AS heads")
        .arg(tableFilterSql(schemaId, filter));
}

PgOutcome<std::optional<TableRow>> Metadata::table(const QString &project, const QString &schema, const QString &name)
{
    return oneOf(m_session.exec(tableSelect + QStringLiteral("WHERE p.name = $1 AND s.name = $2 AND t.name = $3"),
                                {project, schema, name}),
                 readTable);
}

PgOutcome<qint64> Metadata::createTable(const TableRow &row)
{
    const auto external = row.external ? std::optional(externalToJson(*row.external)) : std::nullopt;
    return numberOf(m_session.exec(
        QStringLiteral("INSERT INTO mc.tables (schema_id, name, kind, owner, comment, lifecycle, columns, "
                       "partition_columns, primary_key, properties, external, view_text) "
                       "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id"),
        {row.schemaId, row.name, kindText(row.kind), row.owner, row.comment, row.lifecycleDays,
         columnsToJson(row.columns), columnsToJson(row.partitionColumns), keyJson(row.primaryKey),
         pairsToJson(row.properties), external, row.viewText}));
}

PgOutcome<PgResult> Metadata::updateTable(const TableRow &row)
{
    return m_session.exec(
        QStringLiteral("UPDATE mc.tables SET name = $2, comment = $3, lifecycle = $4, columns = $5, properties = $6, "
                       "view_text = $7, last_ddl = now() WHERE id = $1"),
        {row.id, row.name, row.comment, row.lifecycleDays, columnsToJson(row.columns), pairsToJson(row.properties),
         row.viewText});
}

PgOutcome<PgResult> Metadata::dropTable(qint64 id)
{
    return m_session.exec(QStringLiteral("DELETE FROM mc.tables WHERE id = $1"), {id});
}

PgOutcome<qint64> Metadata::dataSize(const TableRow &row)
{
    return numberOf(m_session.exec(QStringLiteral("SELECT coalesce(pg_total_relation_size(to_regclass($1)), 0)"),
                                   {row.dataRelation()}));
}

PgOutcome<PgResult> Metadata::noteDataChange(qint64 tableId, qint64 rowsDelta)
{
    return m_session.exec(QStringLiteral("UPDATE mc.tables SET rows = rows + $2, version = version + 1, "
                                         "last_modified = now() WHERE id = $1"),
                          {tableId, rowsDelta});
}

PgOutcome<RowPage<PartitionRow>> Metadata::partitions(qint64 tableId, const QStringList &prefix, const QString &marker,
                                                      int limit)
{
    QStringList after;
    for (const QJsonValue &value : QJsonDocument::fromJson(marker.toUtf8()).array())
        after.append(value.toString());
    auto rows =
        listOf(m_session.exec(partitionSelect
                                  + QStringLiteral("WHERE table_id = $1 AND spec > $2::text[] COLLATE \"C\" AND "
                                                   "spec[1:$3] = $4::text[] ORDER BY spec LIMIT $5"),
                              {tableId, pgTextArray(after), int(prefix.size()), pgTextArray(prefix), limit + 1}),
               readPartition);
    if (!rows)
        return tl::unexpected(rows.error());
    RowPage<PartitionRow> page{std::move(*rows), {}};
    if (page.rows.size() > limit) {
        page.rows.removeLast();
        page.next = keyJson(page.rows.last().values);
    }
    return page;
}

PgOutcome<std::optional<PartitionRow>> Metadata::partition(qint64 tableId, const QStringList &values)
{
    return oneOf(m_session.exec(partitionSelect + QStringLiteral("WHERE table_id = $1 AND spec = $2::text[]"),
                                {tableId, pgTextArray(values)}),
                 readPartition);
}

PgOutcome<bool> Metadata::addPartition(qint64 tableId, const QStringList &values)
{
    auto added = m_session.exec(
        QStringLiteral("INSERT INTO mc.partitions (table_id, spec) VALUES ($1, $2) ON CONFLICT DO NOTHING"),
        {tableId, pgTextArray(values)});
    if (!added)
        return tl::unexpected(added.error());
    return added->affectedRows() > 0;
}

PgOutcome<PgResult> Metadata::dropPartition(qint64 tableId, const QStringList &values)
{
    return m_session.exec(QStringLiteral("DELETE FROM mc.partitions WHERE table_id = $1 AND spec = $2::text[]"),
                          {tableId, pgTextArray(values)});
}

PgOutcome<PgResult> Metadata::renamePartition(qint64 tableId, const QStringList &from, const QStringList &to)
{
    return m_session.exec(QStringLiteral("UPDATE mc.partitions SET spec = $3::text[], last_ddl = now() "
                                         "WHERE table_id = $1 AND spec = $2::text[]"),
                          {tableId, pgTextArray(from), pgTextArray(to)});
}

PgOutcome<PgResult> Metadata::notePartitionChange(qint64 tableId, const QStringList &values, qint64 rowsDelta)
{
    return m_session.exec(QStringLiteral("UPDATE mc.partitions SET rows = rows + $3, last_modified = now() "
                                         "WHERE table_id = $1 AND spec = $2::text[]"),
                          {tableId, pgTextArray(values), rowsDelta});
}

PgOutcome<InstanceRow> Metadata::createInstance(const InstanceRow &row)
{
    InstanceRow instance = row;
    const auto made = m_session.exec(
        QStringLiteral(
            "INSERT INTO mc.instances (id, project, owner, task_name, query, settings, priority, status, guid) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
            "ON CONFLICT (project, owner, guid) WHERE guid <> '' DO NOTHING RETURNING ")
            + epoch("started"),
        {row.id, row.project, row.owner, row.taskName, row.query,
         QJsonDocument(row.settings).toJson(QJsonDocument::Compact), row.priority, row.status, row.guid});
    if (!made)
        return tl::unexpected(made.error());
    if (made->rowCount() > 0) {
        instance.started = made->integer(0, 0);
        return instance;
    }
    const auto first =
        m_session.exec(QStringLiteral("SELECT id FROM mc.instances WHERE project = $1 AND owner = $2 AND guid = $3"),
                       {row.project, row.owner, row.guid});
    if (!first)
        return tl::unexpected(first.error());
    if (first->rowCount() > 0)
        instance.id = first->text(0, 0);
    return instance;
}

PgOutcome<PgResult> Metadata::noteStatementsDone(const QString &id, int count)
{
    return m_session.exec(QStringLiteral("UPDATE mc.instances SET statements_done = $2 WHERE id = $1"), {id, count});
}

PgOutcome<PgResult> Metadata::endInstance(const InstanceRow &row)
{
    const auto columns = row.columns ? std::optional(columnsToJson(*row.columns)) : std::nullopt;
    return m_session.exec(
        QStringLiteral("UPDATE mc.instances SET status = $2, result = $3, columns = $4, rows = $5, "
                       "outputs = $6, ended = clock_timestamp() WHERE id = $1 AND ended IS NULL"),
        {row.id, row.status, row.result, columns, row.rows, QJsonDocument(row.outputs).toJson(QJsonDocument::Compact)});
}

PgOutcome<PgResult> Metadata::failInstance(const InstanceRow &row)
{
    return m_session.exec(QStringLiteral("UPDATE mc.instances SET status = $2, result = $3 || ") + statementsDoneText
                              + QStringLiteral(", ended = clock_timestamp() WHERE id = $1 AND ended IS NULL"),
                          {row.id, row.status, row.result});
}

PgOutcome<std::optional<InstanceRow>> Metadata::instance(const QString &project, const QString &id)
{
    return oneOf(m_session.exec(instanceSelect + QStringLiteral("WHERE project = $1 AND id = $2"), {project, id}),
                 readInstance);
}

PgOutcome<RowPage<InstanceRow>> Metadata::instances(const QString &project, const InstanceFilter &filter)
{
    auto rows = listOf(
        m_session.exec(instanceSelect
                           + QStringLiteral("WHERE project = $1 AND ($2 = '' OR ($2 = 'terminated') = "
                                            "(ended IS NOT NULL)) AND ($3 = '' OR owner = $3) AND started >= "
                                            "to_timestamp($4::bigint) AND started < to_timestamp($5::bigint) "
                                            "AND ($6 = '' OR (started, id) < (SELECT started, id FROM mc.instances "
                                            "WHERE id = $6)) ORDER BY started DESC, id DESC LIMIT $7"),
                       {project, filter.status.toLower(), filter.owner, filter.startedFrom, filter.startedBefore,
                        filter.after, filter.limit + 1}),
        readInstance);
    if (!rows)
        return tl::unexpected(rows.error());
    RowPage<InstanceRow> page{std::move(*rows), {}};
    if (page.rows.size() > filter.limit) {
        page.rows.removeLast();
        page.next = page.rows.last().id;
    }
    return page;
}

PgOutcome<PgResult> Metadata::pruneResults(int keep)
{
    auto old = m_session.exec(
        QStringLiteral(
            "UPDATE mc.instances SET columns = NULL, rows = 0, result = 'The rows of this query have expired' "
            "WHERE id IN (SELECT id FROM mc.instances WHERE columns IS NOT NULL ORDER BY started DESC "
            "OFFSET $1) RETURNING id"),
        {keep});
    return old ? dropResults(m_session, *old) : old;
}

PgOutcome<PgResult> Metadata::recoverInstances()
{
    auto failed = m_session.exec(
        QStringLiteral("UPDATE mc.instances SET status = 'Failed', ended = now(), "
                       "result = 'ODPS-0010000:System internal error - the sandbox was stopped while the job ran' || ")
        + statementsDoneText + QStringLiteral(" WHERE ended IS NULL"));
    if (!failed)
        return failed;
    auto old = m_session.exec(QStringLiteral("DELETE FROM mc.instances WHERE started < now() - interval '1 day' "
                                             "RETURNING id"));
    if (!old)
        return old;
    return dropResults(m_session, *old);
}

PgOutcome<PgResult> Metadata::dropExpiredUploads()
{
    auto forgotten =
        m_session.exec(QStringLiteral("DELETE FROM mc.tunnel_sessions WHERE expires < now() - interval '7 days'"));
    if (!forgotten)
        return forgotten;
    auto expired = m_session.exec(
        QStringLiteral("UPDATE mc.tunnel_sessions SET status = 'expired' WHERE status = 'normal' AND expires < now()"));
    if (!expired)
        return expired;
    auto orphans = m_session.exec(QStringLiteral(
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'mc_upload' AND "
        "NOT EXISTS (SELECT 1 FROM mc.tunnel_sessions WHERE status = 'normal' AND 'u_' || id = tablename)"));
    if (!orphans)
        return orphans;
    for (int i = 0; i < orphans->rowCount(); ++i) {
        if (auto dropped = m_session.exec(QStringLiteral("DROP TABLE ") + orphans->text(i, 0)); !dropped)
            return dropped;
    }
    return expired;
}

} // namespace isthmus::sandbox
