// SPDX-License-Identifier: GPL-3.0-or-later
#include "tabledetails.h"

#include "relationkind.h"

#include <isthmus/core/redact.h>

#include <QCoreApplication>
#include <QTimeZone>

#include <algorithm>

namespace isthmus::hologres {

namespace {

using catalog::TableInfo;
using core::Cancellation;
using core::Done;
using core::Result;

const QString columnsSql = QStringLiteral(R"(
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname),
  a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, col_description(c.oid, a.attnum),
  pg_get_expr(d.adbin, d.adrelid),
  array_position(string_to_array(i.indkey::text, ' ')::int2[], a.attnum),
  coalesce(a.attnum = ANY (t.partattrs::int2[]), false)
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisprimary
LEFT JOIN pg_catalog.pg_partitioned_table t ON t.partrelid = c.oid
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE n.nspname = $1::name AND c.relname = $2::name AND c.relkind IN ('r', 'p', 'v', 'f', 'm')
ORDER BY a.attnum)");

// %1: row estimate. Sizes of a partitioned table are those of its partitions: the parent itself has none.
const QString relationSql = QStringLiteral(R"(
SELECT c.relkind, pg_get_userbyid(c.relowner), obj_description(c.oid, 'pg_class'), %1,
  CASE WHEN c.relkind IN ('r', 'm') THEN pg_table_size(c.oid)
       WHEN c.relkind = 'p' THEN (SELECT coalesce(sum(pg_table_size(h.inhrelid)), 0)::bigint
                                  FROM pg_catalog.pg_inherits h WHERE h.inhparent = c.oid) END,
  CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid, true) END,
  CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END,
  CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END,
  f.srvname, array_to_string(f.ftoptions, ', '),
  extract(epoch FROM greatest(pg_stat_get_last_analyze_time(c.oid), pg_stat_get_last_autoanalyze_time(c.oid)))
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN (SELECT ft.ftrelid, ft.ftoptions, fs.srvname FROM pg_catalog.pg_foreign_table ft
           JOIN pg_catalog.pg_foreign_server fs ON fs.oid = ft.ftserver) f ON f.ftrelid = c.oid
WHERE n.nspname = $1::name AND c.relname = $2::name)");

const QString propertiesSql = QStringLiteral(R"(
SELECT p.property_key, p.property_value
FROM hologres.hg_table_properties p
WHERE p.table_namespace = $1 AND p.table_name = $2 ORDER BY p.property_key)");

const QString dynamicSql = QStringLiteral(R"(
SELECT p.property_key, p.property_value
FROM hologres.hg_dynamic_table_properties p
WHERE p.dynamic_table_namespace = $1 AND p.dynamic_table_name = $2 ORDER BY p.property_key)");

// Collected once a day; the newest row counts. Casts: the columns' exact time types differ between versions.
const QString tableInfoSql = QStringLiteral(R"(
SELECT extract(epoch FROM i.create_time::timestamptz), extract(epoch FROM i.last_ddl_time::timestamptz),
  extract(epoch FROM i.last_modify_time::timestamptz), i.row_count::bigint,
  extract(epoch FROM i.collect_time::timestamptz),
  (coalesce(i.hot_storage_size, 0) + coalesce(i.cold_storage_size, 0))::bigint
FROM hologres.hg_table_info i
WHERE i.schema_name = $1 AND i.table_name = $2 AND i.db_name = current_database()
ORDER BY i.collect_time DESC LIMIT 1)");

const QString statisticSql = QStringLiteral(R"(
SELECT s.total_rows::bigint, extract(epoch FROM s.analyze_timestamp::timestamptz)
FROM hologres_statistic.hg_table_statistic s
WHERE s.schema_name = $1 AND s.table_name = $2 ORDER BY s.analyze_timestamp DESC LIMIT 1)");

