// SPDX-License-Identifier: GPL-3.0-or-later
#include "browsingworld.h"

#include "bench.h"
#include "connectionkinds.h"
#include "fakesecretstore.h"
#include "sandboxconnections.h"

#include <isthmus/core/async.h>

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QProcess>
#include <QTimer>

#include <pqxx/pqxx>

namespace isthmus::bench {

namespace {

constexpr int processMs = 120'000;

void runProcess(QProcess &process, const QString &program, const QStringList &arguments)
{
    process.setStandardOutputFile(QProcess::nullDevice());
    process.start(program, arguments);
    if (!process.waitForFinished(processMs) || process.exitCode() != 0)
        giveUp(program + QStringLiteral(": ") + QString::fromUtf8(process.readAllStandardError()));
}

void runSql(const std::string &connection, const QString &sql)
{
    try {
        pqxx::connection session(connection);
        pqxx::nontransaction work(session);
        work.exec0(sql.toStdString());
    } catch (const std::exception &e) {
        giveUp(QString::fromUtf8(e.what()));
    }
}

} // namespace

BrowsingWorld &BrowsingWorld::instance()
{
    static std::unique_ptr<BrowsingWorld> world;
    if (!world) {
        world.reset(new BrowsingWorld);
        qAddPostRoutine([] { world.reset(); }); // its connections and processes need the application
    }
    return *world;
}

connections::Backend BrowsingWorld::backend(const QString &name)
{
    auto backend = core::await(m_manager->open(name));
    if (!backend)
        giveUp(backend.error().message);
    return *backend;
}

void BrowsingWorld::psql(const QString &sql)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PGPASSWORD"), m_sandbox.accessKey());
    process.setProcessEnvironment(environment);
    runProcess(process, QStringLiteral("psql"),
               {QStringLiteral("-XAtq"), QStringLiteral("-h"), m_sandbox.host(), QStringLiteral("-p"),
                QString::number(m_sandbox.port()), QStringLiteral("-U"), m_sandbox.accessId(), QStringLiteral("-c"),
                sql, m_sandbox.database()});
}

void BrowsingWorld::ctl(const QStringList &arguments)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("ISTHMUS_CONFIG_DIR"), m_dir.path());
    environment.insert(QStringLiteral("ISTHMUS_DATA_DIR"), m_dir.path());
    process.setProcessEnvironment(environment);
    runProcess(process, test::ctlProgram(), arguments);
}

void BrowsingWorld::runOnHologres(const QString &sql)
{
    runSql(m_sandbox.connectionString(m_sandbox.admin()), sql);
}

void BrowsingWorld::runOnStore(const QString &sql)
{
    runSql(m_sandbox.connectionString(m_sandbox.engine(), QStringLiteral("maxcompute")), sql);
}

BrowsingWorld::BrowsingWorld() : m_sandbox(test::SandboxFixture::shared())
{
    if (!m_sandbox.start())
        giveUp(m_sandbox.problem());
    makeTables(QString::fromLatin1(manySchema), manyTables);
    makeRows();
    app::registerConnectionKinds();
    sandbox::SandboxInfo info;
    info.dir = m_sandbox.dir();
    info.endpoint = m_sandbox.endpoint();
    info.project = m_sandbox.project();
    info.accessId = m_sandbox.accessId();
    info.hologresHost = m_sandbox.host();
    info.hologresPort = m_sandbox.port();
    info.hologresUser = m_sandbox.accessId();
    info.hologresDatabase = m_sandbox.database();
    m_manager = std::make_unique<connections::ConnectionManager>(
        connections::ProfileStore(m_dir.filePath(QStringLiteral("connections.json"))),
        std::make_shared<testsupport::FakeSecretStore>(), app::makeBackend);
    for (const auto &profile : app::sandboxProfiles(info)) {
        if (const auto saved = core::await(m_manager->save(profile, {}, std::nullopt)); !saved)
            giveUp(saved.error().message);
    }
}

