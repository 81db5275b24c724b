// SPDX-License-Identifier: GPL-3.0-or-later
#include "names.h"

#include "listing.h"
#include "relationkind.h"

#include <isthmus/core/redact.h>
#include <isthmus/core/sentences.h>

#include <QCoreApplication>
#include <QHash>
#include <QUrlQuery>

namespace isthmus::hologres {

namespace {

using core::Cancellation;
using core::Result;
using Level = Location::Level;

constexpr int pageSize = 10'000;

// $1: schemas that are not the user's, $2: the one that is meant, or empty. Without comments and statistics: two
// hundred thousand names are twenty of these.
const QString usableSchemas = QStringLiteral(R"(
  SELECT n.oid, n.nspname FROM pg_catalog.pg_namespace n
  WHERE n.nspname <> ALL ($1::name[]) AND n.nspname !~ '^pg_(temp|toast_temp)_' AND ($2::text = '' OR n.nspname = $2::name)
    AND has_schema_privilege(n.oid, 'USAGE'))");

// By name and schema, which is the order of the catalog's own index: a page costs what it holds, wherever it begins.
// %1: dynamic, %2: its join.
const QString namesSql = QStringLiteral(R"(
WITH schema AS (%3),
page AS (
  SELECT c.relname, c.relnamespace, s.nspname, c.relkind
  FROM pg_catalog.pg_class c JOIN schema s ON s.oid = c.relnamespace
  WHERE (c.relname, c.relnamespace) > ($3::name, $4::oid) AND c.relkind IN ('r', 'p', 'v', 'f', 'm')
    AND NOT c.relispartition
  ORDER BY c.relname, c.relnamespace LIMIT $5::int)
SELECT p.nspname, p.relname, p.relkind, p.relnamespace, %1 FROM page p %2
ORDER BY p.relname, p.relnamespace)");

const QString dynamicJoin = QStringLiteral(R"(LEFT JOIN (
  SELECT DISTINCT d.dynamic_table_namespace, d.dynamic_table_name FROM hologres.hg_dynamic_table_properties d) d
  ON d.dynamic_table_namespace = p.nspname::text AND d.dynamic_table_name = p.relname::text)");

const QString linksSql = QStringLiteral(R"(
WITH schema AS (%1)
SELECT s.nspname, c.relname, f.srvname, o.option_name, o.option_value
FROM pg_catalog.pg_foreign_table t
JOIN pg_catalog.pg_class c ON c.oid = t.ftrelid
JOIN schema s ON s.oid = c.relnamespace
JOIN pg_catalog.pg_foreign_server f ON f.oid = t.ftserver
LEFT JOIN LATERAL pg_options_to_table(t.ftoptions) o ON true
ORDER BY s.nspname, c.relname, o.option_name)");

tl::unexpected<core::Error> noScope(const Location &location)
{
    return core::fail(core::ErrorKind::Invalid,
                      core::said("Hologres", QT_TRANSLATE_NOOP("Hologres", "%1 is no database and no schema."))
                          .arg(location.title()));
}

bool isScope(const Location &location)
{
    return location.level == Level::Database || location.level == Level::Schema;
}

// "oid name": where the next page begins.
QString markerOf(const PGresult *rows, int row)
{
    return textAt(rows, row, 3) + u' ' + textAt(rows, row, 1);
}

} // namespace

Result<catalog::NamePage> readNames(Session &session, const Location &location, const QString &marker,
                                    const Cancellation &cancellation)
{
    if (!isScope(location))
        return noScope(location);
    const auto capabilities = session.capabilities(cancellation);
    if (!capabilities)
        return core::fail(capabilities.error());
    const bool hasDynamic = capabilities->has(QStringLiteral("hologres.hg_dynamic_table_properties"));
    const QString sql =
        namesSql.arg(hasDynamic ? QStringLiteral("d.dynamic_table_name IS NOT NULL") : QStringLiteral("false"),
                     hasDynamic ? dynamicJoin : QString(), usableSchemas);
    const QString after = marker.section(u' ', 1);
    const QString afterSchema = QString::number(marker.section(u' ', 0, 0).toUInt());
    const auto rows = session.query(
        sql, {arrayText(systemSchemas()), location.schema, after, afterSchema, QString::number(pageSize + 1)},
        location.title(), cancellation);
    if (!rows)
        return core::fail(rows.error());
    const PGresult *result = rows->get();
    const int count = std::min(PQntuples(result), pageSize);
    catalog::NamePage page;
    page.names.reserve(count);
    QHash<QString, bool> hidden;
    QString schema; // one text for all names of it
    for (int row = 0; row < count; ++row) {
        if (const QString next = textAt(result, row, 0); next != schema)
            schema = next;
        if (!hidden.contains(schema))
            hidden.insert(schema, isHiddenSchema(schema, session.settings()));
        if (!hidden.value(schema))
            page.names.append(
                {schema, textAt(result, row, 1), relationKind(textAt(result, row, 2), boolAt(result, row, 4))});
    }
    if (PQntuples(result) > count)
        page.nextMarker = markerOf(result, count - 1);
    return page;
}

Result<QList<catalog::ExternalLink>> readExternalLinks(Session &session, const catalog::ObjectPath &scope,
                                                       const Location &location, const Cancellation &cancellation)
{
    if (!isScope(location))
        return noScope(location);
    const auto rows = session.query(linksSql.arg(usableSchemas), {arrayText(systemSchemas()), location.schema},
                                    location.title(), cancellation);
    if (!rows)
        return core::fail(rows.error());
    const PGresult *result = rows->get();
    QList<catalog::ExternalLink> links;
    QUrlQuery options;
    for (int row = 0; row < PQntuples(result); ++row) {
        const QString schema = textAt(result, row, 0);
        if (isHiddenSchema(schema, session.settings()))
            continue;
        const auto table =
            (location.level == Level::Schema ? scope : scope.child(schema)).child(textAt(result, row, 1));
        if (links.isEmpty() || links.last().table != table) {
            links.append({table, textAt(result, row, 2)});
            options.clear();
        }
        if (isNullAt(result, row, 3))
            continue;
        const QString option = textAt(result, row, 3);
        options.addQueryItem(option, core::redactedValue(option, textAt(result, row, 4)));
        links.last().location = textAt(result, row, 2) + u'?' + options.toString(QUrl::FullyDecoded);
    }
    return links;
}

} // namespace isthmus::hologres
