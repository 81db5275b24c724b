// SPDX-License-Identifier: GPL-3.0-or-later
#include "listing.h"

#include "groups.h"
#include "listpages.h"
#include "relationkind.h"
#include "roles.h"

#include <isthmus/catalog/datatype.h>

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace isthmus::hologres {

namespace {

using catalog::Entry;
using catalog::ObjectKind;
using catalog::Page;
using core::Cancellation;
using core::Result;
using Level = Location::Level;

constexpr qsizetype maxNameLength = 128; // of what is told in a sentence

const QString databasesSql = QStringLiteral(R"(
SELECT d.datname, shobj_description(d.oid, 'pg_database')
FROM pg_catalog.pg_database d
WHERE d.datallowconn AND NOT d.datistemplate AND has_database_privilege(d.oid, 'CONNECT')
  AND d.datname > $1::name AND d.datname <> $3::name AND %1
ORDER BY d.datname LIMIT $2::int)");

const QString schemasSql = QStringLiteral(R"(
SELECT n.nspname, obj_description(n.oid, 'pg_namespace'), n.nspname = ANY ($3::name[])
FROM pg_catalog.pg_namespace n
WHERE n.nspname > $1::name AND n.nspname !~ '^pg_(temp|toast_temp)_' AND %1
ORDER BY n.nspname LIMIT $2::int)");

// Names and kinds only, which the catalog's own index of names gives in order: a page costs what it holds, wherever it
// begins. Nothing is joined to them, which would have them sorted once more. %1: dynamic, %2: condition on the name.
const QString relationsSql = QStringLiteral(R"(
WITH schema AS (
  SELECT n.oid, has_schema_privilege(n.oid, 'USAGE') AS usable
  FROM pg_catalog.pg_namespace n WHERE n.nspname = $1::name)
SELECT (SELECT usable FROM schema), c.relname, c.relkind, %1
FROM pg_catalog.pg_class c
WHERE c.relnamespace = (SELECT oid FROM schema) AND c.relname > $2::name
  AND c.relkind IN ('r', 'p', 'v', 'f', 'm') AND NOT c.relispartition AND %2
ORDER BY c.relname LIMIT $3::int)");

const QString isDynamic = QStringLiteral(R"(c.relname::text IN (
  SELECT d.dynamic_table_name FROM hologres.hg_dynamic_table_properties d
  WHERE d.dynamic_table_namespace = $1 AND d.dynamic_table_name IS NOT NULL))");

// What there is to say of a schema that lists nothing: it is not there (no row), or may not be used, or is empty.
const QString schemaSql = QStringLiteral(R"(
SELECT has_schema_privilege(n.oid, 'USAGE'), pg_get_userbyid(n.nspowner)
FROM pg_catalog.pg_namespace n WHERE n.nspname = $1::name)");

// Whole rows of the names $2. %1: row estimate, %2: dynamic, %3: further joins, %4: further WITH.
const QString entriesSql = QStringLiteral(R"(
WITH page AS (
  SELECT c.oid, c.relname, c.relkind, c.reltuples, c.relpages
  FROM pg_catalog.pg_class c
  WHERE c.relnamespace = (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = $1::name)
    AND c.relname = ANY ($2::name[]) AND c.relkind IN ('r', 'p', 'v', 'f', 'm') AND NOT c.relispartition)%4
SELECT p.relname, p.relkind, %1, obj_description(p.oid, 'pg_class'), %2,
  CASE WHEN p.relkind = 'p' THEN (
    SELECT string_agg(a.attname, ', ' ORDER BY a.attnum)
    FROM pg_catalog.pg_partitioned_table t
    JOIN pg_catalog.pg_attribute a ON a.attrelid = t.partrelid AND a.attnum = ANY (t.partattrs::int2[])
    WHERE t.partrelid = p.oid) END,
  CASE WHEN p.relkind = 'f' THEN (
    SELECT s.srvname FROM pg_catalog.pg_foreign_table t
    JOIN pg_catalog.pg_foreign_server s ON s.oid = t.ftserver
    WHERE t.ftrelid = p.oid) END
FROM page p %3)");

const QString statisticsWith = QStringLiteral(R"(,
statistic AS (
  SELECT DISTINCT ON (h.table_name) h.table_name, h.total_rows
  FROM hologres_statistic.hg_table_statistic h
  WHERE h.schema_name = $1 AND h.table_name IN (SELECT relname::text FROM page)
  ORDER BY h.table_name, h.analyze_timestamp DESC))");

const QString dynamicWith = QStringLiteral(R"(,
dynamic AS (
  SELECT DISTINCT d.dynamic_table_name
  FROM hologres.hg_dynamic_table_properties d
  WHERE d.dynamic_table_namespace = $1 AND d.dynamic_table_name IN (SELECT relname::text FROM page)))");

const QString columnsSql = QStringLiteral(R"(
SELECT a.attname, format_type(a.atttypid, a.atttypmod), col_description(a.attrelid, a.attnum), a.attnum,
  array_position(string_to_array(i.indkey::text, ' ')::int2[], a.attnum), c.relkind
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisprimary
LEFT JOIN pg_catalog.pg_attribute a
  ON a.attrelid = c.oid AND a.attnum > greatest($3::int, 0) AND NOT a.attisdropped AND %1
WHERE n.nspname = $1::name AND c.relname = $2::name AND c.relkind IN ('r', 'p', 'v', 'f', 'm')
ORDER BY a.attnum LIMIT $4::int)");

const QString partitionsSql = QStringLiteral(R"(
SELECT k.relname, pg_get_expr(k.relpartbound, k.oid), k.reltuples, k.relpages, obj_description(k.oid, 'pg_class')
FROM pg_catalog.pg_inherits h
JOIN pg_catalog.pg_class k ON k.oid = h.inhrelid
JOIN pg_catalog.pg_class c ON c.oid = h.inhparent
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = $1::name AND c.relname = $2::name AND k.relispartition AND k.relname > $3::name AND %1
ORDER BY k.relname LIMIT $4::int)");

const QString dynamicView = QStringLiteral("hologres.hg_dynamic_table_properties");
const QString statisticsView = QStringLiteral("hologres_statistic.hg_table_statistic");

constexpr qsizetype entriesAtOnce = 1000;
constexpr int relationsAhead = 100'000; // some ten MB

QString text(const char *source)
{
    return QCoreApplication::translate("Hologres", source);
}

// Where the folders stand, which are no names that were asked for.
bool isLastOfAll(const Page &page, const ListTask &task)
{
    return page.nextMarker.isEmpty() && task.request.namePrefix.isEmpty();
}

Entry folder(const ListTask &task, const QString &name, ObjectKind kind)
{
    Entry entry;
    entry.path = task.request.parent.child(name);
    entry.kind = kind;
    entry.mayHaveChildren = true;
    return entry;
}

core::Error missing(const Session &session, const ListTask &task)
{
    return objectNotFound({session.settings(), session.database(), task.location.title()});
}

Result<Page> listDatabases(Session &session, const ListTask &task, const Cancellation &cancellation)
{
    const auto capabilities = session.capabilities(cancellation);
    if (!capabilities)
        return core::fail(capabilities.error());
    // Every Hologres instance has a database "postgres" for its own administration.
    const QString hidden = capabilities->isHologres ? QStringLiteral("postgres") : QString();
    const auto rows = session.query(
        databasesSql.arg(beginsWith(QStringLiteral("d.datname"), QStringLiteral("$4"), task.request.namePrefix)),
        {task.request.marker, limitFor(task), hidden, task.request.namePrefix}, task.location.title(), cancellation);
    if (!rows)
        return core::fail(rows.error());
    Page page = pageOf(rows->get(), task, 0, [&](QList<Entry> &entries, int row) {
        Entry entry = folder(task, textAt(rows->get(), row, 0), ObjectKind::Database);
        entry.comment = textAt(rows->get(), row, 1);
        entries.append(entry);
    });
    if (isLastOfAll(page, task) && capabilities->has(QStringLiteral("hologres.hg_warehouses")))
        page.entries.append(folder(task, catalog::computeGroupsFolder, ObjectKind::ComputeGroups));
    if (isLastOfAll(page, task))
        page.entries.append(folder(task, catalog::rolesFolder, ObjectKind::Roles));
    return page;
}

Result<Page> listSchemas(Session &session, const ListTask &task, const Cancellation &cancellation)
{
    const auto capabilities = session.capabilities(cancellation);
    if (!capabilities)
        return core::fail(capabilities.error());
    const auto rows = session.query(
        schemasSql.arg(beginsWith(QStringLiteral("n.nspname"), QStringLiteral("$4"), task.request.namePrefix)),
        {task.request.marker, limitFor(task), arrayText(systemSchemas()), task.request.namePrefix},
        task.location.title(), cancellation);
    if (!rows)
        return core::fail(rows.error());
    QStringList hidden;
    Page page = pageOf(rows->get(), task, 0, [&](QList<Entry> &entries, int row) {
        const QString name = textAt(rows->get(), row, 0);
        if (boolAt(rows->get(), row, 2) || isHiddenSchema(name, session.settings())) {
            hidden.append(name);
            return;
        }
        Entry entry = folder(task, name, ObjectKind::Schema);
        entry.comment = textAt(rows->get(), row, 1);
        entries.append(entry);
    });
    page.hidden = hidden;
    if (isLastOfAll(page, task) && capabilities->has(QStringLiteral("hologres.hg_table_group_properties")))
        page.entries.append(folder(task, catalog::tableGroupsFolder, ObjectKind::TableGroups));
    if (isLastOfAll(page, task) && !session.settings().wholeInstance)
        page.entries.append(folder(task, catalog::rolesFolder, ObjectKind::Roles));
    return page;
}

// Errors: NotFound, Permission.
Result<core::Done> checkSchema(Session &session, const ListTask &task, const Cancellation &cancellation)
{
    const auto rows = session.query(schemaSql, {task.location.schema}, task.location.title(), cancellation);
    if (!rows)
        return core::fail(rows.error());
    if (PQntuples(rows->get()) == 0)
        return core::fail(missing(session, task));
    if (boolAt(rows->get(), 0, 0))
        return core::Done{};
    return core::fail(core::ErrorKind::Permission,
                      text(QT_TRANSLATE_NOOP("Hologres", "%1 may not list schema %2."))
                          .arg(session.settings().user, task.location.schema),
                      text(QT_TRANSLATE_NOOP("Hologres", "Needs USAGE. Ask its owner, %1."))
                          .arg(textAt(rows->get(), 0, 1).left(maxNameLength)));
}

// Reads the relations of a page, and where it is not the first a hundred thousand more.
Result<core::Done> readAhead(Session &session, const ListTask &task, const Cancellation &cancellation)
{
    RelationsAhead &ahead = task.ahead;
    ahead = {};
    const auto capabilities = session.capabilities(cancellation);
    if (!capabilities)
        return core::fail(capabilities.error());
    const catalog::ListRequest &request = task.request;
    const bool hasDynamic = capabilities->has(dynamicView);
    const QString sql =
        relationsSql.arg(hasDynamic ? isDynamic : QStringLiteral("false"),
                         beginsWith(QStringLiteral("c.relname"), QStringLiteral("$4"), request.namePrefix));
    const int limit = request.marker.isEmpty() ? request.pageSize : std::max(request.pageSize, relationsAhead);
    auto rows = session.query(
        sql, {task.location.schema, request.marker, QString::number(qint64(limit) + 1), request.namePrefix},
        task.location.title(), cancellation);
    if (!rows)
        return core::fail(rows.error());
    const PGresult *result = rows->get();
    if (PQntuples(result) == 0 || !boolAt(result, 0, 0)) {
        if (const auto checked = checkSchema(session, task, cancellation); !checked)
            return core::fail(checked.error());
    }
    ahead.parent = request.parent;
    ahead.namePrefix = request.namePrefix;
    ahead.count = std::min(PQntuples(result), limit);
    ahead.hasMore = PQntuples(result) > limit;
    ahead.rows = *std::move(rows);
    return core::Done{};
}

Result<Page> listRelations(Session &session, const ListTask &task, const Cancellation &cancellation)
{
    RelationsAhead &ahead = task.ahead;
    if (!ahead.goesOn(task.request)) {
        if (const auto read = readAhead(session, task, cancellation); !read)
            return core::fail(read.error());
    }
    Page page;
    const PGresult *result = ahead.rows.get();
    const int end = std::min(ahead.count, ahead.next + task.request.pageSize);
    page.entries.reserve(end - ahead.next);
    for (int row = ahead.next; row < end; ++row) {
        Entry entry = folder(task, textAt(result, row, 1), ObjectKind::Table);
        entry.kind = relationKind(textAt(result, row, 2), boolAt(result, row, 3));
        entry.isBrief = true;
        page.entries.append(entry);
    }
    if (end < ahead.count || ahead.hasMore)
        page.nextMarker = textAt(result, end - 1, 1);
    ahead.next = end;
    ahead.marker = page.nextMarker;
    if (end == ahead.count)
        ahead = {};
    return page;
}

Result<Page> listColumns(Session &session, const ListTask &task, const Cancellation &cancellation)
{
    const auto rows = session.query(
        columnsSql.arg(beginsWith(QStringLiteral("a.attname"), QStringLiteral("$5"), task.request.namePrefix)),
        {task.location.schema, task.location.relation, QString::number(task.request.marker.toInt()), limitFor(task),
         task.request.namePrefix},
        task.location.title(), cancellation);
    if (!rows)
        return core::fail(rows.error());
    const PGresult *result = rows->get();
    if (PQntuples(result) == 0)
        return core::fail(missing(session, task));
    const bool isPartitioned = textAt(result, 0, 5) == u"p";
    Page page = pageOf(result, task, 3, [&](QList<Entry> &entries, int row) {
        if (isNullAt(result, row, 0))
            return; // a relation without columns
        Entry entry;
        entry.path = task.request.parent.child(textAt(result, row, 0));
        entry.kind = ObjectKind::Column;
        entry.note = catalog::parsePostgresType(textAt(result, row, 1)).text;
        entry.comment = textAt(result, row, 2);
        if (!isNullAt(result, row, 4))
            entry.keyPosition = textAt(result, row, 4).toInt();
        entries.append(entry);
    });
    if (isPartitioned && isLastOfAll(page, task))
        page.entries.append(folder(task, catalog::partitionsFolder, ObjectKind::Partitions));
    return page;
}

Result<Page> listPartitions(Session &session, const ListTask &task, const Cancellation &cancellation)
{
    const auto rows = session.query(
        partitionsSql.arg(beginsWith(QStringLiteral("k.relname"), QStringLiteral("$5"), task.request.namePrefix)),
        {task.location.schema, task.location.relation, task.request.marker, limitFor(task), task.request.namePrefix},
        task.location.title(), cancellation);
    if (!rows)
        return core::fail(rows.error());
    const PGresult *result = rows->get();
    return pageOf(result, task, 0, [&](QList<Entry> &entries, int row) {
        Entry entry;
        entry.path = task.request.parent.child(textAt(result, row, 0));
        entry.kind = ObjectKind::Partition;
        entry.note = textAt(result, row, 1).remove(QStringLiteral("FOR VALUES "));
        if (const double tuples = textAt(result, row, 2).toDouble(); tuples > 0)
            entry.rowEstimate = qint64(tuples);
        entry.comment = textAt(result, row, 4);
        entries.append(entry);
    });
}

QString entriesStatement(const Capabilities &capabilities, int serverVersion)
{
    const bool hasStatistics = capabilities.has(statisticsView);
    const bool hasDynamic = capabilities.has(dynamicView);
    const QString own = rowEstimateSql(QStringLiteral("p"), serverVersion);
    QString joins;
    QString with;
    if (hasStatistics) {
        with += statisticsWith;
        joins += QStringLiteral("LEFT JOIN statistic t ON t.table_name = p.relname::text ");
    }
    if (hasDynamic) {
        with += dynamicWith;
        joins += QStringLiteral("LEFT JOIN dynamic d ON d.dynamic_table_name = p.relname::text ");
    }
    return entriesSql.arg(hasStatistics ? QStringLiteral("coalesce(t.total_rows, %1)").arg(own) : own,
                          hasDynamic ? QStringLiteral("d.dynamic_table_name IS NOT NULL") : QStringLiteral("false"),
                          joins, with);
}

} // namespace

