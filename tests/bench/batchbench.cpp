// SPDX-License-Identifier: GPL-3.0-or-later
// External tables over a thousand Hologres tables: what the plan costs beside its statements, and the window meanwhile.
#include "appservices.h"
#include "bench.h"
#include "sandboxconnections.h"
#include "sandboxfixture.h"

#include <isthmus/core/async.h>
#include <isthmus/mapping/manytables/maptables.h>
#include <isthmus/plan/sqlstep.h>
#include <isthmus/views/plans/maptablesdialog.h>
#include <isthmus/views/style/theme.h>
#include <isthmus/views/window/mainwindow.h>
#include <isthmus/views/window/prompter.h>

#include <QElapsedTimer>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <pqxx/pqxx>
#include <time.h>

#include <atomic>
#include <thread>
#include <utility>

namespace isthmus::bench {

namespace {

constexpr int tables = 1'000;
constexpr int inFlight = 4;
constexpr int mostMs = 180'000;
const QString schemaName = QStringLiteral("bench_batch");

/// The program's services over a sandbox with a schema of a thousand tables; made once, gone with the program.
class BatchWorld {
public:
    static BatchWorld &instance()
    {
        static std::unique_ptr<BatchWorld> world;
        if (!world) {
            world.reset(new BatchWorld);
            qAddPostRoutine([] { world.reset(); });
        }
        return *world;
    }

    [[nodiscard]] app::AppServices &services() { return *m_services; }
    [[nodiscard]] QString file(const QString &name) const { return m_dir.filePath(name); }

    /// Nobody else's names: each measurement makes its tables anew.
    [[nodiscard]] mapping::MapTables definition()
    {
        mapping::MapTables map;
        map.sources = {{{QStringLiteral("order_dw"), {schemaName}}, {}}};
        map.targetSchema = {QStringLiteral("dbs_mc"), {QStringLiteral("default")}};
        map.naming.prefix = QStringLiteral("b%1_").arg(++m_count);
        map.inFlight = inFlight;
        return map;
    }
    [[nodiscard]] plan::Plan planOf(const plan::Task &task)
    {
        const auto plan = core::await(m_services->planners().plan(task));
        if (!plan)
            giveUp(plan.error().message);
        return *plan;
    }

private:
    BatchWorld();
    void makeTables();

    QTemporaryDir m_dir;
    std::unique_ptr<app::AppServices> m_services;
    int m_count = 0;
};

BatchWorld::BatchWorld()
{
    auto &sandbox = test::SandboxFixture::shared();
    if (!sandbox.start())
        giveUp(sandbox.problem());
    makeTables();
    m_services =
        std::make_unique<app::AppServices>(app::Paths{file(QStringLiteral("config")), file(QStringLiteral("data"))},
                                           [](connections::MasterPasswordQuestion) { return std::nullopt; });
    if (!m_services->load())
        giveUp(QStringLiteral("the connections cannot be loaded"));
    sandbox::SandboxInfo info;
    info.dir = sandbox.dir();
    info.endpoint = sandbox.endpoint();
    info.project = sandbox.project();
    info.accessId = sandbox.accessId();
    info.hologresHost = sandbox.host();
    info.hologresPort = sandbox.port();
    info.hologresUser = sandbox.accessId();
    info.hologresDatabase = sandbox.database();
    for (const auto &profile : app::sandboxProfiles(info)) {
        if (const auto saved = core::await(m_services->connections().save(profile, {}, std::nullopt)); !saved)
            giveUp(saved.error().message);
    }
}

void BatchWorld::makeTables()
{
    auto &sandbox = test::SandboxFixture::shared();
    try {
        pqxx::connection session(sandbox.connectionString(sandbox.admin()));
        pqxx::nontransaction work(session);
        const std::string schema = schemaName.toStdString();
        work.exec0("CREATE SCHEMA " + schema);
        work.exec0("DO $$ BEGIN FOR i IN 1.." + std::to_string(tables) + " LOOP EXECUTE format('CREATE TABLE " + schema
                   + ".t%s (a bigint, b text, c numeric(20,2), d timestamp, e integer, f boolean, g bigint, h text, "
                     "i numeric(20,2), j timestamp, k integer, l boolean)', i); END LOOP; END $$");
    } catch (const std::exception &e) {
        giveUp(QString::fromUtf8(e.what()));
    }
}

QStringList statementsOf(const plan::Plan &plan)
{
    QStringList statements;
    for (const plan::Step &step : plan.steps()) {
        if (!step.sql.isEmpty())
            statements.append(step.sql);
    }
    if (statements.size() != tables)
        giveUp(QStringLiteral("the plan has %1 statements").arg(statements.size()));
    return statements;
}

// As many at a time as the plan has in flight, and nothing else.
void sendAll(records::SqlRunner &runner, const QStringList &statements)
{
    std::atomic<qsizetype> next = 0;
    std::vector<std::thread> senders;
    for (int i = 0; i < inFlight; ++i) {
        senders.emplace_back([&] {
            for (qsizetype at = next++; at < statements.size(); at = next++) {
                records::SqlRequest request;
                request.sql = statements.at(at);
                request.isIndependent = true;
                if (const auto sent = core::await(runner.run(request)); !sent)
                    giveUp(sent.error().message);
            }
        });
    }
    for (std::thread &sender : senders)
        sender.join();
}

void runToEnd(app::AppServices &services, const plan::Task &task, const plan::Plan &plan)
{
    auto &runs = services.runs();
    plan::RunSummary last;
    const auto following = QObject::connect(&runs, &tasks::Runs::summaryChanged, &runs,
                                            [&last](const plan::RunSummary &run) { last = run; });
    const auto started = core::await(runs.start(task, plan));
    if (!started)
        giveUp(started.error().message);
    const bool hasEnded = QTest::qWaitFor([&] { return last.id == *started && plan::isFinal(last.state); }, mostMs);
    QObject::disconnect(following);
    if (!hasEnded || last.state != plan::RunState::Succeeded)
        giveUp(QStringLiteral("the run did not succeed"));
}

double secondsSince(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e9;
}

// The statements are made before either is timed; each makes tables of its own.
Figure measureBatch()
{
    constexpr int rounds = 3;
    BatchWorld &world = BatchWorld::instance();
    const auto backend = core::await(world.services().connections().open(QStringLiteral("dbs_mc")));
    if (!backend)
        giveUp(backend.error().message);
    std::vector<double> ours;
    std::vector<double> bare;
    for (int round = 0; round < rounds; ++round) {
        const auto task = world.definition().toTask();
        const auto plan = world.planOf(task);
        QElapsedTimer timer;
        timer.start();
        runToEnd(world.services(), task, plan);
        ours.push_back(secondsSince(timer));
        const auto statements = statementsOf(world.planOf(world.definition().toTask()));
        timer.restart();
        sendAll(*backend->sql, statements);
        bare.push_back(secondsSince(timer));
    }
    std::sort(ours.begin(), ours.end());
    std::sort(bare.begin(), bare.end());
    return {ours[rounds / 2] * 1000, QStringLiteral("ms"),
            QStringLiteral("the same 1,000 statements, 4 at a time, by a bare loop over the same client"),
            bare[rounds / 2] * 1000, 1 / 1.3};
}

double threadCpuMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

/// The longest time in which the thread handled no event, and the most that it worked meanwhile: where the machine has
/// other things to do, the first is longer.
class Heartbeat {
public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(everyMs);
        m_since.start();
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            m_longest = std::max(m_longest, double(m_since.nsecsElapsed()) / 1e6 - everyMs);
            m_since.restart();
            m_mostWork = std::max(m_mostWork, threadCpuMs() - m_work);
            m_work = threadCpuMs();
        });
        m_timer.start();
    }
    [[nodiscard]] double longestMs() const { return m_longest; }
    [[nodiscard]] double mostWorkMs() const { return m_mostWork; }

