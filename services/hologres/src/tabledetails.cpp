// SPDX-License-Identifier: GPL-3.0-or-later
#include "tabledetails.h"

#include "relationkind.h"

#include <isthmus/core/redact.h>
#include <isthmus/core/sentences.h>

#include <QCoreApplication>
#include <QTimeZone>

#include <algorithm>

namespace isthmus::hologres {

namespace {

using catalog::TableInfo;
using core::Cancellation;
using core::Done;
using core::Result;

// All of these read the relations $2 of one schema, $1; the first column says whose a row is.

// %1: whether the column is generated; attgenerated exists since PostgreSQL 12.
const QString columnsSql = QStringLiteral(R"(
SELECT c.relname, quote_ident(n.nspname) || '.' || quote_ident(c.relname),
  a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, col_description(c.oid, a.attnum),
  pg_get_expr(d.adbin, d.adrelid),
  array_position(string_to_array(i.indkey::text, ' ')::int2[], a.attnum),
  coalesce(a.attnum = ANY (t.partattrs::int2[]), false), a.attidentity, %1, a.attnum
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisprimary
LEFT JOIN pg_catalog.pg_partitioned_table t ON t.partrelid = c.oid
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE n.nspname = $1::name AND c.relname = ANY ($2::name[]) AND c.relkind IN ('r', 'p', 'v', 'f', 'm')
ORDER BY c.relname, a.attnum)");

// %1: row estimate. Sizes of a partitioned table are those of its partitions: the parent itself has none.
const QString relationSql = QStringLiteral(R"(
SELECT c.relname, c.relkind, pg_get_userbyid(c.relowner), obj_description(c.oid, 'pg_class'), %1,
  CASE WHEN c.relkind IN ('r', 'm') THEN pg_table_size(c.oid)
       WHEN c.relkind = 'p' THEN (SELECT coalesce(sum(pg_table_size(h.inhrelid)), 0)::bigint
                                  FROM pg_catalog.pg_inherits h WHERE h.inhparent = c.oid) END,
  CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid, true) END,
  CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END,
  CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END,
  f.srvname, array_to_string(f.ftoptions, ', '),
  extract(epoch FROM greatest(pg_stat_get_last_analyze_time(c.oid), pg_stat_get_last_autoanalyze_time(c.oid))),
  c.oid
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN (SELECT ft.ftrelid, ft.ftoptions, fs.srvname FROM pg_catalog.pg_foreign_table ft
           JOIN pg_catalog.pg_foreign_server fs ON fs.oid = ft.ftserver) f ON f.ftrelid = c.oid
WHERE n.nspname = $1::name AND c.relname = ANY ($2::name[]) AND c.relkind IN ('r', 'p', 'v', 'f', 'm'))");

const QString propertiesSql = QStringLiteral(R"(
SELECT p.table_name, p.property_key, p.property_value
FROM hologres.hg_table_properties p
WHERE p.table_namespace = $1 AND p.table_name = ANY ($2::text[]) ORDER BY p.property_key)");

const QString dynamicSql = QStringLiteral(R"(
SELECT p.dynamic_table_name, p.property_key, p.property_value
FROM hologres.hg_dynamic_table_properties p
WHERE p.dynamic_table_namespace = $1 AND p.dynamic_table_name = ANY ($2::text[]) ORDER BY p.property_key)");

// Collected once a day; the newest row counts. Casts: the columns' exact time types differ between versions.
const QString tableInfoSql = QStringLiteral(R"(
SELECT DISTINCT ON (i.table_name) i.table_name,
  extract(epoch FROM i.create_time::timestamptz), extract(epoch FROM i.last_ddl_time::timestamptz),
  extract(epoch FROM i.last_modify_time::timestamptz), i.row_count::bigint,
  extract(epoch FROM i.collect_time::timestamptz),
  (coalesce(i.hot_storage_size, 0) + coalesce(i.cold_storage_size, 0))::bigint
FROM hologres.hg_table_info i
WHERE i.schema_name = $1 AND i.table_name = ANY ($2::text[]) AND i.db_name = current_database()
ORDER BY i.table_name, i.collect_time DESC)");

const QString statisticSql = QStringLiteral(R"(
SELECT DISTINCT ON (s.table_name) s.table_name,
  s.total_rows::bigint, extract(epoch FROM s.analyze_timestamp::timestamptz)
FROM hologres_statistic.hg_table_statistic s
WHERE s.schema_name = $1 AND s.table_name = ANY ($2::text[]) ORDER BY s.table_name, s.analyze_timestamp DESC)");

QDateTime timeAt(const PGresult *rows, int row, int column)
{
    if (isNullAt(rows, row, column))
        return {};
    return QDateTime::fromMSecsSinceEpoch(qint64(textAt(rows, row, column).toDouble() * 1000), QTimeZone::utc());
}

QString columnsOf(int serverVersion)
{
    const bool hasGenerated = serverVersion >= 120000;
    return columnsSql.arg(hasGenerated ? QStringLiteral("a.attgenerated <> ''") : QStringLiteral("false"));
}

catalog::Column columnAt(const PGresult *result, int row)
{
    catalog::Column column;
    column.name = textAt(result, row, 2);
    column.type = catalog::parsePostgresType(textAt(result, row, 3));
    column.nullable = !boolAt(result, row, 4);
    column.comment = textAt(result, row, 5);
    if (!isNullAt(result, row, 6))
        (boolAt(result, row, 10) ? column.generatedSql : column.defaultSql) = textAt(result, row, 6);
    const QString identity = textAt(result, row, 9);
    if (!identity.isEmpty())
        column.identity = identity == u"a" ? catalog::Column::Identity::Always : catalog::Column::Identity::ByDefault;
    if (!isNullAt(result, row, 7))
        column.keyPosition = textAt(result, row, 7).toInt();
    column.isPartitionKey = boolAt(result, row, 8);
    column.number = textAt(result, row, 11).toInt();
    return column;
}

// Reads relations of one schema, part by part: a statement a part, however many relations there are. Each part answers
// an error only if the connection is of no use any more, or the schema may not be read.
class TableReading {
public:
    TableReading(Session &session, const Location &location, const QStringList &names, const Cancellation &cancellation)
        : m_session(session), m_location(location),
          m_cancellation(cancellation), m_parameters{location.schema, arrayText(names)}
    {
    }

