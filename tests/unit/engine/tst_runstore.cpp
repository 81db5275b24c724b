// SPDX-License-Identifier: GPL-3.0-or-later
#include "enginefixture.h"
#include "runstore.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;
using engine::RunStore;
using engine::Sqlite;
using enginefixture::planOf;
using plan::Run;
using plan::RunState;

namespace {

Run newRun(const QString &title)
{
    Run run = Run::of({u"t1"_s, u"map_table"_s, title, {{u"source"_s, u"a/b/c"_s}}}, planOf({u"a"_s, u"b"_s}));
    run.touches = {{u"dbs_mc/default/t"_s, plan::Change::Created, u"order_dw/public/t"_s}};
    return run;
}

int countOf(Sqlite &database, const QString &table)
{
    const auto rows = database.run(u"SELECT count(*) FROM "_s + table);
    const int count = rows && (*rows)->next() ? (*rows)->value(0).toInt() : -1;
    if (rows)
        (*rows)->finish();
    return count;
}

int versionOf(Sqlite &database)
{
    const auto rows = database.run(u"PRAGMA user_version"_s);
    const int version = rows && (*rows)->next() ? (*rows)->value(0).toInt() : -1;
    if (rows)
        (*rows)->finish();
    return version;
}

// As version 1 wrote it.
QJsonObject versionOneRun(const QString &id, const QString &state)
{
    const QJsonObject create{{u"kind"_s, u"sql"_s},
                             {u"title"_s, u"Create external table t"_s},
                             {u"connection"_s, u"dbs_mc"_s},
                             {u"sql"_s, u"CREATE …;"_s},
                             {u"parameters"_s, QJsonObject{{u"summary"_s, u"External table, 2 columns"_s}}},
                             {u"writes"_s, true},
                             {u"destructive"_s, u"drops 1 external table"_s},
                             {u"confirm"_s, u"t"_s}};
    const QJsonObject verify{{u"kind"_s, u"verify_mapping"_s}, {u"title"_s, u"Verify"_s},
                             {u"connection"_s, u"dbs_mc"_s},   {u"sql"_s, u""_s},
                             {u"parameters"_s, QJsonObject()}, {u"writes"_s, false},
                             {u"destructive"_s, u""_s},        {u"confirm"_s, u""_s}};
    const QJsonObject plan{
        {u"title"_s, u"Map t"_s},
        {u"target"_s, u"dbs_mc/default/t"_s},
        {u"steps"_s, QJsonArray{create, verify}},
        {u"notices"_s,
         QJsonArray{QJsonObject{
             {u"level"_s, u"warning"_s}, {u"subject"_s, u"fee"_s}, {u"text"_s, u"May read as (38,18)"_s}}}}};
    const auto step = [](const char *name, const char *jobId, const char *outcome) {
        return QJsonObject{{u"state"_s, QString::fromLatin1(name)},
                           {u"started"_s, u"2026-11-01T08:00:00.500Z"_s},
                           {u"ended"_s, u""_s},
                           {u"job_id"_s, QString::fromLatin1(jobId)},
                           {u"outcome"_s, QString::fromLatin1(outcome)}};
    };
    QJsonObject run{{u"id"_s, id},
                    {u"task"_s,
                     QJsonObject{{u"id"_s, u"t1"_s},
                                 {u"kind"_s, u"map_table"_s},
                                 {u"title"_s, u"Map t"_s},
                                 {u"definition"_s, QJsonObject{{u"source"_s, u"order_dw/public/t"_s}}}}},
                    {u"plan"_s, plan},
                    {u"state"_s, state},
                    {u"steps"_s, QJsonArray{step("succeeded", "2026job", "OK"), step("waiting", "", "Not run")}},
                    {u"started"_s, u"2026-11-01T08:00:00.000Z"_s},
                    {u"ended"_s, u"2026-11-01T08:00:02.000Z"_s},
                    {u"rows_done"_s, 12},
                    {u"rows_total"_s, QJsonValue()},
                    {u"outcome"_s, u"No right"_s}};
    run.insert(u"error"_s,
               QJsonObject{{u"kind"_s, u"permission"_s},
                           {u"message"_s, u"No right"_s},
                           {u"hint"_s, u"Ask"_s},
                           {u"code"_s, u"42501"_s},
                           {u"detail"_s, u"raw"_s}});
    return run;
}

} // namespace

