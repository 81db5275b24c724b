// SPDX-License-Identifier: GPL-3.0-or-later
#include "seedsession.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/cluster/cluster.h>
#include <isthmus/sandbox/cluster/seed.h>
#include <isthmus/sandboxsql/runtime.h>

#include <libpq-fe.h>

#include <memory>

namespace isthmus::sandbox {

using core::Done;
using core::Result;

namespace {

using namespace Qt::StringLiterals;
using dialect::quotePostgresName;
using dialect::quotePostgresText;

/// The SCRAM verifier of \a password, so that the password itself never is in a statement, hence in no server log.
QString scramVerifier(const PgAddress &server, const HologresUser &user)
{
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(server.connectionString().c_str()),
                                                                  &PQfinish);
    const std::unique_ptr<char, decltype(&PQfreemem)> verifier(
        PQencryptPasswordConn(connection.get(), user.password.toUtf8().constData(), user.name.toUtf8().constData(),
                              "scram-sha-256"),
        &PQfreemem);
    if (!verifier)
        throw std::runtime_error(PQerrorMessage(connection.get()));
    return QString::fromLatin1(verifier.get());
}

void makeRole(SeedSession &session, const PgAddress &server, const HologresUser &user, const QString &options,
              const QString &displayName)
{
    const QString name = quotePostgresName(user.name);
    session.run(
        u"CREATE ROLE %1 LOGIN %2 PASSWORD %3"_s.arg(name, options, quotePostgresText(scramVerifier(server, user))));
    session.run(u"COMMENT ON ROLE %1 IS %2"_s.arg(name, quotePostgresText(displayName)));
}

void makeRoles(SeedSession &session, const SandboxState &state)
{
    const PgAddress server = state.superuserAddress(u"postgres"_s);
    // The owner of the Hologres databases may also do what an instance's superuser does there: make databases and
    // users.
    makeRole(session, server, {state.info.hologresUser, state.info.hologresPassword},
             u"CREATEDB CREATEROLE IN ROLE pg_monitor, pg_signal_backend"_s, u"ALIYUN$sandbox@isthmus.invalid"_s);
    makeRole(session, server, state.restricted, {}, u"RAM$sandbox:analyst"_s);
    makeRole(session, server, state.unprivileged, {}, u"RAM$sandbox:newcomer"_s);
    makeRole(session, server, state.ramRole, {}, u"RAM$1234567890:dbs-holo-role"_s);
    makeRole(session, server, {names::engineRole, state.enginePassword}, u"NOINHERIT"_s, u"MaxCompute engine"_s);
}

/// A database that only \a owner and \a guests may connect to.
void makeDatabase(SeedSession &session, const QString &name, const QString &owner, const QStringList &guests = {},
                  const QString &source = u"template1"_s)
{
    const QString database = quotePostgresName(name);
    session.run(u"CREATE DATABASE %1 OWNER %2 TEMPLATE %3"_s.arg(database, quotePostgresName(owner),
                                                                 quotePostgresName(source)));
    session.run(u"REVOKE ALL ON DATABASE %1 FROM PUBLIC"_s.arg(database));
    for (const QString &guest : guests)
        session.run(u"GRANT CONNECT ON DATABASE %1 TO %2"_s.arg(database, quotePostgresName(guest)));
}

void makeDatabases(const SandboxState &state)
{
    const QString admin = state.info.hologresUser;
    SeedSession(state.superuserAddress(u"template1"_s), state.scale).runFiles(u"system"_s, u"*.sql"_s);
    SeedSession session(state.superuserAddress(u"postgres"_s), state.scale);
    session.run(u"REVOKE ALL ON DATABASE postgres FROM PUBLIC"_s);
    makeDatabase(session, names::hologresDatabase, admin,
                 {state.restricted.name, state.unprivileged.name, state.ramRole.name});
    makeDatabase(session, u"crm"_s, admin, {state.ramRole.name});
    makeDatabase(session, u"finance"_s, Cluster::superuser()); // exists, and nobody may see it
    makeDatabase(session, names::engineDatabase, names::engineRole, {}, u"template0"_s);
}

/// Row estimates from the start, as if autovacuum had been there. Foreign tables have none.
void analyze(SeedSession &session)
{
    session.run(u"DO $$ DECLARE t regclass; BEGIN"
                " FOR t IN SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                " WHERE c.relkind IN ('r', 'p', 'm') AND hg_internal.is_user_schema(n.nspname)"
                " LOOP EXECUTE 'ANALYZE ' || t; END LOOP; END $$"_s);
}

void fillOrderDw(const SandboxState &state)
{
    SeedSession session(state.superuserAddress(names::hologresDatabase), state.scale);
    session.runFiles(u"order_dw"_s, u"[1235]_*.sql"_s, state.info.hologresUser);
    session.runFiles(u"order_dw"_s, u"4_*.sql"_s);
    const QString role = quotePostgresName(state.ramRole.name);
    session.run(
        u"GRANT USAGE ON SCHEMA public, dim, ads TO %1, %2"_s.arg(role, quotePostgresName(state.restricted.name)));
    session.run(u"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public, dim, ads TO %1"_s.arg(role));
    session.run(u"ALTER DEFAULT PRIVILEGES FOR ROLE %1 GRANT SELECT, INSERT ON TABLES TO %2"_s.arg(
        quotePostgresName(state.info.hologresUser), role));
    session.run(u"GRANT SELECT ON public.dwd_orders, public.product_catalog TO %1"_s.arg(
        quotePostgresName(state.restricted.name)));
    analyze(session);
}

void fillCrm(const SandboxState &state)
{
    SeedSession session(state.superuserAddress(u"crm"_s), state.scale);
    session.runFiles(u"crm"_s, u"*.sql"_s, state.info.hologresUser);
    analyze(session);
}

void prepareEngineDatabase(const SandboxState &state)
{
    SeedSession session(state.superuserAddress(names::engineDatabase), state.scale);
    session.run(u"CREATE EXTENSION postgres_fdw"_s);
    session.run(u"GRANT USAGE ON FOREIGN DATA WRAPPER postgres_fdw TO %1"_s.arg(quotePostgresName(names::engineRole)));
}

} // namespace

int seedVersion()
{
    return 1;
}

Result<Done> seedCluster(const SandboxState &state)
{
    try {
        {
            SeedSession session(state.superuserAddress(u"postgres"_s), state.scale);
            makeRoles(session, state);
        }
        makeDatabases(state);
        fillOrderDw(state);
        fillCrm(state);
        prepareEngineDatabase(state);
        SeedSession(state.superuserAddress(u"postgres"_s), state.scale).run(u"CHECKPOINT"_s);
    } catch (const std::exception &e) {
        return core::fail(unmadeDatabases(state, e));
    }
    return core::Done{};
}

Result<Done> prepareEngineTypes(const SandboxState &state)
{
    try {
        SeedSession(state.superuserAddress(names::engineDatabase), state.scale).run(sandboxsql::timestampTypesSql());
    } catch (const std::exception &e) {
        return core::fail(unmadeDatabases(state, e));
    }
    return core::Done{};
}

} // namespace isthmus::sandbox
