// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts.h"

#include "listing.h"

#include <isthmus/core/format.h>

#include <QCoreApplication>
#include <QElapsedTimer>

namespace isthmus::hologres {

namespace {

using catalog::Fact;
using catalog::ServerInfo;
using core::Cancellation;
using core::Done;
using core::Result;

constexpr int shownDatabases = 12;

const QString databasesSql = QStringLiteral(R"(
SELECT d.datname FROM pg_catalog.pg_database d
WHERE d.datallowconn AND NOT d.datistemplate AND has_database_privilege(d.oid, 'CONNECT')
  AND d.datname <> $1::name
ORDER BY d.datname)");

const QString computeGroupsSql = QStringLiteral(
    "SELECT w.warehouse_name, w.cpu::text, w.is_default FROM hologres.hg_warehouses w ORDER BY w.warehouse_id");

// $1: schemas that are not the user's. The counts come from one scan of pg_class.
const QString databaseSql = QStringLiteral(R"(
SELECT pg_get_userbyid(d.datdba), shobj_description(d.oid, 'pg_database'), pg_database_size(d.oid),
  current_setting('TimeZone'), k.schemas, k.tables, k.views
FROM pg_catalog.pg_database d, (
  SELECT count(DISTINCT n.oid) AS schemas,
    count(*) FILTER (WHERE c.relkind IN ('r', 'p', 'f') AND NOT c.relispartition) AS tables,
    count(*) FILTER (WHERE c.relkind IN ('v', 'm')) AS views
  FROM pg_catalog.pg_namespace n LEFT JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid
  WHERE n.nspname <> ALL ($1::name[]) AND n.nspname !~ '^pg_(temp|toast_temp)_') k
WHERE d.datname = current_database())");

const QString schemaSql = QStringLiteral(R"(
SELECT pg_get_userbyid(n.nspowner), obj_description(n.oid, 'pg_namespace'), has_schema_privilege(n.oid, 'USAGE'),
  has_schema_privilege(n.oid, 'CREATE'),
  (SELECT count(*) FROM pg_catalog.pg_class c
   WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'f') AND NOT c.relispartition),
  (SELECT count(*) FROM pg_catalog.pg_class c WHERE c.relnamespace = n.oid AND c.relkind IN ('v', 'm'))
FROM pg_catalog.pg_namespace n WHERE n.nspname = $1::name)");

QString text(const char *source)
{
    return QCoreApplication::translate("Hologres", source);
}

class FactList {
public:
    void add(const QString &label, const QString &value, bool isIdentifier = false)
    {
        if (!value.isEmpty())
            facts.append({label, value, isIdentifier});
    }

    void addServer(const Settings &settings, const ServerInfo &server)
    {
        add(text(QT_TRANSLATE_NOOP("Hologres", "Instance")), settings.instanceName);
        add(text(QT_TRANSLATE_NOOP("Hologres", "Version")), server.product);
        add(text(QT_TRANSLATE_NOOP("Hologres", "Host")), QStringLiteral("%1:%2").arg(server.host).arg(server.port),
            true);
        add(text(QT_TRANSLATE_NOOP("Hologres", "Identity")), server.identity, true);
    }

