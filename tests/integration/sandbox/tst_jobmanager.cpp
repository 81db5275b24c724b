// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <isthmus/sandbox/jobs/jobmanager.h>
#include <isthmus/sandbox/store/metadata.h>

#include <QTest>

#include <future>
#include <stdexcept>

using namespace isthmus;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

sandbox::PgAddress engineAddress(const test::SandboxFixture &fixture)
{
    const auto engine = fixture.engine();
    return {fixture.host(), fixture.port(), engine.name, engine.password, u"maxcompute"_s};
}

/// "throw" throws, everything else succeeds with its own text.
sandbox::JobResult<sandbox::ScriptOutcome> runOrThrow(sandbox::PgSession &, const sandbox::HologresAccess &,
                                                      const sandbox::ScriptSettings &script)
{
    if (script.instance.query == u"throw")
        throw std::runtime_error("no more memory");
    if (script.instance.query == u"throw a number")
        throw 1;
    return sandbox::ScriptOutcome{script.instance.query, {}, 0};
}

/// Holds a script back: it waits in pass() until the test calls open().
class Gate {
public:
    void pass()
    {
        m_reached.set_value();
        m_open.get_future().wait();
    }
    void waitForIt() { m_reached.get_future().wait(); }
    void open() { m_open.set_value(); }

private:
    std::promise<void> m_reached;
    std::promise<void> m_open;
};

} // namespace

/// The runner of jobs over the store of a real sandbox, with scripts that the test runs itself.
class tst_JobManager : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { QVERIFY2(m_sandbox.restartPostgres(), qPrintable(m_sandbox.problem())); } // also after a failure
    void exceptionFailsItsJobOnly_data();
    void exceptionFailsItsJobOnly();
    void endIsKeptUntilTheStoreTakesIt();
    void endThatOnlyTheStoreKnowsIsNotGuessed_data();
    void endThatOnlyTheStoreKnowsIsNotGuessed();

private:
    /// A manager with one thread, and with it what it needs to live.
    struct Jobs {
        Jobs(const test::SandboxFixture &fixture, sandbox::ScriptRunner runner)
            : store(engineAddress(fixture), 4), workers(engineAddress(fixture), 1),
              manager(store, workers, sandbox::HologresAccess({}, {}), 1, std::move(runner))
        {
        }

        QString submit(const QString &query)
        {
            sandbox::JobRequest request;
            request.taskType = u"SQL"_s;
            request.taskName = u"T"_s;
            request.query = query;
            return manager.submit(request, u"dbs_mc"_s, {.accessId = u"someone"_s}).value_or(QString());
        }
        /// What the store says of a job.
        sandbox::InstanceRow stored(const QString &id)
        {
            auto session = store.borrow();
            if (!session)
                return {};
            const auto row = sandbox::Metadata(**session).instance(u"dbs_mc"_s, id);
            return row && *row ? **row : sandbox::InstanceRow();
        }
        sandbox::InstanceRow finished(const QString &id)
        {
            manager.waitFor(id, 30s);
            return stored(id);
        }

        sandbox::PgPool store;
        sandbox::PgPool workers;
        sandbox::JobManager manager;
    };

    test::SandboxFixture m_sandbox;
};

void tst_JobManager::initTestCase()
{
    QVERIFY2(m_sandbox.start(), qPrintable(m_sandbox.problem()));
}

void tst_JobManager::exceptionFailsItsJobOnly_data()
{
    QTest::addColumn<QString>("query");
    QTest::newRow("an exception") << u"throw"_s;
    QTest::newRow("anything else") << u"throw a number"_s;
}

