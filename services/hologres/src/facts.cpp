// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts.h"

#include "listing.h"

#include <QElapsedTimer>

namespace isthmus::hologres {

namespace {

using catalog::Fact;
using catalog::ServerInfo;
using core::Cancellation;
using core::Done;
using core::Result;

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

using catalog::FactId;
using catalog::FactValue;

// What is not known is left out.
class FactList {
public:
    void add(FactId id, const FactValue &value)
    {
        const auto *text = std::get_if<QString>(&value);
        if (!text || !text->isEmpty())
            facts.append({id, value});
    }

    void addServer(const Settings &settings, const ServerInfo &server)
    {
        add(FactId::Instance, settings.instanceName);
        add(FactId::Version, server.product);
        add(FactId::Host, QStringLiteral("%1:%2").arg(server.host).arg(server.port));
        add(FactId::Identity, server.identity);
    }

    QList<Fact> facts;
};

qint64 numberAt(const PGresult *row, int column)
{
    return textAt(row, 0, column).toLongLong();
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
    QList<catalog::SizedName> groups;
    for (int row = 0; *rows && row < PQntuples(rows->get()); ++row)
        groups.append({textAt(rows->get(), row, 0), textAt(rows->get(), row, 1).toLongLong()});
    if (!groups.isEmpty())
        list.add(FactId::ComputeGroups, groups);
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
    QStringList names;
    for (int row = 0; row < PQntuples(databases->get()); ++row)
        names.append(textAt(databases->get(), row, 0));
    list.add(FactId::Databases, names);
    if (auto added = addComputeGroups(list, session, cancellation); !added)
        return core::fail(added.error());
    list.add(FactId::RoundTrip, server->roundTrip);
    return list.facts;
}

Result<QList<Fact>> databaseFacts(Session &session, const Location &location, const Cancellation &cancellation)
{
    const auto server = readServer(session, cancellation);
    if (!server)
        return core::fail(server.error());
    const auto rows = session.query(databaseSql, {arrayText(systemSchemas())}, location.title(), cancellation);
    if (!rows)
        return core::fail(rows.error());
    const PGresult *row = rows->get();
    FactList list;
    list.addServer(session.settings(), *server);
    list.add(FactId::Database, location.database);
    list.add(FactId::Warehouse, session.settings().warehouse);
    if (PQntuples(row) > 0) {
        list.add(FactId::Owner, textAt(row, 0, 0));
        list.add(FactId::Comment, textAt(row, 0, 1));
        list.add(FactId::Schemas, numberAt(row, 4));
        list.add(FactId::Tables, numberAt(row, 5));
        list.add(FactId::Views, numberAt(row, 6));
        list.add(FactId::StoredBytes, numberAt(row, 2));
    }
    if (auto added = addComputeGroups(list, session, cancellation); !added)
        return core::fail(added.error());
    list.add(FactId::RoundTrip, server->roundTrip);
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
    list.add(FactId::Database, location.database);
    list.add(FactId::Owner, textAt(row, 0, 0));
    list.add(FactId::Comment, textAt(row, 0, 1));
    list.add(FactId::Tables, numberAt(row, 4));
    list.add(FactId::Views, numberAt(row, 5));
    QStringList rights;
    if (boolAt(row, 0, 2))
        rights.append(QStringLiteral("use"));
    if (boolAt(row, 0, 3))
        rights.append(QStringLiteral("create"));
    list.add(FactId::Rights, rights);
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