    // By name; without those that are not there.
    Result<QHash<QString, TableInfo>> read()
    {
        const auto capabilities = m_session.capabilities(m_cancellation);
        if (!capabilities)
            return core::fail(capabilities.error());
        for (const auto part : {&TableReading::readRelations, &TableReading::readColumns, &TableReading::readProperties,
                                &TableReading::readFigures, &TableReading::readStatistics}) {
            if (auto done = (this->*part)(*capabilities); !done)
                return core::fail(done.error());
            if (m_tables.isEmpty())
                break;
        }
        for (TableInfo &info : m_tables) {
            info.database = m_location.database;
            info.schema = m_location.schema;
            std::sort(info.properties.begin(), info.properties.end());
        }
        return m_tables;
    }

private:
    Result<Done> readRelations(const Capabilities &)
    {
        const QString estimate = rowEstimateSql(QStringLiteral("c"), m_session.serverVersion());
        const auto rows =
            m_session.query(QString(relationSql).arg(estimate), m_parameters, m_location.title(), m_cancellation);
        if (!rows)
            return core::fail(rows.error());
        for (int row = 0; row < PQntuples(rows->get()); ++row)
            addRelation(rows->get(), row);
        return Done{};
    }

    void addRelation(const PGresult *rows, int row)
    {
        TableInfo info;
        info.name = textAt(rows, row, 0);
        info.kind = relationKind(textAt(rows, row, 1), false);
        info.owner = textAt(rows, row, 2);
        info.comment = textAt(rows, row, 3);
        if (!isNullAt(rows, row, 4)) {
            info.rowEstimate = textAt(rows, row, 4).toLongLong();
            info.rowEstimateAsOf = timeAt(rows, row, 11);
        }
        if (!isNullAt(rows, row, 5))
            info.sizeBytes = textAt(rows, row, 5).toLongLong();
        info.viewText = textAt(rows, row, 6);
        info.identity = textAt(rows, row, 12);
        addProperty(info, QStringLiteral("partition_by"), textAt(rows, row, 7));
        addProperty(info, QStringLiteral("partition_bound"), textAt(rows, row, 8));
        addProperty(info, QStringLiteral("foreign_server"), textAt(rows, row, 9));
        addProperty(info, QStringLiteral("foreign_options"), textAt(rows, row, 10));
        m_tables.insert(info.name, info);
    }

