// SPDX-License-Identifier: GPL-3.0-or-later
#include "enginefixture.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cstdio>
#include <thread>

using namespace isthmus;
using namespace enginefixture;

namespace {

// \a count steps that may run beside one another, which do not mind being run again.
Plan planOfMany(int count, int parallel, plan::OnError onError = plan::OnError::Continue)
{
    Plan plan;
    plan.title = QStringLiteral("many");
    plan::StepGroup group;
    group.parallel = parallel;
    group.isParallelChosen = true;
    group.onError = onError;
    for (int i = 0; i < count; ++i) {
        group.steps.append(step(QStringLiteral("s%1").arg(i)));
        group.steps.last().canResume = true;
    }
    plan.groups = {group};
    return plan;
}

// Appends a line to \a file, as a server would do its work: in one go, whoever is killed meanwhile.
void write(const QString &file, const QString &line)
{
    QFile made(file);
    if (made.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
        made.write((line + u'\n').toUtf8());
}

QStringList linesOf(const QString &file)
{
    QFile made(file);
    return made.open(QIODevice::ReadOnly) ? QString::fromUtf8(made.readAll()).split(u'\n', Qt::SkipEmptyParts)
                                          : QStringList();
}

// What a step that looks first does: nothing of what an earlier attempt has done is done again.
StepResult makeOnce(const QString &file, const Step &step, const StepContext &context)
{
    if (!context.isRepeated || !linesOf(file).contains(step.id))
        write(file, step.id);
    return succeed(step, context);
}

// In a process of its own: runs until it is killed.
int runForever(const QString &store, const QString &file)
{
    std::atomic<int> done = 0;
    auto runs = makeRuns(store, [&](const Step &step, const StepContext &context) {
        auto result = makeOnce(file, step, context);
        std::printf("%d\n", ++done);
        std::fflush(stdout);
        return result;
    });
    start(*runs, planOfMany(400, 8));
    return QCoreApplication::exec();
}

} // namespace

class tst_ManySteps : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    QString m_file;

private Q_SLOTS:
    void init()
    {
        m_file = m_dir.filePath(QStringLiteral("%1.sqlite").arg(QLatin1String(QTest::currentTestFunction())));
    }

    void asManyRunAtOnceAsThePlanSays_data()
    {
        QTest::addColumn<int>("parallel");
        QTest::newRow("one") << 1;
        QTest::newRow("fewer than the engine allows") << 3;
        QTest::newRow("more than it allows other plans") << 9;
    }

    void asManyRunAtOnceAsThePlanSays()
    {
        QFETCH(int, parallel);
        Gate gate;
        std::atomic<int> now = 0;
        std::atomic<int> most = 0;
        engine::Limits limits;
        limits.writersPerConnection = 4;
        auto runs = makeRuns(
            m_file,
            [&](const Step &step, const StepContext &context) {
                const int running = ++now;
                int seen = most;
                while (running > seen && !most.compare_exchange_weak(seen, running)) { }
                gate.pass(context.cancellation);
                --now;
                return succeed(step, context);
            },
            limits);
        const QString id = start(*runs, planOfMany(40, parallel));
        QTRY_COMPARE(gate.arrived(), parallel);
        gate.open();
        QTRY_COMPARE(stateOf(*runs, id), RunState::Succeeded);
        QCOMPARE(most, parallel);
    }

    void howManyRunIsChangedMeanwhile()
    {
        Gate gate;
        auto runs = makeRuns(m_file, [&gate](const Step &step, const StepContext &context) {
            gate.pass(context.cancellation);
            return succeed(step, context);
        });
        const QString id = start(*runs, planOfMany(30, 2));
        QTRY_COMPARE(gate.arrived(), 2);
        QVERIFY(core::await(runs->setParallel(id, 6)));
        QTRY_COMPARE(gate.arrived(), 6);
        QCOMPARE(runOf(*runs, id).plan.groups.first().parallel, 6);
        QCOMPARE(core::await(runs->setParallel(id, 0)).error().kind, core::ErrorKind::Invalid);
        gate.open();
        QTRY_COMPARE(stateOf(*runs, id), RunState::Succeeded);
        QVERIFY(core::await(runs->setParallel(id, 3))); // no effect on one that has ended
        QVERIFY(!core::await(runs->setParallel(QStringLiteral("nobody"), 3)));
    }