QDateTime timeAt(const PGresult *rows, int column)
{
    if (isNullAt(rows, 0, column))
        return {};
    return QDateTime::fromMSecsSinceEpoch(qint64(textAt(rows, 0, column).toDouble() * 1000), QTimeZone::utc());
}

bool hasRow(const Result<PgResult> &rows)
{
    return rows && *rows && PQntuples(rows->get()) > 0;
}

// Reads one table, part by part. Each part answers an error only if the connection is of no use any more.
class TableReading {
public:
    TableReading(Session &session, const Location &location, const Cancellation &cancellation)
        : m_session(session), m_location(location),
          m_cancellation(cancellation), m_names{location.schema, location.relationName()}
    {
    }

    Result<TableInfo> read(const catalog::ObjectPath &path)
    {
        m_info.path = path;
        m_info.database = m_location.database;
        m_info.schema = m_location.schema;
        m_info.name = m_location.relationName();
        const auto capabilities = m_session.capabilities(m_cancellation);
        if (!capabilities)
            return core::fail(capabilities.error());
        auto columns = readColumns(m_session, m_location, m_cancellation);
        if (!columns)
            return core::fail(columns.error());
        m_info.columns = columns->columns;
        std::stable_partition(m_info.columns.begin(), m_info.columns.end(),
                              [](const auto &column) { return !column.isPartitionKey; });
        for (const auto part : {&TableReading::readRelation, &TableReading::readProperties, &TableReading::readFigures,
                                &TableReading::readStatistic}) {
            if (auto done = (this->*part)(*capabilities); !done)
                return core::fail(done.error());
        }
        std::sort(m_info.properties.begin(), m_info.properties.end());
        return m_info;
    }

private:
    Result<Done> readRelation(const Capabilities &)
    {
        const QString estimate = rowEstimateSql(QStringLiteral("c"), m_session.serverVersion());
        const auto rows =
            m_session.query(QString(relationSql).arg(estimate), m_names, m_location.title(), m_cancellation);
        if (!rows)
            return core::fail(rows.error());
        const PGresult *row = rows->get();
        if (PQntuples(row) == 0)
            return core::fail(objectNotFound({m_session.settings(), m_session.database(), m_location.title()}));
        m_info.kind = m_location.level == Location::Level::Partition ? catalog::ObjectKind::Partition
                                                                     : relationKind(textAt(row, 0, 0), false);
        m_info.owner = textAt(row, 0, 1);
        m_info.comment = textAt(row, 0, 2);
        if (!isNullAt(row, 0, 3)) {
            m_info.rowEstimate = textAt(row, 0, 3).toLongLong();
            m_info.rowEstimateAsOf = timeAt(row, 10);
        }
        if (!isNullAt(row, 0, 4))
            m_info.sizeBytes = textAt(row, 0, 4).toLongLong();
        m_info.viewText = textAt(row, 0, 5);
        addProperty(QStringLiteral("partition_by"), textAt(row, 0, 6));
        addProperty(QStringLiteral("partition_bound"), textAt(row, 0, 7));
        addProperty(QStringLiteral("foreign_server"), textAt(row, 0, 8));
        addProperty(QStringLiteral("foreign_options"), core::redacted(textAt(row, 0, 9)));
        return Done{};
    }

    Result<Done> readProperties(const Capabilities &capabilities)
    {
        if (capabilities.has(QStringLiteral("hologres.hg_table_properties"))) {
            const auto rows = m_session.queryOptional(propertiesSql, m_names, m_cancellation);
            if (!rows)
                return core::fail(rows.error());
            addProperties(rows->get());
        }
        if (capabilities.has(QStringLiteral("hologres.hg_dynamic_table_properties"))) {
            const auto rows = m_session.queryOptional(dynamicSql, m_names, m_cancellation);
            if (!rows)
                return core::fail(rows.error());
            if (hasRow(rows))
                m_info.kind = catalog::ObjectKind::DynamicTable;
            addProperties(rows->get());
        }
        return Done{};
    }

