// SPDX-License-Identifier: GPL-3.0-or-later
// Tables and views in Metadata.
#include "metadatarows.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/store/metadata.h>

namespace isthmus::sandbox {

namespace {

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
    // Without rows an index still has a page.
    return numberOf(m_session.exec(QStringLiteral("SELECT CASE WHEN pg_relation_size(to_regclass($1)) > 0 "
                                                  "THEN pg_total_relation_size(to_regclass($1)) ELSE 0 END"),
                                   {row.dataRelation()}));
}

PgOutcome<PgResult> Metadata::noteDataChange(qint64 tableId, qint64 rowsDelta)
{
    return m_session.exec(QStringLiteral("UPDATE mc.tables SET rows = rows + $2, version = version + 1, "
                                         "last_modified = now() WHERE id = $1"),
                          {tableId, rowsDelta});
}

} // namespace isthmus::sandbox
