// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "connectionkinds.h"
#include "fakesecretstore.h"
#include "sandboxconnections.h"
#include "sandboxfixture.h"

#include <isthmus/connections/connectionmanager.h>
#include <isthmus/core/async.h>
#include <isthmus/models/catalog/catalogtreemodel.h>

#include <QProcess>
#include <QTest>

#include <pqxx/pqxx>

namespace isthmus::bench {

namespace {

using models::CatalogTreeModel;

constexpr int manyTables = 10'000;
const char manySchema[] = "bench_many";

// The sandbox with one schema of many tables, and connections to it; made once, gone with the program.
class World {
public:
    static World &instance()
    {
        static World world;
        return world;
    }

    [[nodiscard]] connections::ConnectionManager &manager() { return *m_manager; }

    [[nodiscard]] connections::Backend backend(const QString &name)
    {
        auto backend = core::await(m_manager->open(name));
        if (!backend)
            giveUp(backend.error().message);
        return *backend;
    }

    // Runs psql as a user would, its output thrown away.
    void psql(const QString &sql)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PGPASSWORD"), m_sandbox.accessKey());
        process.setProcessEnvironment(environment);
        process.setStandardOutputFile(QProcess::nullDevice());
        process.start(QStringLiteral("psql"),
                      {QStringLiteral("-XAtq"), QStringLiteral("-h"), m_sandbox.host(), QStringLiteral("-p"),
                       QString::number(m_sandbox.port()), QStringLiteral("-U"), m_sandbox.accessId(),
                       QStringLiteral("-c"), sql, m_sandbox.database()});
        if (!process.waitForFinished(30'000) || process.exitCode() != 0)
            giveUp(QStringLiteral("psql: ") + QString::fromUtf8(process.readAllStandardError()));
    }

private:
    World() : m_sandbox(test::SandboxFixture::shared())
    {
        if (!m_sandbox.start())
            giveUp(m_sandbox.problem());
        makeTables();
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

    void makeTables()
    {
        pqxx::connection connection(m_sandbox.connectionString(m_sandbox.admin()));
        pqxx::nontransaction work(connection);
        work.exec0(std::string("CREATE SCHEMA ") + manySchema);
        for (int first = 0; first < manyTables; first += 1000) {
            const QString block =
                QStringLiteral("DO $$ BEGIN FOR i IN %1..%2 LOOP EXECUTE format('CREATE TABLE bench_many.table_%s "
                               "(id bigint)', lpad(i::text, 5, '0')); END LOOP; END $$");
            work.exec0(block.arg(first).arg(first + 999).toStdString());
        }
    }

    test::SandboxFixture &m_sandbox;
    QTemporaryDir m_dir;
    std::unique_ptr<connections::ConnectionManager> m_manager;
};

void expandSchema(World &world)
{
    CatalogTreeModel tree(world.manager());
    const catalog::ObjectPath schema{QStringLiteral("order_dw"), {QString::fromLatin1(manySchema)}};
    const auto isLoaded = [&](const QModelIndex &index) {
        return CatalogTreeModel::stateOf(index) == CatalogTreeModel::State::Loaded;
    };
    const QModelIndex root = tree.indexOf({schema.connection, {}});
    tree.fetchMore(root);
    if (!QTest::qWaitFor([&] { return isLoaded(root); }, 20'000))
        giveUp(QStringLiteral("the schemas are not listed"));
    const QModelIndex index = tree.indexOf(schema);
    tree.fetchMore(index);
    if (!QTest::qWaitFor([&] { return isLoaded(index); }, 60'000) || tree.rowCount(index) != manyTables)
        giveUp(QStringLiteral("the tables are not listed"));
}

Figure measureTree()
{
    World &world = World::instance();
    const QString sql =
        QStringLiteral("SELECT c.relname, c.relkind, c.reltuples, obj_description(c.oid) FROM pg_class c "
                       "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = '%1' ORDER BY c.relname")
            .arg(QString::fromLatin1(manySchema));
    const Pair seconds = medianSecondsInTurn(
        5, [&] { expandSchema(world); }, [&] { world.psql(sql); });
    return {seconds.ours * 1000, QStringLiteral("ms"),
            QStringLiteral("psql -c 'SELECT … FROM pg_class …' of the same rows"), seconds.baseline * 1000, 0.5};
}

void preview(const connections::Backend &backend)
{
    const auto rows = core::await(backend.reader->preview(
        {.table = {QStringLiteral("order_dw"), {QStringLiteral("public"), QStringLiteral("dwd_orders")}}}));
    if (!rows || rows->rows->rowCount() != 200)
        giveUp(rows ? QStringLiteral("the preview has %1 rows").arg(rows->rows->rowCount()) : rows.error().message);
}

Figure measurePreview(bool isCold)
{
    World &world = World::instance();
    const QString name = QStringLiteral("order_dw");
    const auto ours = [&] {
        if (isCold)
            world.manager().close(name);
        preview(world.backend(name));
    };
    const auto psql = [&] { world.psql(QStringLiteral("SELECT * FROM public.dwd_orders LIMIT 200")); };
    const Pair seconds = medianSecondsInTurn(9, ours, psql);
    return {seconds.ours * 1000, QStringLiteral("ms"),
            QStringLiteral("psql -c 'SELECT * FROM public.dwd_orders LIMIT 200', with its start"),
            seconds.baseline * 1000, 1};
}

} // namespace

std::vector<Case> browsingCases()
{
    return {{QStringLiteral("tree.expand10000"), measureTree},
            {QStringLiteral("preview.200.open"), [] { return measurePreview(false); }},
            {QStringLiteral("preview.200.cold"), [] { return measurePreview(true); }}};
}

} // namespace isthmus::bench