void BrowsingWorld::makeTables(const QString &schema, int count)
{
    constexpr int atOnce = 1000; // each takes a lock until the end of its transaction
    runOnHologres(QStringLiteral("CREATE SCHEMA %1").arg(schema));
    for (int first = 0; first < count; first += atOnce) {
        runOnHologres(QStringLiteral("DO $$ BEGIN FOR i IN %1..%2 LOOP EXECUTE format('CREATE TABLE %3.table_%s "
                                     "(id bigint)', lpad(i::text, 6, '0')); END LOOP; END $$")
                          .arg(first)
                          .arg(std::min(first + atOnce, count) - 1)
                          .arg(schema));
    }
}

// Tables with rows that are hard to show.
void BrowsingWorld::makeRows()
{
    constexpr int mostColumns = 1590;
    QStringList columns;
    for (int i = 0; i < mostColumns; ++i)
        columns.append(QStringLiteral("i AS column_%1").arg(i));
    const QString schema = QString::fromLatin1(rowsSchema);
    runOnHologres(QStringLiteral("CREATE SCHEMA %1").arg(schema));
    runOnHologres(QStringLiteral("CREATE TABLE %1.wide AS SELECT %2 FROM generate_series(1, 200) i")
                      .arg(schema, columns.join(u',')));
    runOnHologres(
        QStringLiteral("CREATE TABLE %1.long_cell AS SELECT 1 AS id, repeat('x', 100000000) AS t").arg(schema));
    runOnHologres(QStringLiteral("CREATE VIEW %1.ten_million AS SELECT a.i * 1000 + b.i AS id, 'text of a row' AS t "
                                 "FROM generate_series(0, 9999) a(i), generate_series(0, 999) b(i)")
                      .arg(schema));
    runOnHologres(QStringLiteral("GRANT USAGE ON SCHEMA %1 TO PUBLIC").arg(schema));
    runOnHologres(QStringLiteral("GRANT SELECT ON ALL TABLES IN SCHEMA %1 TO PUBLIC").arg(schema));
}

void BrowsingWorld::makeHuge(int count)
{
    if (std::exchange(m_hasHuge, true))
        return;
    const QString schema = QString::fromLatin1(hugeSchema);
    makeTables(schema, count);
    runOnHologres(QStringLiteral("ANALYZE pg_class"));
    runOnStore(QStringLiteral("INSERT INTO mc.schemas (project_id, name, owner) SELECT p.id, '%1', p.owner FROM "
                              "mc.projects p WHERE p.name = '%2'")
                   .arg(schema, m_sandbox.project()));
    // Twelve columns each, every tenth partitioned: a definition is some KB.
    runOnStore(QStringLiteral(R"(
INSERT INTO mc.tables (schema_id, name, kind, owner, comment, columns, partition_columns, primary_key, properties, rows)
SELECT s.id, 'table_' || lpad(i::text, 6, '0'), 'managed', s.owner, 'number ' || i,
  (SELECT jsonb_agg(jsonb_build_object('name', 'column_' || n, 'type', 'STRING', 'comment', 'c'))
   FROM generate_series(1, 12) n),
  CASE WHEN i %% 10 = 0 THEN '[{"name": "dt", "type": "STRING"}]'::jsonb ELSE '[]'::jsonb END, '[]', '[]', i
FROM generate_series(0, %1) i, mc.schemas s WHERE s.name = '%2')")
                   .replace(QStringLiteral("%%"), QStringLiteral("%"))
                   .arg(count - 1)
                   .arg(schema));
    runOnStore(QStringLiteral("ANALYZE mc.tables"));
}

bool waitUntil(const std::function<bool()> &isDone, int seconds)
{
    const QDeadlineTimer deadline(std::chrono::seconds{seconds});
    QTimer wakes; // in case nothing else does
    wakes.start(20);
    while (!isDone()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

} // namespace isthmus::bench