class tst_RunStore : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    QString m_file;

    // A file of version 1 with two runs, one damaged document between them, and a log.
    void makeVersionOne()
    {
        Sqlite old;
        QVERIFY(old.open(m_file).has_value());
        for (const auto &sql : {
                 u"CREATE TABLE runs (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, owner TEXT NOT "
                 "NULL, is_final INTEGER NOT NULL, document BLOB NOT NULL)"_s,
                 u"CREATE TABLE log (run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE, number INTEGER NOT "
                 u"NULL, "
                 "time INTEGER NOT NULL, step INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (run, number)) WITHOUT "
                 "ROWID"_s,
                 u"PRAGMA user_version=1"_s,
             })
            QVERIFY(old.executeOnce(sql).has_value());
        const auto add = [&old](const QString &id, bool isFinal, const QByteArray &document) {
            return old
                .execute(u"INSERT INTO runs (id, owner, is_final, document) VALUES (?, 'gone', ?, ?)"_s,
                         {id, isFinal, document})
                .has_value();
        };
        QVERIFY(add(u"first"_s, true, QJsonDocument(versionOneRun(u"first"_s, u"failed"_s)).toJson()));
        QVERIFY(add(u"damaged"_s, true, "{\"id\": \"damaged\", \"state\": \"fail"));
        auto running = versionOneRun(u"running"_s, u"running"_s);
        running.remove(u"error"_s);
        QVERIFY(add(u"running"_s, false, QJsonDocument(running).toJson()));
        QVERIFY(old.execute(u"INSERT INTO log VALUES ('first', 0, 1000, -1, 'begun'), ('first', 1, 2000, 0, 'CREATE'), "
                            "('damaged', 0, 1000, -1, 'lost')"_s)
                    .has_value());
    }