private:
    static constexpr int everyMs = 2;
    QTimer m_timer;
    QElapsedTimer m_since;
    double m_longest = 0;
    double m_work = threadCpuMs();
    double m_mostWork = 0;
};

// From the open dialog over typing a prefix to the end of the run, with its page in sight, and what comes of it.
std::pair<double, double> longestOfRun()
{
    BatchWorld &world = BatchWorld::instance();
    auto &services = world.services();
    QSettings settings(world.file(QStringLiteral("window.ini")), QSettings::IniFormat);
    views::Theme theme;
    views::DialogPrompter prompter;
    views::MainWindow window(services.connections(), services.planners(), {services.drift(), services.sources()},
                             services.lineage(), services.runs(), services.names(), settings, theme, prompter);
    window.resize(1440, 900);
    window.show();
    const auto definition = world.definition();
    window.perform(models::mapTables({definition.sources.first().schema}));
    auto *dialog = window.findChild<views::MapTablesDialog *>();
    auto *run = dialog ? dialog->findChild<QPushButton *>(QStringLiteral("run")) : nullptr;
    if (!run || !QTest::qWaitFor([&] { return dialog->isVisible() && run->isEnabled(); }, mostMs))
        giveUp(QStringLiteral("the plan does not come"));
    plan::RunSummary last;
    QObject::connect(&services.runs(), &tasks::Runs::summaryChanged, &window,
                     [&last](const plan::RunSummary &summary) { last = summary; });
    const Heartbeat heartbeat;
    auto *prefix = dialog->findChild<QLineEdit *>(QStringLiteral("prefix"));
    QTest::keyClicks(prefix, definition.naming.prefix);
    const auto isPlanned = [&] {
        const auto &touches = dialog->form().plan().touches;
        return run->isEnabled() && !touches.isEmpty() && touches.first().path.contains(definition.naming.prefix);
    };
    if (!QTest::qWaitFor(isPlanned, mostMs))
        giveUp(QStringLiteral("the plan does not follow"));
    run->click();
    if (!QTest::qWaitFor([&] { return plan::isFinal(last.state) && !last.id.isEmpty(); }, mostMs)
        || last.state != plan::RunState::Succeeded)
        giveUp(QStringLiteral("the run did not succeed"));
    const auto made = definition.targetSchema.child(definition.naming.prefix + QStringLiteral("t%1").arg(tables));
    if (!QTest::qWaitFor([&] { return !window.catalogs().counterpartsOf(made).isEmpty(); }, mostMs))
        giveUp(QStringLiteral("the tables are not told to the trees"));
    return {heartbeat.longestMs(), heartbeat.mostWorkMs()};
}

// What else the machine does holds up some of the runs, what the window does holds up all.
Figure measureWindow(bool isWork)
{
    static std::vector<std::pair<double, double>> runs;
    while (runs.size() < 3)
        runs.push_back(longestOfRun());
    std::vector<double> longest;
    for (const auto &[deaf, work] : runs)
        longest.push_back(isWork ? work : deaf);
    std::sort(longest.begin(), longest.end());
    return {longest[1], QStringLiteral("ms"),
            isWork ? QStringLiteral("50 ms of work without a look at events")
                   : QStringLiteral("50 ms, the most that a window may be deaf"),
            50, 1};
}

} // namespace

std::vector<Case> batchCases()
{
    return {{QStringLiteral("map.batch1000"), measureBatch},
            {QStringLiteral("map.batch1000.window"), [] { return measureWindow(false); }},
            {QStringLiteral("map.batch1000.windowWork"), [] { return measureWindow(true); }}};
}

} // namespace isthmus::bench