void tst_JobManager::exceptionFailsItsJobOnly()
{
    QFETCH(QString, query);
    Jobs jobs(m_sandbox, runOrThrow);
    const sandbox::InstanceRow failed = jobs.finished(jobs.submit(query));
    QCOMPARE(failed.status, u"Failed"_s);
    QVERIFY2(failed.result.startsWith(u"ODPS-0010000:"), qPrintable(failed.result));
    QVERIFY2(!failed.result.contains(u"no more memory"), qPrintable(failed.result)); // for the log only
    const sandbox::InstanceRow next = jobs.finished(jobs.submit(u"fine"_s));
    QCOMPARE(next.status, u"Success"_s);
    QCOMPARE(next.result, u"fine"_s);
}

void tst_JobManager::endIsKeptUntilTheStoreTakesIt()
{
    Gate gate;
    Jobs jobs(m_sandbox, [&gate](auto &, const auto &, const auto &script) {
        gate.pass();
        return sandbox::JobResult<sandbox::ScriptOutcome>(
            sandbox::ScriptOutcome{script.instance.query + u" done"_s, {}, 7});
    });
    const QString id = jobs.submit(u"it"_s);
    gate.waitForIt();
    const auto running = jobs.manager.current(u"dbs_mc"_s, id);
    QVERIFY(running && !running->isOver() && running->started > 0);
    QVERIFY(!jobs.manager.current(u"another project"_s, id));

    m_sandbox.killPostgres();
    gate.open();
    jobs.manager.waitFor(id, 30s);
    const auto over = jobs.manager.current(u"dbs_mc"_s, id);
    QVERIFY(over);
    QCOMPARE(over->status, u"Success"_s);
    QCOMPARE(over->result, u"it done"_s);
    QCOMPARE(over->started, running->started);

    QVERIFY2(m_sandbox.restartPostgres(), qPrintable(m_sandbox.problem()));
    QTRY_VERIFY(!jobs.manager.current(u"dbs_mc"_s, id));
    const sandbox::InstanceRow stored = jobs.stored(id);
    QCOMPARE(stored.status, u"Success"_s);
    QCOMPARE(stored.result, u"it done"_s);
    QCOMPARE(stored.rows, 7);
    QCOMPARE(stored.started, running->started);
}

void tst_JobManager::endThatOnlyTheStoreKnowsIsNotGuessed_data()
{
    QTest::addColumn<bool>("isCommitted");
    QTest::newRow("the last statement was committed") << true;
    QTest::newRow("it was not") << false;
}

// The connection breaks while the script waits for the answer to its last COMMIT.
void tst_JobManager::endThatOnlyTheStoreKnowsIsNotGuessed()
{
    QFETCH(bool, isCommitted);
    Gate gate;
    Jobs jobs(m_sandbox,
              [&](sandbox::PgSession &session, const auto &,
                  const sandbox::ScriptSettings &script) -> sandbox::JobResult<sandbox::ScriptOutcome> {
                  const auto end = script.instance.over(u"Success"_s, u"done"_s);
                  const bool isPrepared = !isCommitted || sandbox::Metadata(session).endInstance(end);
                  gate.pass();
                  const auto answer = session.exec(u"SELECT 1"_s);
                  if (!isPrepared || answer)
                      return sandbox::ScriptOutcome{u"not what is tested"_s, {}, 0};
                  return tl::unexpected(sandbox::jobError(answer.error()));
              });
    const QString id = jobs.submit(u"it"_s);
    gate.waitForIt();
    m_sandbox.killPostgres();
    gate.open();
    jobs.manager.waitFor(id, 500ms);
    const auto current = jobs.manager.current(u"dbs_mc"_s, id);
    QVERIFY(current && !current->isOver());

    QVERIFY2(m_sandbox.restartPostgres(), qPrintable(m_sandbox.problem()));
    jobs.manager.waitFor(id, 30s);
    const sandbox::InstanceRow stored = jobs.stored(id);
    QCOMPARE(stored.status, isCommitted ? u"Success"_s : u"Failed"_s);
    QCOMPARE(stored.result.left(12), isCommitted ? u"done"_s : u"ODPS-0010000"_s);
}

QTEST_GUILESS_MAIN(tst_JobManager)
#include "tst_jobmanager.moc"