Result<QList<Entry>> readEntries(Session &session, const catalog::ObjectPath &schema, const Location &location,
                                 const QStringList &names, const Cancellation &cancellation)
{
    if (location.level != Level::Schema)
        return core::fail(core::ErrorKind::Invalid,
                          text(QT_TRANSLATE_NOOP("Hologres", "%1 is no schema.")).arg(location.title()));
    const auto capabilities = session.capabilities(cancellation);
    if (!capabilities)
        return core::fail(capabilities.error());
    const QString sql = entriesStatement(*capabilities, session.serverVersion());
    QHash<QString, Entry> read;
    for (qsizetype from = 0; from < names.size(); from += entriesAtOnce) {
        const auto rows = session.query(sql, {location.schema, arrayText(names.mid(from, entriesAtOnce))},
                                        location.title(), cancellation);
        if (!rows)
            return core::fail(rows.error());
        const PGresult *result = rows->get();
        for (int row = 0; row < PQntuples(result); ++row) {
            Entry entry;
            entry.path = schema.child(textAt(result, row, 0));
            entry.kind = relationKind(textAt(result, row, 1), boolAt(result, row, 4));
            entry.mayHaveChildren = true;
            if (!isNullAt(result, row, 2))
                entry.rowEstimate = textAt(result, row, 2).toLongLong();
            entry.comment = textAt(result, row, 3);
            entry.note = textAt(result, row, 5);
            entry.foreignServer = textAt(result, row, 6);
            read.insert(entry.name(), entry);
        }
    }
    QList<Entry> entries;
    for (const QString &name : names) {
        if (const auto it = read.constFind(name); it != read.cend())
            entries.append(*it);
    }
    return entries;
}