    Result<Done> readColumns(const Capabilities &)
    {
        const auto rows =
            m_session.query(columnsOf(m_session.serverVersion()), m_parameters, m_location.title(), m_cancellation);
        if (!rows)
            return core::fail(rows.error());
        forEachRow(rows->get(), [](TableInfo &info, const PGresult *result, int row) {
            if (!isNullAt(result, row, 2)) // a relation may have no columns
                info.columns.append(columnAt(result, row));
        });
        return Done{};
    }

    Result<Done> readProperties(const Capabilities &capabilities)
    {
        const auto add = [](TableInfo &info, const PGresult *result, int row) {
            addProperty(info, textAt(result, row, 1), textAt(result, row, 2));
        };
        if (auto done = readOptional(capabilities, QStringLiteral("hologres.hg_table_properties"), propertiesSql, add);
            !done)
            return done;
        return readOptional(capabilities, QStringLiteral("hologres.hg_dynamic_table_properties"), dynamicSql,
                            [&](TableInfo &info, const PGresult *result, int row) {
                                info.kind = catalog::ObjectKind::DynamicTable;
                                add(info, result, row);
                            });
    }

    Result<Done> readFigures(const Capabilities &capabilities)
    {
        return readOptional(capabilities, QStringLiteral("hologres.hg_table_info"), tableInfoSql,
                            [](TableInfo &info, const PGresult *result, int row) {
                                info.created = timeAt(result, row, 1);
                                info.lastDdl = timeAt(result, row, 2);
                                info.lastModified = timeAt(result, row, 3);
                                if (!info.rowEstimate && !isNullAt(result, row, 4)) {
                                    info.rowEstimate = textAt(result, row, 4).toLongLong();
                                    info.rowEstimateAsOf = timeAt(result, row, 5);
                                }
                                // Live size first; the collected one where the server does not tell it (cold storage,
                                // foreign storage).
                                const qint64 collected = textAt(result, row, 6).toLongLong();
                                if (collected > 0 && info.sizeBytes.value_or(0) == 0)
                                    info.sizeBytes = collected;
                            });
    }

    Result<Done> readStatistics(const Capabilities &capabilities)
    {
        return readOptional(capabilities, QStringLiteral("hologres_statistic.hg_table_statistic"), statisticSql,
                            [](TableInfo &info, const PGresult *result, int row) {
                                if (isNullAt(result, row, 1))
                                    return;
                                info.rowEstimate = textAt(result, row, 1).toLongLong();
                                info.rowEstimateAsOf = timeAt(result, row, 2);
                            });
    }

    // Reads a view that may be missing or closed to us.
    template <typename Take>
    Result<Done> readOptional(const Capabilities &capabilities, const QString &view, const QString &sql, Take take)
    {
        if (!capabilities.has(view))
            return Done{};
        const auto rows = m_session.queryOptional(sql, m_parameters, m_cancellation);
        if (!rows)
            return core::fail(rows.error());
        forEachRow(rows->get(), take);
        return Done{};
    }

