// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobmanager.h"
#include "metadata/metadata.h"
#include "sandboxfixture.h"

#include <QTest>

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

} // namespace

/// The runner of jobs over the store of a real sandbox, with scripts that the test runs itself.
class tst_JobManager : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void exceptionFailsItsJobOnly_data();
    void exceptionFailsItsJobOnly();

private:
    /// A manager with one thread, and with it what it needs to live.
    struct Jobs {
        Jobs(const test::SandboxFixture &fixture, sandbox::ScriptRunner runner)
            : store(engineAddress(fixture), 4), workers(engineAddress(fixture), 1),
              manager(store, workers, sandbox::HologresAccess({}), 1, std::move(runner))
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

QTEST_GUILESS_MAIN(tst_JobManager)
#include "tst_jobmanager.moc"