QStringList systemSchemas()
{
    return {QStringLiteral("pg_catalog"),         QStringLiteral("information_schema"),
            QStringLiteral("pg_toast"),           QStringLiteral("hologres"),
            QStringLiteral("hologres_statistic"), QStringLiteral("hologres_streaming_mv"),
            QStringLiteral("hologres_sample"),    QStringLiteral("hologres_object_table"),
            QStringLiteral("hg_internal"),        QStringLiteral("hg_recyclebin")};
}

bool isHiddenSchema(const QString &name, const Settings &settings)
{
    return name.startsWith(u':') // begins the folders' names
        || std::ranges::any_of(settings.hiddenSchemas, [&](const QString &wildcard) {
               return QRegularExpression(QRegularExpression::wildcardToRegularExpression(wildcard))
                   .match(name)
                   .hasMatch();
           });
}

Result<Page> listChildren(Session &session, const ListTask &task, const Cancellation &cancellation)
{
    switch (task.location.level) {
    case Level::Instance:
        return listDatabases(session, task, cancellation);
    case Level::Database:
        return listSchemas(session, task, cancellation);
    case Level::ComputeGroups:
        return listComputeGroups(session, task, cancellation);
    case Level::Roles:
        return listRoles(session, task, cancellation);
    case Level::TableGroups:
        return listTableGroups(session, task, cancellation);
    case Level::TableGroup:
        return listLoaded(session, task, cancellation);
    case Level::Schema:
        return listRelations(session, task, cancellation);
    case Level::Relation:
        return listColumns(session, task, cancellation);
    case Level::Partitions:
        return listPartitions(session, task, cancellation);
    case Level::Partition:
    case Level::Other:
        break;
    }
    return core::fail(
        core::ErrorKind::Invalid,
        text(QT_TRANSLATE_NOOP("Hologres", "%1 has nothing below it.")).arg(task.request.parent.toString()));
}

} // namespace isthmus::hologres