    template <typename Take>
    void forEachRow(const PGresult *rows, Take take)
    {
        for (int row = 0; rows && row < PQntuples(rows); ++row) {
            const auto it = m_tables.find(textAt(rows, row, 0));
            if (it != m_tables.end())
                take(*it, rows, row);
        }
    }

    static void addProperty(TableInfo &info, const QString &key, const QString &value)
    {
        if (!value.isEmpty())
            info.properties.append({key, core::redactedValue(key, value)});
    }

    Session &m_session;
    const Location &m_location;
    const Cancellation &m_cancellation;
    QStringList m_parameters;
    QHash<QString, TableInfo> m_tables;
};

} // namespace

Result<RelationColumns> readColumns(Session &session, const Location &location, const Cancellation &cancellation)
{
    const auto version = session.connectedVersion(cancellation);
    if (!version)
        return core::fail(version.error());
    const auto rows = session.query(columnsOf(*version), {location.schema, arrayText({location.relationName()})},
                                    location.title(), cancellation);
    if (!rows)
        return core::fail(rows.error());
    const PGresult *result = rows->get();
    if (PQntuples(result) == 0)
        return core::fail(objectNotFound({session.settings(), session.database(), location.title()}));
    RelationColumns relation;
    relation.quotedName = textAt(result, 0, 1);
    for (int row = 0; row < PQntuples(result); ++row) {
        if (!isNullAt(result, row, 2)) // a relation may have no columns
            relation.columns.append(columnAt(result, row));
    }
    return relation;
}

Result<TableInfo> readTable(Session &session, const catalog::ObjectPath &path, const Location &location,
                            const Cancellation &cancellation)
{
    if (!location.isRelation())
        return core::fail(noTable(path, session.settings()));
    auto read = TableReading(session, location, {location.relationName()}, cancellation).read();
    if (!read)
        return core::fail(read.error());
    if (read->isEmpty())
        return core::fail(objectNotFound({session.settings(), session.database(), location.title()}));
    TableInfo info = *read->begin();
    info.path = path;
    if (location.level == Location::Level::Partition && info.kind != catalog::ObjectKind::DynamicTable)
        info.kind = catalog::ObjectKind::Partition;
    return info;
}

Result<QList<TableInfo>> readTables(Session &session, const catalog::ObjectPath &schema, const Location &location,
                                    const QStringList &names, const Cancellation &cancellation)
{
    constexpr qsizetype atOnce = 500; // keeps one answer in bounds
    if (location.level != Location::Level::Schema) {
        return core::fail(
            core::ErrorKind::Invalid,
            core::said("Hologres", QT_TRANSLATE_NOOP("Hologres", "%1 is no schema.")).arg(schema.toString()));
    }
    QList<TableInfo> tables;
    for (qsizetype from = 0; from < names.size(); from += atOnce) {
        const QStringList some = names.mid(from, atOnce);
        auto read = TableReading(session, location, some, cancellation).read();
        if (!read)
            return core::fail(read.error());
        for (const QString &name : some) {
            if (const auto it = read->find(name); it != read->end()) {
                it->path = schema.child(name);
                tables.append(*it);
            }
        }
    }
    return tables;
}

Result<QStringList> readPlaceOf(Session &session, const QString &identity, const Cancellation &cancellation)
{
    const auto rows =
        session.query(QStringLiteral("SELECT n.nspname, c.relname FROM pg_catalog.pg_class c "
                                     "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = $1::oid "
                                     "AND c.relkind IN ('r', 'p', 'v', 'f', 'm')"),
                      {QString::number(identity.toUInt())}, QString(), cancellation);
    if (!rows)
        return core::fail(rows.error());
    if (PQntuples(rows->get()) == 0)
        return core::fail(objectNotFound({session.settings(), session.database(), identity}));
    return QStringList{textAt(rows->get(), 0, 0), textAt(rows->get(), 0, 1)};
}

} // namespace isthmus::hologres
