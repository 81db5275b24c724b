// SPDX-License-Identifier: GPL-3.0-or-later
// The store of runs, held against what its first version did: the whole run as one JSON document, written anew at each
// transition.
#include "bench.h"
#include "runstore.h"

#include <isthmus/core/async.h>
#include <isthmus/engine/localruns.h>

#include <QDateTime>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <chrono>
#include <memory>

namespace isthmus::bench {

namespace {

constexpr int manySteps = 1'000;
constexpr int transitionsOfRun = 2 * manySteps + 2; // each step begins and ends, and so does the run
constexpr int baselineTransitions = 20; // of the same run: each costs the same
constexpr int storedRuns = 500;

// A step of the size that a mapping of a table with thirty columns has.
plan::Plan planOf(int steps)
{
    plan::Plan plan;
    plan.title = QStringLiteral("Map a schema");
    QString sql = QStringLiteral("CREATE EXTERNAL TABLE dbs_mc.default.t (\n");
    for (int column = 0; column < 30; ++column)
        sql += QStringLiteral("  order_column_%1 BIGINT COMMENT 'what it holds',\n").arg(column);
    for (int i = 0; i < steps; ++i) {
        plan::Step step;
        step.id = QString::number(i);
        step.kind = QStringLiteral("nothing");
        step.title = plan::Text::coded("Bench.create", "Create external table %1", {QStringLiteral("table_%1").arg(i)});
        step.connections = {QStringLiteral("dbs_mc")};
        step.sql = sql;
        plan.append(step);
    }
    return plan;
}

class NothingExecutor final : public plan::StepExecutor {
public:
    [[nodiscard]] QString kind() const override { return QStringLiteral("nothing"); }
    [[nodiscard]] plan::StepResult execute(const plan::Step &, const plan::StepContext &) override
    {
        return plan::StepOutcome{};
    }
};

std::unique_ptr<engine::LocalRuns> makeRuns(const QString &file)
{
    engine::Setup setup;
    setup.storeFile = file;
    setup.executors.push_back(std::make_unique<NothingExecutor>());
    return std::make_unique<engine::LocalRuns>(std::move(setup));
}

// Bytes this process has given to write() and its kin so far.
qint64 writtenBytes()
{
    QFile file(QStringLiteral("/proc/self/io"));
    if (!file.open(QFile::ReadOnly))
        giveUp(file.errorString());
    for (const auto &line : file.readAll().split('\n')) {
        if (line.startsWith("wchar: "))
            return line.mid(7).toLongLong();
    }
    giveUp(QStringLiteral("/proc/self/io tells no bytes"));
}

struct Cost {
    double seconds = 0; // of one transition
    double bytes = 0; // of the whole run
};

double secondsOf(const std::function<void()> &work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// A run of many steps from its start to its end, in the engine.
Cost ownCost(const QString &file)
{
    auto runs = makeRuns(file);
    if (!core::await(runs->storeState()))
        giveUp(QStringLiteral("the store cannot be opened"));
    const auto plan = planOf(manySteps);
    QEventLoop loop; // ends with the run
    QString id;
    QObject::connect(runs.get(), &tasks::Runs::summaryChanged, &loop, [&loop](const plan::RunSummary &run) {
        if (plan::isFinal(run.state))
            loop.quit();
    });
    const qint64 before = writtenBytes();
    const double seconds = secondsOf([&] {
        const auto started = core::await(runs->start({}, plan));
        if (!started)
            giveUp(started.error().message);
        id = *started;
        loop.exec();
    });
    const qint64 after = writtenBytes();
    if (core::await(runs->run(id))->state != plan::RunState::Succeeded)
        giveUp(QStringLiteral("the run did not succeed"));
    return {seconds / transitionsOfRun, double(after - before)};
}

// A run as version 1 of the store wrote it.
QByteArray versionOneDocument(const plan::Run &run)
{
    const auto time = [](const QDateTime &moment) { return moment.toUTC().toString(Qt::ISODateWithMs); };
    QJsonArray steps;
    for (const auto &step : run.steps) {
        steps.append(QJsonObject{{QStringLiteral("state"), plan::runStateName(step.state)},
                                 {QStringLiteral("started"), time(step.started)},
                                 {QStringLiteral("ended"), time(step.ended)},
                                 {QStringLiteral("job_id"), step.jobId},
                                 {QStringLiteral("outcome"), step.outcome.text}});
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("plan"), run.plan.toJson()}, {QStringLiteral("steps"), steps}})
        .toJson(QJsonDocument::Compact);
}

// The first transitions of the same run, written by version 1. Each changes the document: SQLite leaves alone what is
// the same.
Cost baselineCost(const QString &file)
{
    engine::Sqlite database;
    const auto execute = [&database](const QString &sql, const QVariantList &values = {}) {
        if (const auto done = database.execute(sql, values); !done)
            giveUp(done.error().detail);
    };
    if (!database.open(file))
        giveUp(QStringLiteral("the baseline cannot be opened"));
    plan::Run run = plan::Run::of({}, planOf(manySteps));
    execute(QStringLiteral("CREATE TABLE runs (id TEXT PRIMARY KEY, document BLOB NOT NULL)"));
    execute(QStringLiteral("INSERT INTO runs VALUES ('1', ?)"), {versionOneDocument(run)});
    const qint64 before = writtenBytes();
    const double seconds = secondsOf([&] {
        for (int i = 0; i < baselineTransitions; ++i) {
            auto &step = run.steps[i / 2];
            const bool begins = i % 2 == 0;
            step.state = begins ? plan::RunState::Running : plan::RunState::Succeeded;
            (begins ? step.started : step.ended) = QDateTime::currentDateTime();
            execute(QStringLiteral("UPDATE runs SET document = ? WHERE id = '1'"), {versionOneDocument(run)});
        }
    });
    const double bytes = double(writtenBytes() - before) / baselineTransitions;
    return {seconds / baselineTransitions, bytes * transitionsOfRun};
}

struct Costs {
    Cost ours;
    Cost baseline;
};

const Costs &costs()
{
    static const Costs measured = [] {
        const QTemporaryDir dir;
        return Costs{ownCost(dir.filePath(QStringLiteral("ours.sqlite"))),
                     baselineCost(dir.filePath(QStringLiteral("baseline.sqlite")))};
    }();
    return measured;
}

Figure transitions()
{
    return {1 / costs().ours.seconds, QStringLiteral("1/s"), QStringLiteral("the whole run as one document, each time"),
            1 / costs().baseline.seconds, 20};
}

Figure bytes()
{
    return {costs().ours.bytes, QStringLiteral("bytes"), QStringLiteral("the whole run as one document, each time"),
            costs().baseline.bytes, 100};
}

void fill(const QString &file)
{
    engine::RunStore store;
    if (!store.open(file))
        giveUp(QStringLiteral("the store cannot be filled"));
    const auto plan = planOf(20);
    for (int i = 0; i < storedRuns; ++i) {
        plan::Run run = plan::Run::of({{}, QStringLiteral("map_table"), QStringLiteral("Map"), {}}, plan);
        run.state = plan::RunState::Succeeded;
        if (!store.write({{&run, true, {}, {}}}))
            giveUp(QStringLiteral("the store cannot be filled"));
    }
}

// Until the engine answers. Of runs that have ended it looks at their states alone, so that 500 of them may cost what
// two measurements of the same thing differ by.
Figure open500()
{
    const QTemporaryDir dir;
    const QString full = dir.filePath(QStringLiteral("full.sqlite"));
    const QString empty = dir.filePath(QStringLiteral("empty.sqlite"));
    fill(full);
    if (!engine::RunStore().open(empty))
        giveUp(QStringLiteral("the store cannot be made"));
    std::vector<std::unique_ptr<engine::LocalRuns>> opened; // they end outside of what is measured
    const auto open = [&opened](const QString &file) {
        opened.push_back(makeRuns(file));
        if (!core::await(opened.back()->storeState()))
            giveUp(QStringLiteral("the store cannot be opened"));
    };
    const auto [ours, baseline] = medianSecondsInTurn(
        51, [&] { open(full); }, [&] { open(empty); });
    return {ours * 1000, QStringLiteral("ms"), QStringLiteral("the same with no stored run"), baseline * 1000, 0.9};
}

} // namespace

std::vector<Case> storeCases()
{
    return {{QStringLiteral("store.transitions"), transitions},
            {QStringLiteral("store.bytes"), bytes},
            {QStringLiteral("store.open500"), open500}};
}

} // namespace isthmus::bench
