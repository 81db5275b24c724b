// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/async.h>
#include <isthmus/plan/words.h>
#include <isthmus/tasks/sqlstepexecutor.h>

#include <QTest>

using namespace isthmus;
using core::ErrorKind;
using plan::words;

namespace {

class FakeRunner final : public records::SqlRunner {
public:
    [[nodiscard]] QFuture<core::Result<records::SqlResult>> run(const records::SqlRequest &request) override
    {
        sql = request.sql;
        database = request.database;
        if (request.onProgress)
            request.onProgress(QStringLiteral("instance 42 running"));
        if (request.onJob)
            request.onJob(QStringLiteral("42"));
        if (held)
            return held->future();
        return core::ready(answer);
    }

    QString sql;
    QString database;
    core::Result<records::SqlResult> answer;
    std::shared_ptr<QPromise<core::Result<records::SqlResult>>> held; // set: the statement goes on until it is finished
};

} // namespace

class tst_SqlStepExecutor : public QObject {
    Q_OBJECT

private:
    std::shared_ptr<FakeRunner> m_runner;
    QStringList m_log;
    QString m_jobId;
    core::Cancellation m_cancellation;

    plan::StepResult execute(const plan::Step &step)
    {
        plan::StepContext context;
        context.cancellation = m_cancellation;
        context.log = [this](const plan::Text &line) { m_log.append(words(line)); };
        context.jobStarted = [this](const QString &id) { m_jobId = id; };
        tasks::SqlStepExecutor executor(
            [this](const QString &connection,
                   const core::Cancellation &) -> core::Result<std::shared_ptr<records::SqlRunner>> {
                if (connection != u"dbs_mc")
                    return core::fail(ErrorKind::NotFound, QStringLiteral("no connection ") + connection);
                return m_runner;
            });
        return executor.execute(step, context);
    }

    static plan::Step step(const char *connection = "dbs_mc")
    {
        plan::Step step;
        step.connections = {QString::fromLatin1(connection)};
        step.sql = QStringLiteral("DROP TABLE t;");
        return step;
    }

private Q_SLOTS:
    void init()
    {
        m_runner = std::make_shared<FakeRunner>();
        records::SqlResult result;
        result.text = QStringLiteral("OK\nmore");
        result.jobId = QStringLiteral("42");
        m_runner->answer = result;
        m_log.clear();
        m_jobId.clear();
        m_cancellation = {};
    }

    void theStatementIsSentAndTheAnswerTold()
    {
        QCOMPARE(words(execute(step())->summary), QStringLiteral("OK"));
        QCOMPARE(m_runner->sql, QStringLiteral("DROP TABLE t;"));
        QCOMPARE(m_jobId, QStringLiteral("42"));
        QCOMPARE(m_log,
                 (QStringList{QStringLiteral("DROP TABLE t;"), QStringLiteral("instance 42 running"),
                              QStringLiteral("OK\nmore")}));
    }

    void theStatementIsSentIntoItsDatabase()
    {
        auto planned = step();
        QVERIFY(execute(planned));
        QCOMPARE(m_runner->database, QString());
        planned.parameters = {{QStringLiteral("database"), QStringLiteral("sales")}};
        QVERIFY(execute(planned));
        QCOMPARE(m_runner->database, QStringLiteral("sales"));
    }

    void thePlannedSummaryComesFirst()
    {
        auto planned = step();
        planned.parameters = {{QStringLiteral("summary"), QStringLiteral("External table, 12 columns")}};
        QCOMPARE(words(execute(planned)->summary), QStringLiteral("External table, 12 columns"));
    }

    void theServersErrorIsTheSteps()
    {
        m_runner->answer =
            core::fail(ErrorKind::AlreadyExists, QStringLiteral("t exists"), {}, QStringLiteral("ODPS-1"));
        QCOMPARE(execute(step()).error().code, QStringLiteral("ODPS-1"));
    }

    void whatWasNotHeardOfMayBeDone()
    {
        core::Error lost{ErrorKind::Network, QStringLiteral("cut off"), QStringLiteral("Try again."), {}, {}};
        m_runner->answer = core::fail(lost);
        QVERIFY(words(execute(step()).error()).hint.contains(QStringLiteral("may have done it")));
        auto reading = step();
        reading.effect = plan::Effect::Read;
        QCOMPARE(words(execute(reading).error()).hint, lost.hint);
        lost.isUnsent = true;
        m_runner->answer = core::fail(lost);
        QCOMPARE(words(execute(step()).error()).hint, lost.hint);
    }

    void anUnknownConnectionIsTheStepsError()
    {
        QCOMPARE(execute(step("other")).error().kind, ErrorKind::NotFound);
        QVERIFY(m_runner->sql.isEmpty());
    }

    void cancelReachesTheStatement()
    {
        m_runner->held = std::make_shared<QPromise<core::Result<records::SqlResult>>>();
        m_runner->held->start();
        m_cancellation.request();
        // Plays the lane: finishes the statement once it sees the cancellation.
        const auto lane = m_cancellation.interruptWith([this] {
            if (m_runner->held->isCanceled() && !m_runner->held->future().isFinished())
                m_runner->held->finish();
        });
        const auto cancelled = execute(step());
        QVERIFY(cancelled.error().isCancelled());
        QVERIFY(words(cancelled.error().hint).contains(QStringLiteral("may have done it")));
        QCOMPARE(m_jobId, QStringLiteral("42")); // known although the statement never ended
        QVERIFY2(m_log.last().contains(QStringLiteral("may have done it")), qPrintable(m_log.last()));
    }
};

QTEST_GUILESS_MAIN(tst_SqlStepExecutor)
#include "tst_sqlstepexecutor.moc"