    void anErrorOfOneLetsTheOthersGoOn()
    {
        auto runs = makeRuns(m_file, [](const Step &step, const StepContext &context) -> StepResult {
            return step.id == u"s3" || step.id == u"s7" ? failWith(QStringLiteral("cut off")) : succeed(step, context);
        });
        const QString id = start(*runs, planOfMany(20, 4));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Failed);
        const Run run = runOf(*runs, id);
        QCOMPARE(std::ranges::count(run.steps, RunState::Succeeded, &plan::StepRun::state), 18);
        QCOMPARE(words(run.outcome), QStringLiteral("2 of 20 steps failed, first: cut off"));
        QVERIFY(run.canResume);
        const QString stopped = start(*runs, planOfMany(20, 4, plan::OnError::Stop));
        QTRY_COMPARE(stateOf(*runs, stopped), RunState::Failed);
        QVERIFY(std::ranges::count(runOf(*runs, stopped).steps, RunState::Waiting, &plan::StepRun::state) >= 12);
    }

    void whatComesAfterOthersHearsWhichHaveSucceeded()
    {
        Record heard;
        auto runs = makeRuns(m_file, [&heard](const Step &step, const StepContext &context) -> StepResult {
            if (!step.after.isEmpty())
                heard.add(context.succeeded.join(u' '));
            return step.id == u"s1" ? failWith(QStringLiteral("cut off")) : succeed(step, context);
        });
        Plan plan = planOfMany(4, 8);
        plan.groups[0].steps[3].after = {QStringLiteral("s0"), QStringLiteral("s1"), QStringLiteral("s2")};
        QCOMPARE(Plan::fromJson(plan.toJson()).value(), plan);
        const QString id = start(*runs, plan);
        QTRY_COMPARE(stateOf(*runs, id), RunState::Failed);
        QCOMPARE(heard.done(), QStringList{QStringLiteral("s0 s2")});
        plan.groups[0].steps[3].after = {QStringLiteral("s9")};
        QVERIFY(!plan.check());
    }

    void stoppingEndsWhatRunsAndBeginsNothingMore()
    {
        Gate gate;
        std::atomic<int> begun = 0;
        auto runs = makeRuns(m_file, [&](const Step &step, const StepContext &context) -> StepResult {
            ++begun;
            return gate.pass(context.cancellation) ? succeed(step, context) : core::fail(core::Error::cancelled());
        });
        const QString id = start(*runs, planOfMany(50, 5));
        QTRY_COMPARE(gate.arrived(), 5);
        QVERIFY(core::await(runs->cancel(id)));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Cancelled);
        QCOMPARE(begun, 5);
        const Run run = runOf(*runs, id);
        QCOMPARE(std::ranges::count(run.steps, RunState::Waiting, &plan::StepRun::state), 45);
        gate.open();
        QVERIFY(core::await(runs->resume(id)));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Succeeded);
        QCOMPARE(begun, 55);
    }

    void aRepetitionIsKnownAsOneEvenAfterItWaitedThroughAnotherEnd()
    {
        std::atomic<bool> isBroken = true;
        Record executed;
        const auto behaviour = [&](const Step &step, const StepContext &context) -> StepResult {
            executed.add(step.id + (context.isRepeated ? QStringLiteral(" again") : QString()));
            return step.id == u"s0" && isBroken ? failWith(QStringLiteral("cut off")) : succeed(step, context);
        };
        QString id;
        {
            auto runs = makeRuns(m_file, behaviour);
            id = start(*runs, planOfMany(2, 1, plan::OnError::Stop));
            QTRY_COMPARE(stateOf(*runs, id), RunState::Failed);
        }
        QCOMPARE(executed.done(), QStringList{QStringLiteral("s0")});
        isBroken = false;
        auto runs = makeRuns(m_file, behaviour); // by what the store knows
        QVERIFY(core::await(runs->resume(id)));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Succeeded);
        QCOMPARE(executed.done(),
                 (QStringList{QStringLiteral("s0"), QStringLiteral("s0 again"), QStringLiteral("s1")}));
    }

    void aRunThatIsKilledGoesOnWithoutDoingAStepTwice()
    {
        for (int round = 0; round < 3; ++round) {
            const QString store = m_dir.filePath(QStringLiteral("killed%1.sqlite").arg(round));
            const QString made = store + QStringLiteral(".made");
            QProcess child;
            child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
            child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--run-forever"), store, made});
            int done = 0;
            while (done < 40 + 70 * round) {
                QVERIFY(child.canReadLine() || child.waitForReadyRead(10'000));
                while (child.canReadLine())
                    done = child.readLine().trimmed().toInt();
            }
            child.kill();
            QVERIFY(child.waitForFinished(10'000));
            const auto before = linesOf(made).size();
            QVERIFY2(before < 400, qPrintable(QString::number(before))); // else there is nothing to go on with

            std::atomic<int> executed = 0;
            auto after = makeRuns(store, [&](const Step &step, const StepContext &context) {
                ++executed;
                return makeOnce(made, step, context);
            });
            const QString id = listOf(*after).first().id;
            QCOMPARE(stateOf(*after, id), RunState::Interrupted);
            QVERIFY(core::await(after->resume(id)));
            QTRY_COMPARE_WITH_TIMEOUT(stateOf(*after, id), RunState::Succeeded, 20'000);
            const QStringList lines = linesOf(made);
            QCOMPARE(lines.size(), 400);
            QCOMPARE(QSet<QString>(lines.begin(), lines.end()).size(), 400);
            // What had succeeded was not looked at again; what ran then, eight at most, was.
            QVERIFY2(executed <= 400 - before + 8 + 8, qPrintable(QStringLiteral("%1 %2").arg(executed).arg(before)));
        }
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (app.arguments().value(1) == u"--run-forever")
        return runForever(app.arguments().value(2), app.arguments().value(3));
    tst_ManySteps test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_manysteps.moc"
