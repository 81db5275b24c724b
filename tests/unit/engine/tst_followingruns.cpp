// SPDX-License-Identifier: GPL-3.0-or-later
// What other processes run on the same store is told as what is run here.
#include "enginefixture.h"
#include "runstore.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using namespace enginefixture;

namespace {

// The child process: runs until it is killed.
int runForever(const QString &file)
{
    Gate never;
    auto runs = makeRuns(file, [&never](const Step &, const StepContext &context) -> StepResult {
        context.checkpoint({{QStringLiteral("part"), 7}});
        never.pass(context.cancellation);
        return core::fail(core::Error::cancelled());
    });
    return tryStart(*runs, planOf({QStringLiteral("a")})) ? QCoreApplication::exec() : 1;
}

// What was told, in order: "<title> running", "<title>: <line of its log>".
class Told : public QObject {
public:
    explicit Told(LocalRuns &runs)
    {
        connect(&runs, &tasks::Runs::summaryChanged, this, [this](const plan::RunSummary &run) {
            last.insert(run.id, run);
            states.append(plan::runStateName(run.state));
        });
        connect(&runs, &tasks::Runs::logged, this, [this](const QString &id, qint64 number, const plan::LogLine &line) {
            Q_UNUSED(id)
            numbers.append(number);
            lines.append(words(line.text));
        });
    }

    QHash<QString, plan::RunSummary> last;
    QStringList states;
    QList<qint64> numbers;
    QStringList lines;
};

} // namespace

class tst_FollowingRuns : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    QString m_file;

    std::unique_ptr<LocalRuns> makeFollower()
    {
        engine::Setup setup;
        setup.storeFile = m_file;
        setup.executors.push_back(
            std::make_unique<FakeExecutor>(succeed, [](const Step &step, const QJsonObject &checkpoint) {
                return QStringLiteral("tidied up %1 from %2").arg(step.id).arg(checkpoint.value(u"part").toInt());
            }));
        setup.followEvery = std::chrono::milliseconds(2);
        auto follower = std::make_unique<LocalRuns>(std::move(setup));
        static_cast<void>(listOf(*follower)); // it is open
        return follower;
    }

private Q_SLOTS:
    void init() { m_file = m_dir.filePath(QLatin1String(QTest::currentTestFunction())); }

    void aRunOfAnotherProcessIsToldWithItsLog()
    {
        Gate gate;
        auto other = makeRuns(m_file, [&gate](const Step &step, const StepContext &context) -> StepResult {
            context.log(QStringLiteral("before"));
            gate.pass(context.cancellation);
            context.log(QStringLiteral("after"));
            return succeed(step, context);
        });
        auto follower = makeFollower();
        const Told told(*follower);
        const QString id = start(*other, planOf({QStringLiteral("a")}));
        QTRY_COMPARE(told.last.value(id).state, RunState::Running);
        QTRY_VERIFY(told.lines.contains(QStringLiteral("before")));
        QVERIFY(told.last.value(id).isElsewhere);
        QVERIFY(listOf(*follower).first().isElsewhere);
        QVERIFY(!listOf(*other).first().isElsewhere);
        gate.open();
        QTRY_COMPARE(told.last.value(id).state, RunState::Succeeded);
        QTRY_COMPARE(told.lines, logTexts(*other, id));
        for (qsizetype i = 0; i < told.numbers.size(); ++i)
            QCOMPARE(told.numbers.at(i), i);
        QCOMPARE(told.last.value(id), listOf(*other).first());
        QCOMPARE(told.states.count(QStringLiteral("succeeded")), 1);
    }

    void whatWasThereBeforeIsNoNews()
    {
        {
            auto earlier = makeRuns(m_file, succeed);
            const QString id = start(*earlier, planOf({QStringLiteral("old")}));
            QTRY_COMPARE(stateOf(*earlier, id), RunState::Succeeded);
        }
        auto follower = makeFollower();
        const Told told(*follower);
        const QString own = start(*follower, planOf({QStringLiteral("own")}));
        QTRY_COMPARE(stateOf(*follower, own), RunState::Succeeded);
        auto other = makeRuns(m_file, succeed);
        const QString id = start(*other, planOf({QStringLiteral("a")}));
        QTRY_COMPARE(told.last.value(id).state, RunState::Succeeded);
        QCOMPARE(told.last.size(), 2); // its own and the other's
        QCOMPARE(told.states.count(QStringLiteral("succeeded")), 2);
    }

    void aRunResumedElsewhereIsNews()
    {
        auto follower = makeFollower();
        const Told told(*follower);
        QString id;
        {
            auto other = makeRuns(m_file, [](const Step &, const StepContext &) -> StepResult {
                return failWith(QStringLiteral("no network"));
            });
            auto plan = planOf({QStringLiteral("a")});
            plan.groups[0].steps[0].canResume = true;
            id = start(*other, plan);
            QTRY_COMPARE(told.last.value(id).state, RunState::Failed);
        }
        auto third = makeRuns(m_file, succeed);
        QVERIFY(core::await(third->resume(id)));
        QTRY_COMPARE(told.last.value(id).state, RunState::Succeeded);
        QTRY_COMPARE(told.lines, logTexts(*third, id));
    }

    void aLongLogIsToldWhole()
    {
        constexpr int lines = 3500;
        auto follower = makeFollower();
        const Told told(*follower);
        auto other = makeRuns(m_file, [](const Step &step, const StepContext &context) -> StepResult {
            for (int i = 0; i < lines; ++i)
                context.log(QString::number(i));
            return succeed(step, context);
        });
        const QString id = start(*other, planOf({QStringLiteral("a")}));
        QTRY_COMPARE(stateOf(*other, id), RunState::Succeeded);
        const QStringList all = logTexts(*other, id);
        QVERIFY(all.size() > lines);
        QTRY_COMPARE(told.lines.size(), all.size());
        QCOMPARE(told.lines, all);
    }

    // Begun and killed between two looks, and found so by a third: it never was seen to run, and has no end.
    void aRunThatIsSeenCutOffAtOnceIsNews()
    {
        auto follower = makeFollower();
        const Told told(*follower);
        Run run = Run::of(task(), planOf({QStringLiteral("a")}));
        run.state = RunState::Interrupted;
        run.started = QDateTime::currentDateTime();
        engine::RunStore third;
        QVERIFY(third.open(m_file));
        QVERIFY(third.write({{&run, true, {}, {}}}));
        QTRY_COMPARE(told.last.value(run.id).state, RunState::Interrupted);
    }

    void aProcessThatWasKilledLeavesAnInterruptedRun()
    {
        auto follower = makeFollower();
        const Told told(*follower);
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--run-forever"), m_file});
        QTRY_VERIFY_WITH_TIMEOUT(told.states.endsWith(QStringLiteral("running")), 10'000);
        child.kill();
        QVERIFY(child.waitForFinished(10'000));
        QTRY_COMPARE(told.states.last(), QStringLiteral("interrupted"));
        QTRY_COMPARE(told.lines.last(), QStringLiteral("tidied up a from 7"));
        QCOMPARE(told.lines, logTexts(*follower, told.last.keys().first()));
        for (qsizetype i = 0; i < told.numbers.size(); ++i)
            QCOMPARE(told.numbers.at(i), i);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--run-forever")
        return runForever(arguments.value(2));
    tst_FollowingRuns test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_followingruns.moc"