    Result<Done> readFigures(const Capabilities &capabilities)
    {
        if (!capabilities.has(QStringLiteral("hologres.hg_table_info")))
            return Done{};
        const auto rows = m_session.queryOptional(tableInfoSql, m_names, m_cancellation);
        if (!rows)
            return core::fail(rows.error());
        if (!hasRow(rows))
            return Done{};
        const PGresult *row = rows->get();
        m_info.created = timeAt(row, 0);
        m_info.lastDdl = timeAt(row, 1);
        m_info.lastModified = timeAt(row, 2);
        if (!m_info.rowEstimate && !isNullAt(row, 0, 3)) {
            m_info.rowEstimate = textAt(row, 0, 3).toLongLong();
            m_info.rowEstimateAsOf = timeAt(row, 4);
        }
        // Live size first; the collected one where the server does not tell it (cold storage, foreign storage).
        if (const qint64 collected = textAt(row, 0, 5).toLongLong(); collected > 0 && m_info.sizeBytes.value_or(0) == 0)
            m_info.sizeBytes = collected;
        return Done{};
    }

    Result<Done> readStatistic(const Capabilities &capabilities)
    {
        if (!capabilities.has(QStringLiteral("hologres_statistic.hg_table_statistic")))
            return Done{};
        const auto rows = m_session.queryOptional(statisticSql, m_names, m_cancellation);
        if (!rows)
            return core::fail(rows.error());
        if (hasRow(rows) && !isNullAt(rows->get(), 0, 0)) {
            m_info.rowEstimate = textAt(rows->get(), 0, 0).toLongLong();
            m_info.rowEstimateAsOf = timeAt(rows->get(), 1);
        }
        return Done{};
    }

    void addProperty(const QString &key, const QString &value)
    {
        if (!value.isEmpty())
            m_info.properties.append({key, value});
    }

    void addProperties(const PGresult *rows)
    {
        for (int row = 0; rows && row < PQntuples(rows); ++row)
            addProperty(textAt(rows, row, 0), core::redactedValue(textAt(rows, row, 0), textAt(rows, row, 1)));
    }

    Session &m_session;
    const Location &m_location;
    const Cancellation &m_cancellation;
    QStringList m_names;
    TableInfo m_info;
};

} // namespace

Result<RelationColumns> readColumns(Session &session, const Location &location, const Cancellation &cancellation)
{
    const auto rows =
        session.query(columnsSql, {location.schema, location.relationName()}, location.title(), cancellation);
    if (!rows)
        return core::fail(rows.error());
    const PGresult *result = rows->get();
    if (PQntuples(result) == 0)
        return core::fail(objectNotFound({session.settings(), session.database(), location.title()}));
    RelationColumns relation;
    relation.quotedName = textAt(result, 0, 0);
    for (int row = 0; row < PQntuples(result); ++row) {
        if (isNullAt(result, row, 1))
            continue; // a relation without columns
        catalog::Column column;
        column.name = textAt(result, row, 1);
        column.type = catalog::parsePostgresType(textAt(result, row, 2));
        column.nullable = !boolAt(result, row, 3);
        column.comment = textAt(result, row, 4);
        if (!isNullAt(result, row, 5))
            column.defaultSql = textAt(result, row, 5);
        if (!isNullAt(result, row, 6))
            column.keyPosition = textAt(result, row, 6).toInt();
        column.isPartitionKey = boolAt(result, row, 7);
        relation.columns.append(column);
    }
    return relation;
}

Result<TableInfo> readTable(Session &session, const catalog::ObjectPath &path, const Location &location,
                            const Cancellation &cancellation)
{
    if (location.relation.isEmpty() || location.level == Location::Level::Partitions) {
        return core::fail(core::ErrorKind::Invalid,
                          QCoreApplication::translate("Hologres", "%1 is no table.").arg(path.toString()));
    }
    return TableReading(session, location, cancellation).read(path);
}

} // namespace isthmus::hologres