private Q_SLOTS:
    void init()
    {
        m_file = m_dir.filePath(QStringLiteral("%1.sqlite").arg(QLatin1String(QTest::currentTestFunction())));
    }

    void aRunReadsBackAsItself()
    {
        Run run = newRun(u"one"_s);
        RunStore store;
        QVERIFY(store.open(m_file).has_value());
        run.number = store.write({{&run, true, {}, {}}}).value().value(0);
        QVERIFY(run.number > 0);
        QCOMPARE(store.run(run.id).value(), run);

        run.state = RunState::Failed;
        run.started = QDateTime::fromMSecsSinceEpoch(1'000);
        run.ended = QDateTime::fromMSecsSinceEpoch(2'000);
        auto &step = run.steps[1];
        step.state = RunState::Failed;
        step.started = run.started;
        step.ended = run.ended;
        step.jobId = u"2026job"_s;
        step.figures.values = {{plan::figure::rowsDone, 7}};
        step.checkpoint = {{u"part"_s, 3}};
        step.error = plan::Failure(core::ErrorKind::Network, plan::Text::coded("Test.cut", "Cut at %1", {3}));
        step.outcome = step.error->message;
        run.error = step.error;
        run.outcome = plan::Text::coded("Test.cut", "Cut at %1", {3});
        run.canResume = true;
        run.count();
        const plan::LogLine line{run.started, 1, plan::Text::coded("Test.line", "Line %1", {1})};
        QVERIFY(store.write({{&run, false, {1}, {{0, line}}}}).has_value());
        run.rowsMoving = 0;
        QCOMPARE(store.run(run.id).value(), run);
        QCOMPARE(store.log(run.id, 0, 10)->lines, QList{line});
        const auto page = store.list({}).value();
        QCOMPARE(page.runs, QList<plan::RunSummary>{run});
        QVERIFY(!page.hasMore);
    }

    void aTransitionWritesNeitherThePlanNorOtherSteps()
    {
        Run run = newRun(u"one"_s);
        RunStore store;
        QVERIFY(store.open(m_file).has_value());
        run.number = store.write({{&run, true, {}, {}}}).value().value(0);
        Sqlite spoiler; // what is not written again keeps its trace
        QVERIFY(spoiler.open(m_file).has_value());
        QVERIFY(spoiler.execute(u"UPDATE plans SET document = document || ' '"_s).has_value());
        QVERIFY(spoiler.execute(u"INSERT INTO steps (run, step, state) VALUES (1, 1, 'trace')"_s).has_value());
        run.state = run.steps[0].state = RunState::Running;
        QVERIFY(store.write({{&run, false, {0}, {}}}).has_value());
        QCOMPARE(countOf(spoiler, u"plans WHERE document LIKE '% '"_s), 1);
        QCOMPARE(countOf(spoiler, u"steps WHERE state = 'trace'"_s), 1);
        QCOMPARE(countOf(spoiler, u"steps WHERE state = 'running'"_s), 1);
    }

    void whatCannotBeWrittenWholeIsNotWrittenAtAll()
    {
        Run first = newRun(u"first"_s);
        Run second = newRun(u"second"_s);
        second.id = first.id; // refused by the store
        RunStore store;
        QVERIFY(store.open(m_file).has_value());
        QVERIFY(!store.write({{&first, true, {}, {}}, {&second, true, {}, {}}}));
        QVERIFY(store.list({})->runs.isEmpty());
        QVERIFY(store.write({{&first, true, {}, {}}}).has_value()); // and the store goes on
        QCOMPARE(store.list({})->runs.size(), 1);
    }

    void pagesGoFromTheNewestToTheOldest()
    {
        RunStore store;
        QVERIFY(store.open(m_file).has_value());
        QStringList ids;
        for (int i = 0; i < 25; ++i) {
            Run run = newRun(QString::number(i));
            run.state = i % 5 == 0 ? RunState::Failed : RunState::Succeeded;
            run.taskKind = i == 7 ? u"sync"_s : u"map_table"_s;
            QVERIFY(store.write({{&run, true, {}, {}}}).has_value());
            ids.prepend(run.id);
        }
        QStringList read;
        tasks::RunPage page;
        do {
            page = store.list({10, read.isEmpty() ? QString() : read.last(), {}, {}}).value();
            for (const auto &run : page.runs)
                read.append(run.id);
        } while (page.hasMore);
        QCOMPARE(read, ids);
        QCOMPARE(store.list({100, {}, {RunState::Failed}, {}})->runs.size(), 5);
        QCOMPARE(store.list({100, {}, {RunState::Failed, RunState::Succeeded}, u"sync"_s})->runs.size(), 1);
        QCOMPARE(store.list({5, {}, {RunState::Failed}, {}})->hasMore, false); // exactly those
    }

    void theOldestRunsThatHaveEndedGo()
    {
        RunStore store;
        QVERIFY(store.open(m_file).has_value());
        QString open;
        for (int i = 0; i < 503; ++i) {
            Run run = newRun(QString::number(i));
            run.state = i == 1 ? RunState::Running : RunState::Succeeded;
            if (i == 1)
                open = run.id;
            const plan::LogLine line{QDateTime::fromMSecsSinceEpoch(1), 0, QString::number(i)};
            QVERIFY(store.write({{&run, true, {}, {{0, line}}}}).has_value());
        }
        const auto runs = store.list({1000, {}, {}, {}})->runs;
        QCOMPARE(runs.size(), 501);
        QCOMPARE(runs.last().id, open); // however many wait, one that goes on is not forgotten
        Sqlite reader;
        QVERIFY(reader.open(m_file).has_value());
        QCOMPARE(countOf(reader, u"plans"_s), 501);
        QCOMPARE(countOf(reader, u"log"_s), 501);
    }

    void aFileThatLacksWhatCameLaterIsCompleted()
    {
        Run run = newRun(u"Map"_s);
        run.started = run.resumed = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000);
        {
            RunStore store;
            QVERIFY(store.open(m_file));
            QVERIFY(store.write({{&run, true, {}, {}}}));
        }
        {
            Sqlite database;
            QVERIFY(database.open(m_file));
            QVERIFY(database.executeOnce(u"ALTER TABLE runs DROP COLUMN resumed"_s));
            QVERIFY(database.executeOnce(u"ALTER TABLE plans DROP COLUMN connections"_s));
            QVERIFY(database.executeOnce(u"ALTER TABLE runs DROP COLUMN production"_s));
        }
        RunStore store;
        QVERIFY(store.open(m_file));
        const auto earlier = store.run(run.id);
        QVERIFY(earlier);
        QCOMPARE(earlier->started, run.started);
        QVERIFY(!earlier->resumed.isValid());
        QVERIFY(earlier->connections.isEmpty());
        QCOMPARE(earlier->production, std::nullopt);
        Run next = newRun(u"Map again"_s);
        QVERIFY(!next.connections.isEmpty());
        next.production = QStringList{u"dbs_mc"_s};
        QVERIFY(store.write({{&next, true, {}, {}}}));
        const auto stored = store.run(next.id);
        QVERIFY(stored);
        QCOMPARE(stored->connections, next.connections);
        QCOMPARE(stored->production, next.production);
        next.production = QStringList();
        QVERIFY(store.write({{&next, false, {}, {}}}));
        QCOMPARE(store.run(next.id)->production, QStringList());
    }

    void aRunIsTakenOverByOneProcessOnly()
    {
        Run run = newRun(u"one"_s);
        run.state = RunState::Failed;
        RunStore one;
        RunStore other;
        QVERIFY(one.open(m_file).has_value() && other.open(m_file).has_value());
        QVERIFY(one.write({{&run, true, {}, {}}}).has_value());
        QCOMPARE(other.takeOver(run.id).value(), true);
        QCOMPARE(one.takeOver(run.id).value(), false);
    }

    void versionOneIsTakenOver()
    {
        makeVersionOne();
        RunStore store;
        QVERIFY(store.open(m_file).has_value());
        const auto summaries = store.list({})->runs;
        QCOMPARE(summaries.size(), 2); // the damaged one alone is lost
        QCOMPARE(summaries.at(0).id, u"running"_s);
        QCOMPARE(summaries.at(0).state, RunState::Interrupted); // its process is gone

        const Run run = store.run(u"first"_s).value();
        QCOMPARE(run.state, RunState::Failed);
        QCOMPARE(run.taskTitle, plan::Text(u"Map t"_s));
        QCOMPARE(run.definition.value(u"source").toString(), u"order_dw/public/t"_s);
        QCOMPARE(run.started, QDateTime::fromString(u"2026-11-01T08:00:00.000Z"_s, Qt::ISODateWithMs).toLocalTime());
        QCOMPARE(run.rowsDone, 12);
        QVERIFY(!run.rowsTotal);
        QCOMPARE(run.error->code, u"42501"_s);
        const plan::Touch touch{u"dbs_mc/default/t"_s, plan::Change::Created, u"order_dw/public/t"_s};
        QCOMPARE(run.touches, QList{touch});
        const auto steps = run.plan.steps();
        QCOMPARE(steps.size(), 2);
        QCOMPARE(steps.at(0).effect, plan::Effect::Destroy);
        QCOMPARE(steps.at(0).sql, u"CREATE …;"_s);
        QCOMPARE(steps.at(0).connections, QStringList{u"dbs_mc"_s});
        QCOMPARE(steps.at(1).effect, plan::Effect::Read);
        QCOMPARE(run.plan.notices.size(), 1);
        QCOMPARE(run.steps.at(0).jobId, u"2026job"_s);
        QCOMPARE(run.steps.at(0).outcome, plan::Text(u"OK"_s));
        QCOMPARE(plan::outcomeWords(run, 1), u"Not run"_s);
        QVERIFY(!run.canResume);
        const auto log = store.log(u"first"_s, 0, 10).value();
        QCOMPARE(log.lines.size(), 2);
        QCOMPARE(log.lines.at(1).text, plan::Text(u"CREATE"_s));

        Sqlite reader;
        QVERIFY(reader.open(m_file).has_value());
        QCOMPARE(versionOf(reader), 2);
        QCOMPARE(countOf(reader, u"sqlite_master WHERE name IN ('runs_1', 'log_1')"_s), 0);
        RunStore again;
        QVERIFY(again.open(m_file).has_value());
        QCOMPARE(again.list({})->runs.size(), 2);
    }

    void aTakeOverThatFailsLeavesVersionOne()
    {
        makeVersionOne();
        {
            Sqlite old;
            QVERIFY(old.open(m_file).has_value());
            // What the copy of the log meets last: a table in the way of the new one.
            QVERIFY(old.executeOnce(u"CREATE TABLE steps (x)"_s).has_value());
        }
        RunStore store;
        QVERIFY(!store.open(m_file));
        Sqlite reader;
        QVERIFY(reader.open(m_file).has_value());
        QCOMPARE(versionOf(reader), 1);
        QCOMPARE(countOf(reader, u"runs"_s), 3);
        QCOMPARE(countOf(reader, u"log"_s), 3);
        QVERIFY(reader.executeOnce(u"DROP TABLE steps"_s).has_value());
        RunStore later;
        QVERIFY(later.open(m_file).has_value());
        QCOMPARE(later.list({})->runs.size(), 2);
    }

    void aNewerVersionsFileIsLeftAsItIs()
    {
        {
            Sqlite newer;
            QVERIFY(newer.open(m_file).has_value());
            QVERIFY(newer.executeOnce(u"CREATE TABLE runs (x)"_s).has_value());
            QVERIFY(newer.executeOnce(u"PRAGMA user_version=3"_s).has_value());
        }
        RunStore store;
        QCOMPARE(store.open(m_file).error().kind, core::ErrorKind::Unsupported);
        Sqlite reader;
        QVERIFY(reader.open(m_file).has_value());
        QCOMPARE(versionOf(reader), 3);
        QCOMPARE(countOf(reader, u"sqlite_master"_s), 1);
    }

    void theFileIsTheUsersAlone()
    {
        RunStore store;
        QVERIFY(store.open(m_file).has_value());
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(m_file) & others));
    }
};

QTEST_GUILESS_MAIN(tst_RunStore)
#include "tst_runstore.moc"