    QList<Fact> facts;
};

QString names(const PGresult *rows)
{
    QStringList list;
    const int count = PQntuples(rows);
    for (int row = 0; row < std::min(count, shownDatabases); ++row)
        list.append(textAt(rows, row, 0));
    const QString shown = list.join(QStringLiteral(", "));
    if (count <= shownDatabases)
        return shown;
    return text(QT_TRANSLATE_NOOP("Hologres", "%1 and %2 more")).arg(shown).arg(count - shownDatabases);
}

QString contents(const PGresult *row, int tables, int views)
{
    return text(QT_TRANSLATE_NOOP("Hologres", "%1 tables, %2 views"))
        .arg(core::formatCount(textAt(row, 0, tables).toLongLong()),
             core::formatCount(textAt(row, 0, views).toLongLong()));
}

Result<Done> addComputeGroups(FactList &list, Session &session, const Cancellation &cancellation)
{
    const auto capabilities = session.capabilities(cancellation);
    if (!capabilities)
        return core::fail(capabilities.error());
    if (!capabilities->has(QStringLiteral("hologres.hg_warehouses")))
        return Done{};
    const auto rows = session.queryOptional(computeGroupsSql, {}, cancellation);
    if (!rows)
        return core::fail(rows.error());
    QStringList groups;
    qint64 reserved = 0;
    for (int row = 0; *rows && row < PQntuples(rows->get()); ++row) {
        const QString units = textAt(rows->get(), row, 1);
        reserved += units.toLongLong();
        groups.append(text(QT_TRANSLATE_NOOP("Hologres", "%1 %2 CU")).arg(textAt(rows->get(), row, 0), units));
    }
    if (groups.isEmpty())
        return Done{};
    list.add(text(QT_TRANSLATE_NOOP("Hologres", "Instance type")),
             text(QT_TRANSLATE_NOOP("Hologres", "compute group type, %1 CU reserved")).arg(reserved));
    list.add(text(QT_TRANSLATE_NOOP("Hologres", "Compute groups")), groups.join(QStringLiteral(", ")));
    return Done{};
}

Result<QList<Fact>> instanceFacts(Session &session, const Cancellation &cancellation)
{
    const auto server = readServer(session, cancellation);
    if (!server)
        return core::fail(server.error());
    FactList list;
    list.addServer(session.settings(), *server);
    const QString hidden =
        server->product.startsWith(QStringLiteral("Hologres")) ? QStringLiteral("postgres") : QString();
    const auto databases = session.query(databasesSql, {hidden}, QString(), cancellation);
    if (!databases)
        return core::fail(databases.error());
    list.add(text(QT_TRANSLATE_NOOP("Hologres", "Databases")), names(databases->get()));
    if (auto added = addComputeGroups(list, session, cancellation); !added)
        return core::fail(added.error());
    list.add(text(QT_TRANSLATE_NOOP("Hologres", "Round trip")), core::formatDuration(server->roundTrip));
    return list.facts;
}

QString quotedList(const QStringList &list)
{
    return u"{\""_qs + list.join(QStringLiteral("\",\"")) + u"\"}"_qs;
}

Result<QList<Fact>> databaseFacts(Session &session, const Location &location, const Cancellation &cancellation)
{
    const auto server = readServer(session, cancellation);
    if (!server)
        return core::fail(server.error());
    const auto rows = session.query(databaseSql, {quotedList(systemSchemas())}, location.title(), cancellation);
    if (!rows)
        return core::fail(rows.error());
    const PGresult *row = rows->get();
    FactList list;
    list.addServer(session.settings(), *server);
    list.add(text(QT_TRANSLATE_NOOP("Hologres", "Database")), location.database, true);
    list.add(text(QT_TRANSLATE_NOOP("Hologres", "Compute group")), session.settings().warehouse, true);
    if (PQntuples(row) > 0) {
        list.add(text(QT_TRANSLATE_NOOP("Hologres", "Owner")), textAt(row, 0, 0), true);
        list.add(text(QT_TRANSLATE_NOOP("Hologres", "Comment")), textAt(row, 0, 1));
        list.add(text(QT_TRANSLATE_NOOP("Hologres", "Contents")),
                 text(QT_TRANSLATE_NOOP("Hologres", "%1 schemas, %2")).arg(textAt(row, 0, 4), contents(row, 5, 6)));
        list.add(text(QT_TRANSLATE_NOOP("Hologres", "Stored size")), core::formatBytes(textAt(row, 0, 2).toLongLong()));
    }
    if (auto added = addComputeGroups(list, session, cancellation); !added)
        return core::fail(added.error());
    list.add(text(QT_TRANSLATE_NOOP("Hologres", "Round trip")), core::formatDuration(server->roundTrip));
    return list.facts;
}

Result<QList<Fact>> schemaFacts(Session &session, const Location &location, const Cancellation &cancellation)
{
    const auto rows = session.query(schemaSql, {location.schema}, location.title(), cancellation);
    if (!rows)
        return core::fail(rows.error());
    const PGresult *row = rows->get();
    if (PQntuples(row) == 0)
        return core::fail(objectNotFound({session.settings(), session.database(), location.title()}));
    FactList list;
    list.add(text(QT_TRANSLATE_NOOP("Hologres", "Database")), location.database, true);
    list.add(text(QT_TRANSLATE_NOOP("Hologres", "Owner")), textAt(row, 0, 0), true);
    list.add(text(QT_TRANSLATE_NOOP("Hologres", "Comment")), textAt(row, 0, 1));
    list.add(text(QT_TRANSLATE_NOOP("Hologres", "Contents")), contents(row, 4, 5));
    QStringList rights;
    if (boolAt(row, 0, 2))
        rights.append(text(QT_TRANSLATE_NOOP("Hologres", "use")));
    if (boolAt(row, 0, 3))
        rights.append(text(QT_TRANSLATE_NOOP("Hologres", "create")));
    list.add(text(QT_TRANSLATE_NOOP("Hologres", "Your rights")),
             rights.isEmpty() ? text(QT_TRANSLATE_NOOP("Hologres", "none")) : rights.join(QStringLiteral(", ")));
    return list.facts;
}

} // namespace

Result<ServerInfo> readServer(Session &session, const Cancellation &cancellation)
{
    const auto capabilities = session.capabilities(cancellation);
    if (!capabilities)
        return core::fail(capabilities.error());
    const QString identity = capabilities->has(QStringLiteral("user_display_name"))
        ? QStringLiteral("user_display_name(current_user::text)")
        : QStringLiteral("current_user");
    const auto who = session.query(QStringLiteral("SELECT current_user, ") + identity, {}, QString(), cancellation);
    if (!who)
        return core::fail(who.error());
    QElapsedTimer timer;
    timer.start();
    if (const auto ping = session.query(QStringLiteral("SELECT 1"), {}, QString(), cancellation); !ping)
        return core::fail(ping.error());
    const Settings &settings = session.settings();
    ServerInfo server;
    server.roundTrip = std::chrono::milliseconds(timer.elapsed());
    server.reachTime = session.reachTime();
    server.product = capabilities->product;
    server.identity = isNullAt(who->get(), 0, 1) ? textAt(who->get(), 0, 0) : textAt(who->get(), 0, 1);
    server.host = settings.host;
    server.port = settings.port;
    server.database = session.database();
    return server;
}

Result<QList<Fact>> readFacts(Session &session, const Location &location, const Cancellation &cancellation)
{
    switch (location.level) {
    case Location::Level::Instance:
        return instanceFacts(session, cancellation);
    case Location::Level::Database:
        return databaseFacts(session, location, cancellation);
    case Location::Level::Schema:
        return schemaFacts(session, location, cancellation);
    default:
        return QList<Fact>();
    }
}

} // namespace isthmus::hologres
