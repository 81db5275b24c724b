// SPDX-License-Identifier: GPL-3.0-or-later
#include "enginefixture.h"
#include "filesizelimit.h"
#include "runstore.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <random>
#include <stdexcept>
#include <thread>

using namespace isthmus;
using namespace enginefixture;

namespace {

// The child process of the tests of a crash: runs forever once its step has begun and written a checkpoint.
int runForever(const QString &file)
{
    Gate never;
    auto runs = makeRuns(file, [&never](const Step &step, const StepContext &context) -> StepResult {
        if (step.id == u"a")
            return succeed(step, context);
        context.log(QStringLiteral("working"));
        context.jobStarted(QStringLiteral("2026job"));
        context.checkpoint({{QStringLiteral("part"), 7}});
        fprintf(stdout, "running\n");
        fflush(stdout);
        never.pass(context.cancellation);
        return core::fail(core::Error::cancelled());
    });
    auto plan = planOf({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    plan.groups[0].steps[1].canResume = true;
    return tryStart(*runs, plan) ? QCoreApplication::exec() : 1;
}

// As runForever(), but the step goes on: it counts, and writes each number as checkpoint and line of the log.
int countForever(const QString &file)
{
    auto runs = makeRuns(file, [](const Step &, const StepContext &context) -> StepResult {
        for (int n = 1; !context.cancellation.isRequested(); ++n) {
            context.checkpoint({{QStringLiteral("part"), n}});
            context.log(QString::number(n));
            fprintf(stdout, "%d\n", n);
            fflush(stdout);
        }
        return core::fail(core::Error::cancelled());
    });
    auto plan = planOf({QStringLiteral("a")});
    plan.groups[0].steps[0].canResume = true;
    return tryStart(*runs, plan) ? QCoreApplication::exec() : 1;
}

} // namespace

class tst_LocalRuns : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    QString m_file;

private Q_SLOTS:
    void init()
    {
        m_file = m_dir.filePath(QStringLiteral("sub/%1.sqlite").arg(QLatin1String(QTest::currentTestFunction())));
    }

    void aRunSucceedsStepByStepAndIsRemembered()
    {
        QString id;
        const auto plan = planOf({QStringLiteral("create"), QStringLiteral("verify")});
        {
            auto runs = makeRuns(m_file, succeed);
            QVERIFY(core::await(runs->storeState()).has_value());
            QList<RunState> states;
            connect(runs.get(), &tasks::Runs::summaryChanged, this,
                    [&states](const plan::RunSummary &run) { states.append(run.state); });
            QSignalSpy steps(runs.get(), &tasks::Runs::stepChanged);
            id = start(*runs, plan);
            QTRY_VERIFY(states.contains(RunState::Succeeded));
            QCOMPARE(states.first(), RunState::Waiting);
            QCOMPARE(states.at(1), RunState::Running);
            QCOMPARE(states.count(RunState::Succeeded), 1);
            QCOMPARE(states.last(), RunState::Succeeded);
            QCOMPARE(steps.size(), 4); // each begun and ended
            const auto run = runOf(*runs, id);
            QCOMPARE(words(run.outcome), QStringLiteral("done: verify"));
            QCOMPARE(run.stepsDone, 2);
            QVERIFY(run.started.isValid() && run.ended >= run.started);
        }
        auto later = makeRuns(m_file, succeed);
        QCOMPARE(listOf(*later).size(), 1);
        QCOMPARE(listOf(*later).first().state, RunState::Succeeded);
        const auto run = runOf(*later, id);
        QCOMPARE(run.plan, plan);
        QCOMPARE(words(run.steps.last().outcome), QStringLiteral("done: verify"));
        QVERIFY(logTexts(*later, id).contains(QStringLiteral("verify")));
    }

    void aTransitionIsInTheStoreBeforeItIsActedOn()
    {
        Record stored;
        auto runs = makeRuns(m_file, [&](const Step &step, const StepContext &context) {
            engine::RunStore store; // as another process reads it while the step runs
            if (store.open(m_file)) {
                const auto id = store.list({})->runs.value(0).id;
                const auto run = store.run(id);
                stored.add(plan::runStateName(run->state) + u' ' + plan::runStateName(run->steps.value(0).state));
            }
            context.jobStarted(QStringLiteral("2026job"));
            if (store.open(m_file))
                stored.add(store.run(store.list({})->runs.value(0).id)->steps.value(0).jobId);
            return succeed(step, context);
        });
        const QString id = start(*runs, planOf({QStringLiteral("a")}));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Succeeded);
        QCOMPARE(stored.done(), (QStringList{QStringLiteral("running running"), QStringLiteral("2026job")}));
    }

    void nothingWaitsForTheStore()
    {
        {
            auto runs = makeRuns(m_file, succeed); // makes the file
            QVERIFY(core::await(runs->storeState()).has_value());
        }
        engine::Sqlite other;
        QVERIFY(other.open(m_file).has_value());
        QVERIFY(other.execute(QStringLiteral("BEGIN IMMEDIATE")).has_value()); // whoever writes now must wait
        auto runs = makeRuns(m_file, succeed);
        const auto id = runs->start(task(), planOf({QStringLiteral("a")}));
        QVERIFY(!id.isFinished());
        QVERIFY(other.execute(QStringLiteral("COMMIT")).has_value());
        QVERIFY(core::await(id).has_value());
        QVERIFY(core::await(runs->storeState()).has_value());
    }

    void aFailureStopsLaterSteps()
    {
        Record executed;
        auto runs = makeRuns(m_file, [&executed](const Step &step, const StepContext &context) -> StepResult {
            executed.add(step.id);
            if (step.id == u"b") {
                return core::fail(core::ErrorKind::Permission, QStringLiteral("No right"), QStringLiteral("Ask"),
                                  QStringLiteral("42501"), QStringLiteral("password=hunter2 refused"));
            }
            return succeed(step, context);
        });
        const QString id = start(*runs, planOf({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Failed);
        const auto run = runOf(*runs, id);
        QCOMPARE(executed.done(), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
        QCOMPARE(run.steps.at(0).state, RunState::Succeeded);
        QCOMPARE(run.steps.at(1).state, RunState::Failed);
        QCOMPARE(run.steps.at(2).state, RunState::Waiting);
        QCOMPARE(plan::outcomeWords(run, 2), QStringLiteral("Not run"));
        QCOMPARE(words(run.outcome), QStringLiteral("No right"));
        QCOMPARE(run.error->code, QStringLiteral("42501"));
        QCOMPARE(run.error->detail, QStringLiteral("password=*** refused"));
        QVERIFY(!run.canResume);
    }

    void aGroupThatContinuesLeavesOutOnlyWhatNeedsTheFailedStep()
    {
        Record executed;
        auto runs = makeRuns(m_file, [&executed](const Step &step, const StepContext &context) {
            executed.add(step.id);
            return step.id.startsWith(u"bad") ? failWith(QStringLiteral("cut off")) : succeed(step, context);
        });
        plan::Plan plan;
        plan.groups.resize(2);
        plan.groups[0].onError = plan::OnError::Continue;
        auto needy = step(QStringLiteral("needy"));
        needy.needs = {QStringLiteral("bad1")};
        auto needier = step(QStringLiteral("needier"));
        needier.needs = {QStringLiteral("needy")};
        plan.groups[0].steps = {step(QStringLiteral("bad1")), needy, needier, step(QStringLiteral("good")),
                                step(QStringLiteral("bad2"))};
        plan.groups[1].steps = {step(QStringLiteral("after"))};
        const QString id = start(*runs, plan);
        QTRY_COMPARE(stateOf(*runs, id), RunState::Failed);
        QCOMPARE(executed.done(),
                 (QStringList{QStringLiteral("bad1"), QStringLiteral("good"), QStringLiteral("bad2"),
                              QStringLiteral("after")}));
        const auto run = runOf(*runs, id);
        QCOMPARE(run.steps.at(1).state, RunState::Waiting);
        QCOMPARE(run.steps.at(2).state, RunState::Waiting);
        QCOMPARE(words(run.outcome), QStringLiteral("2 of 6 steps failed, first: cut off"));
    }

    void aGroupRunsAsManyStepsAtOnceAsItSaysAndGroupsFollowOneAnother()
    {
        Gate gate;
        Record executed;
        auto runs = makeRuns(m_file, [&](const Step &step, const StepContext &context) {
            executed.add(step.id);
            if (step.id != u"after")
                gate.pass(context.cancellation);
            return succeed(step, context);
        });
        auto plan = planOf({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d")});
        plan.groups[0].parallel = 3;
        plan.groups.append({{}, {step(QStringLiteral("after"))}, plan::OnError::Stop, 1});
        const QString id = start(*runs, plan);
        QTRY_COMPARE(gate.arrived(), 3);
        const auto run = runOf(*runs, id);
        QCOMPARE(run.steps.at(3).state, RunState::Waiting);
        QCOMPARE(run.steps.at(4).state, RunState::Waiting);
        gate.open();
        QTRY_COMPARE(stateOf(*runs, id), RunState::Succeeded);
        QCOMPARE(executed.done().last(), QStringLiteral("after"));
        QCOMPARE(executed.done().size(), 5);
    }

    void runsGoOnAtOnceUnlessTheyTouchTheSame()
    {
        Gate gate;
        auto runs = makeRuns(m_file, [&gate](const Step &step, const StepContext &context) {
            gate.pass(context.cancellation);
            return succeed(step, context);
        });
        const auto touching = [](const QString &title, const QString &path) {
            auto plan = planOf({title});
            plan.touches = {{path, plan::Change::Changed, {}}};
            return plan;
        };
        const QString first = start(*runs, touching(QStringLiteral("first"), QStringLiteral("dbs_mc/default/t")));
        const QString same = start(*runs, touching(QStringLiteral("same"), QStringLiteral("dbs_mc/default/t")));
        const QString other = start(*runs, touching(QStringLiteral("other"), QStringLiteral("dbs_mc/default/u")));
        QTRY_COMPARE(gate.arrived(), 2);
        QCOMPARE(stateOf(*runs, first), RunState::Running);
        QCOMPARE(stateOf(*runs, same), RunState::Waiting);
        QCOMPARE(stateOf(*runs, other), RunState::Running);
        gate.open();
        QTRY_COMPARE(stateOf(*runs, same), RunState::Succeeded);
        QVERIFY(runOf(*runs, same).started >= runOf(*runs, first).ended);
        QCOMPARE(listOf(*runs).first().id, other); // newest first
    }

    void aConnectionGetsOnlySoManyWritersAndReadersAreFree()
    {
        Gate gate;
        engine::Limits limits;
        limits.writersPerConnection = 2;
        Record writing;
        auto runs = makeRuns(
            m_file,
            [&](const Step &step, const StepContext &context) {
                if (step.writes())
                    writing.add(step.id);
                gate.pass(context.cancellation);
                return succeed(step, context);
            },
            limits);
        auto plan = planOf({QStringLiteral("w1"), QStringLiteral("w2"), QStringLiteral("w3"), QStringLiteral("r1"),
                            QStringLiteral("r2"), QStringLiteral("elsewhere")});
        plan.groups[0].parallel = 6;
        plan.groups[0].steps[3].effect = plan.groups[0].steps[4].effect = plan::Effect::Read;
        plan.groups[0].steps[5].connections = {QStringLiteral("order_dw")};
        const QString id = start(*runs, plan);
        QTRY_COMPARE(gate.arrived(), 5);
        QCOMPARE(runOf(*runs, id).steps.at(2).state, RunState::Waiting);
        QVERIFY(!writing.done().contains(QStringLiteral("w3")));
        gate.open();
        QTRY_COMPARE(stateOf(*runs, id), RunState::Succeeded);
        QVERIFY(writing.done().contains(QStringLiteral("w3")));
    }

    void anExecutorThatThrowsFailsItsStep()
    {
        auto runs =
            makeRuns(m_file, [](const Step &, const StepContext &) -> StepResult { throw std::runtime_error("boom"); });
        const QString id = start(*runs, planOf({QStringLiteral("a")}));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Failed);
        QCOMPARE(runOf(*runs, id).error->detail, QStringLiteral("boom"));
    }

    void cancelEndsTheRunningStep()
    {
        Gate gate;
        auto runs = makeRuns(m_file, [&gate](const Step &step, const StepContext &context) {
            return gate.pass(context.cancellation) ? succeed(step, context) : failWith(QStringLiteral("cut off"));
        });
        const QString id = start(*runs, planOf({QStringLiteral("a"), QStringLiteral("b")}));
        QTRY_COMPARE(gate.arrived(), 1);
        QVERIFY(core::await(runs->cancel(id)).has_value());
        QTRY_COMPARE(stateOf(*runs, id), RunState::Cancelled);
        const auto run = runOf(*runs, id);
        QCOMPARE(run.steps.at(0).state, RunState::Cancelled);
        QCOMPARE(plan::outcomeWords(run, 1), QStringLiteral("Not run"));
        QCOMPARE(words(run.outcome), QStringLiteral("Cancelled in \"a\""));
        QVERIFY(!run.error);
        QVERIFY(core::await(runs->cancel(id)).has_value()); // ended: no effect
        QCOMPARE(stateOf(*runs, id), RunState::Cancelled);
    }

    void aWaitingRunIsCancelledAtOnceAndNeverExecuted()
    {
        Gate gate;
        Record executed;
        engine::Limits limits;
        limits.runs = 1;
        auto runs = makeRuns(
            m_file,
            [&](const Step &step, const StepContext &context) {
                executed.add(step.id);
                gate.pass(context.cancellation);
                return succeed(step, context);
            },
            limits);
        const QString first = start(*runs, planOf({QStringLiteral("first")}));
        const QString second = start(*runs, planOf({QStringLiteral("second")}));
        const QString third = start(*runs, planOf({QStringLiteral("third")}));
        QTRY_COMPARE(stateOf(*runs, first), RunState::Running);
        QVERIFY(core::await(runs->cancel(second)).has_value());
        QTRY_COMPARE(stateOf(*runs, second), RunState::Cancelled);
        QCOMPARE(stateOf(*runs, first), RunState::Running);
        QCOMPARE(stateOf(*runs, third), RunState::Waiting);
        gate.open();
        QTRY_COMPARE(stateOf(*runs, third), RunState::Succeeded);
        QCOMPARE(executed.done(), (QStringList{QStringLiteral("first"), QStringLiteral("third")}));
    }

    void theDestructorCancelsAndRecordsIt()
    {
        Gate gate;
        QString running;
        QString waiting;
        {
            engine::Limits limits;
            limits.runs = 1;
            auto runs = makeRuns(
                m_file,
                [&gate](const Step &, const StepContext &context) -> StepResult {
                    gate.pass(context.cancellation);
                    return core::fail(core::Error::cancelled());
                },
                limits);
            running = start(*runs, planOf({QStringLiteral("a")}));
            waiting = start(*runs, planOf({QStringLiteral("b")}));
            QTRY_COMPARE(gate.arrived(), 1);
        }
        auto later = makeRuns(m_file, succeed);
        QCOMPARE(stateOf(*later, running), RunState::Cancelled);
        QCOMPARE(stateOf(*later, waiting), RunState::Cancelled);
    }

    void whatCannotRunIsRefused()
    {
        auto runs = makeRuns(m_file, succeed);
        QCOMPARE(tryStart(*runs, {}).error().kind, core::ErrorKind::Invalid);
        auto blocked = planOf({QStringLiteral("a")});
        blocked.notices.append({plan::NoticeLevel::Blocker, {}, QStringLiteral("Name is taken")});
        QVERIFY(tryStart(*runs, blocked).error().message.contains(u"Name is taken"));
        auto unknown = planOf({QStringLiteral("a")});
        unknown.groups[0].steps[0].kind = QStringLiteral("transfer");
        QCOMPARE(tryStart(*runs, unknown).error().kind, core::ErrorKind::Invalid);
        QCOMPARE(tryStart(*runs, planOf({QStringLiteral("a"), QStringLiteral("a")})).error().kind,
                 core::ErrorKind::Invalid); // two steps of one id
        QVERIFY(listOf(*runs).isEmpty());
        QCOMPARE(core::await(runs->run(QStringLiteral("no such"))).error().kind, core::ErrorKind::NotFound);
        QCOMPARE(core::await(runs->cancel(QStringLiteral("no such"))).error().kind, core::ErrorKind::NotFound);
    }

    void aReadOnlyConnectionIsNotWrittenTo()
    {
        std::atomic<bool> isReadOnly = true;
        std::atomic<int> executed = 0;
        auto runs = makeRuns(
            m_file,
            [&](const Step &step, const StepContext &context) {
                ++executed;
                isReadOnly = true; // from here on, also for the second step
                return succeed(step, context);
            },
            {}, [&isReadOnly](const QString &connection) { return connection == u"dbs_mc" && isReadOnly; });
        auto plan = planOf({QStringLiteral("a"), QStringLiteral("b")});
        QCOMPARE(tryStart(*runs, plan).error().kind, core::ErrorKind::Permission);
        QVERIFY(listOf(*runs).isEmpty());

        isReadOnly = false;
        const QString id = start(*runs, plan);
        QTRY_COMPARE(stateOf(*runs, id), RunState::Failed);
        QCOMPARE(executed.load(), 1);
        QCOMPARE(runOf(*runs, id).error->kind, core::ErrorKind::Permission);

        plan.groups[0].steps[0].effect = plan.groups[0].steps[1].effect = plan::Effect::Read;
        QVERIFY(tryStart(*runs, plan).has_value());
    }

    void aRunIsNotResumedWhereItsConnectionsLeadElsewhere()
    {
        std::atomic<bool> isMoved = false;
        std::atomic<bool> fails = true;
        std::atomic<int> executed = 0;
        QStringList asked;
        auto runs = makeRuns(
            m_file,
            [&](const Step &step, const StepContext &context) {
                ++executed;
                return fails ? StepResult(core::fail(core::ErrorKind::Internal, u"Not now."_qs))
                             : succeed(step, context);
            },
            {}, {}, {},
            [&](const Step &step) {
                asked.append(step.id);
                return isMoved ? std::optional(plan::Failure(core::ErrorKind::Invalid, u"It leads to B now."_qs))
                               : std::nullopt;
            });
        auto plan = planOf({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
        for (Step &step : plan.groups[0].steps) {
            step.canResume = true;
            step.servers = {{QStringLiteral("dbs_mc"), QStringLiteral("A")}};
        }
        const QString id = start(*runs, plan);
        QTRY_COMPARE(stateOf(*runs, id), RunState::Failed);
        QCOMPARE(asked, QStringList{QStringLiteral("a")}); // once for all that were planned for the same
        isMoved = true;
        fails = false;
        const auto refused = core::await(runs->resume(id));
        QVERIFY(!refused);
        QCOMPARE(refused.error().message, QStringLiteral("It leads to B now."));
        QCOMPARE(stateOf(*runs, id), RunState::Failed);
        QCOMPARE(executed.load(), 1);
        QCOMPARE(tryStart(*runs, plan).error().message, QStringLiteral("It leads to B now."));

        isMoved = false;
        QVERIFY(core::await(runs->resume(id)));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Succeeded);
        QCOMPARE(executed.load(), 4);
    }

    void productionIsWrittenToOnceThatIsConfirmed()
    {
        std::atomic<bool> isProduction = true;
        std::atomic<int> executed = 0;
        auto runs = makeRuns(
            m_file,
            [&](const Step &step, const StepContext &context) {
                ++executed;
                isProduction = true; // from here on, also for the second step
                return succeed(step, context);
            },
            {}, {}, [&isProduction](const QString &connection) { return connection == u"dbs_mc" && isProduction; });
        auto plan = planOf({QStringLiteral("a"), QStringLiteral("b")});
        const auto startWith = [&](const QStringList &confirmed) {
            return core::await(runs->start(task(), plan, confirmed));
        };
        for (const QStringList &confirmed : {QStringList(), QStringList{QStringLiteral("order_dw")}}) {
            const auto refused = startWith(confirmed);
            QVERIFY(!refused);
            QCOMPARE(refused.error().kind, core::ErrorKind::Permission);
            QVERIFY2(refused.error().message.contains(u"dbs_mc"_qs), qPrintable(refused.error().message));
        }
        QVERIFY(listOf(*runs).isEmpty());
        QCOMPARE(executed.load(), 0);

        const QStringList confirmed{QStringLiteral("dbs_mc")};
        const auto id = startWith(confirmed);
        QVERIFY(id);
        QTRY_COMPARE(stateOf(*runs, *id), RunState::Succeeded);
        QCOMPARE(executed.load(), 2);
        const auto productionOf = [&runs](const QString &run) { return core::await(runs->run(run))->production; };
        QCOMPARE(productionOf(*id), confirmed);

        isProduction = false; // and becomes it while the run goes on
        const auto cut = startWith({});
        QVERIFY(cut);
        QTRY_COMPARE(stateOf(*runs, *cut), RunState::Failed);
        QCOMPARE(productionOf(*cut), QStringList()); // what it was when it was started
        QCOMPARE(executed.load(), 3);
        QCOMPARE(core::await(runs->resume(*cut)).error().kind, core::ErrorKind::Permission);
        QCOMPARE(stateOf(*runs, *cut), RunState::Failed);
        QCOMPARE(executed.load(), 3);
        QVERIFY(core::await(runs->resume(*cut, confirmed)));
        QTRY_COMPARE(stateOf(*runs, *cut), RunState::Succeeded);
        QCOMPARE(executed.load(), 4);
        QCOMPARE(productionOf(*cut), confirmed);

        plan.groups[0].steps[0].effect = plan.groups[0].steps[1].effect = plan::Effect::Read;
        QVERIFY(startWith({})); // who reads needs no leave
    }

    void aRunCutOffByACrashIsInterruptedAndGoesOnFromItsCheckpoint()
    {
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--run-forever"), m_file});
        QVERIFY(child.waitForReadyRead(10'000));
        QCOMPARE(child.readLine(), QByteArray("running\n"));
        QString id;
        {
            auto beside = makeRuns(m_file, succeed); // the other process lives: its run is left alone
            QCOMPARE(listOf(*beside).size(), 1);
            id = listOf(*beside).first().id;
            QCOMPARE(stateOf(*beside, id), RunState::Running);
            QCOMPARE(core::await(beside->cancel(id)).error().kind, core::ErrorKind::Unsupported);
            QCOMPARE(core::await(beside->resume(id)).error().kind, core::ErrorKind::Invalid);
        }
        const QFileInfo store(m_file);
        const auto locks = [&store] {
            return store.dir().entryList({store.fileName() + QStringLiteral(".*.lock")}, QDir::Files);
        };
        QCOMPARE(locks().size(), 1);
        // As a program leaves it that was killed after its runs had ended.
        QVERIFY(QFile::copy(store.dir().filePath(locks().first()), m_file + QStringLiteral(".earlier.lock")));
        child.kill();
        QVERIFY(child.waitForFinished(10'000));
        Record executed;
        auto after = makeRuns(m_file, [&executed](const Step &step, const StepContext &context) {
            executed.add(QStringLiteral("%1 from %2").arg(step.id).arg(context.resumeFrom.value(u"part").toInt()));
            return succeed(step, context);
        });
        const auto run = runOf(*after, id);
        QCOMPARE(locks().size(), 1); // our own
        QCOMPARE(run.state, RunState::Interrupted);
        QCOMPARE(run.steps.at(0).state, RunState::Succeeded);
        QCOMPARE(run.steps.at(1).state, RunState::Interrupted);
        QCOMPARE(run.steps.at(1).jobId, QStringLiteral("2026job"));
        QCOMPARE(plan::outcomeWords(run, 2), QStringLiteral("Not run"));
        QCOMPARE(words(run.outcome), QStringLiteral("The program ended while it ran; job 2026job may have gone on"));
        QVERIFY(logTexts(*after, id).contains(QStringLiteral("working")));

        QVERIFY(run.canResume);
        QVERIFY(!run.resumed.isValid());
        QVERIFY(core::await(after->resume(id)).has_value());
        QTRY_COMPARE(stateOf(*after, id), RunState::Succeeded);
        const auto resumed = runOf(*after, id);
        QCOMPARE(resumed.started, run.started); // the first time
        QVERIFY(resumed.resumed > run.started && resumed.resumed <= resumed.ended);
        QCOMPARE(executed.done(), (QStringList{QStringLiteral("b from 7"), QStringLiteral("c from 0")}));
        QCOMPARE(listOf(*after).size(), 1);
        const QStringList log = logTexts(*after, id);
        const auto interrupted = log.indexOf(QRegularExpression(QStringLiteral("^Interrupted: .*at \\d{4}-\\d\\d-.*")));
        QVERIFY2(interrupted > log.indexOf(QStringLiteral("working")), qPrintable(log.join(u'\n')));
        QVERIFY(log.indexOf(QStringLiteral("Resumed")) > interrupted);
        {
            auto again = makeRuns(m_file, succeed); // as it is remembered
            QCOMPARE(runOf(*again, id).started, run.started);
            QCOMPARE(runOf(*again, id).resumed, resumed.resumed);
        }
    }

    // What the step of the other process left is taken away by whoever finds its run, once, and told in its log.
    void whatAKilledProcessLeftIsTidiedUp()
    {
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--run-forever"), m_file});
        QVERIFY(child.waitForReadyRead(10'000));
        Record tidied;
        const auto makeTidying = [&] {
            engine::Setup setup;
            setup.storeFile = m_file;
            setup.executors.push_back(
                std::make_unique<FakeExecutor>(succeed, [&tidied](const Step &step, const QJsonObject &checkpoint) {
                    tidied.add(QStringLiteral("%1 from %2").arg(step.id).arg(checkpoint.value(u"part").toInt()));
                    return QStringLiteral("Removed what was left");
                }));
            return std::make_unique<LocalRuns>(std::move(setup));
        };
        QString id;
        {
            auto beside = makeTidying();
            id = listOf(*beside).first().id;
            QCOMPARE(stateOf(*beside, id), RunState::Running);
        }
        QCOMPARE(tidied.done(), QStringList()); // the other process lives
        child.kill();
        QVERIFY(child.waitForFinished(10'000));
        {
            auto after = makeTidying(); // and ends at once
        }
        QCOMPARE(tidied.done(), QStringList{QStringLiteral("b from 7")});
        auto later = makeTidying();
        const QStringList log = logTexts(*later, id);
        QCOMPARE(log.last(), QStringLiteral("Removed what was left"));
        QCOMPARE(log.count(log.last()), 1);
        QVERIFY(log.contains(QStringLiteral("working")));
        QCOMPARE(tidied.done().size(), 1);
    }

    void aKillBetweenTwoWritesLosesTheEndOfTheLogOnly()
    {
        std::mt19937 random(20240115);
        for (int round = 0; round < 5; ++round) {
            const QString file = m_file + QString::number(round);
            QProcess child;
            child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--count-forever"), file});
            int last = 0;
            const auto read = [&] {
                while (child.canReadLine())
                    last = child.readLine().trimmed().toInt();
            };
            const int until = 1 + int(random() % 300);
            while (last < until) {
                QVERIFY(child.waitForReadyRead(10'000));
                read();
            }
            child.kill();
            QVERIFY(child.waitForFinished(10'000));
            read();

            std::atomic<int> from = -1;
            auto after = makeRuns(file, [&from](const Step &step, const StepContext &context) {
                from = context.resumeFrom.value(u"part").toInt();
                return succeed(step, context);
            });
            QCOMPARE(listOf(*after).size(), 1);
            const QString id = listOf(*after).first().id;
            QCOMPARE(stateOf(*after, id), RunState::Interrupted);
            int expected = 0; // the number before the first that is there
            for (const QString &text : logTexts(*after, id)) {
                bool isNumber = false;
                const int number = text.toInt(&isNumber);
                if (!isNumber)
                    continue;
                QVERIFY2(expected == 0 || number == expected + 1, qPrintable(text));
                expected = number;
            }
            QVERIFY2(expected <= last + 1, qPrintable(QString::number(expected)));
            QVERIFY(runOf(*after, id).canResume);
            QVERIFY(core::await(after->resume(id)).has_value());
            QTRY_COMPARE(stateOf(*after, id), RunState::Succeeded);
            QVERIFY2(from >= 0 && from <= last + 1, qPrintable(QString::number(from)));
        }
    }

    void aFailedRunGoesOnFromItsCheckpoints()
    {
        std::atomic<bool> isBroken = true;
        Record executed;
        auto runs = makeRuns(m_file, [&](const Step &step, const StepContext &context) -> StepResult {
            const int from = context.resumeFrom.value(u"part").toInt();
            executed.add(QStringLiteral("%1 from %2").arg(step.id).arg(from));
            context.progress(plan::StepProgress::rows(from + 10));
            context.checkpoint({{QStringLiteral("part"), from + 1}});
            return step.id == u"b" && isBroken ? failWith(QStringLiteral("cut off")) : succeed(step, context);
        });
        auto plan = planOf({QStringLiteral("a"), QStringLiteral("b")});
        plan.groups[0].steps[1].canResume = true;
        const QString id = start(*runs, plan);
        QTRY_COMPARE(stateOf(*runs, id), RunState::Failed);
        QVERIFY(core::await(runs->resume(id)).has_value());
        QTRY_COMPARE(executed.done().size(), 3);
        QTRY_COMPARE(stateOf(*runs, id), RunState::Failed);
        isBroken = false;
        QVERIFY(core::await(runs->resume(id)).has_value());
        QTRY_COMPARE(stateOf(*runs, id), RunState::Succeeded);
        QCOMPARE(executed.done(),
                 (QStringList{QStringLiteral("a from 0"), QStringLiteral("b from 0"), QStringLiteral("b from 1"),
                              QStringLiteral("b from 2")}));
        const auto run = runOf(*runs, id);
        QVERIFY(!run.error);
        QCOMPARE(run.rowsDone, 22); // 10 of the first step, 12 of the second: not added up over the attempts
        QCOMPARE(core::await(runs->resume(id)).error().kind, core::ErrorKind::Invalid); // it has succeeded
    }

    void aStepThatMayNotRunTwiceKeepsItsRunFromGoingOn()
    {
        auto runs =
            makeRuns(m_file, [](const Step &, const StepContext &) { return failWith(QStringLiteral("cut off")); });
        const QString id = start(*runs, planOf({QStringLiteral("a")}));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Failed);
        QVERIFY(!runOf(*runs, id).canResume);
        QCOMPARE(core::await(runs->resume(id)).error().kind, core::ErrorKind::Invalid);
        QCOMPARE(stateOf(*runs, id), RunState::Failed);
    }

    void aStepReportsFromManyThreads()
    {
        constexpr int channels = 8;
        constexpr int reports = 2000;
        auto runs = makeRuns(m_file, [](const Step &step, const StepContext &context) -> StepResult {
            std::vector<std::thread> threads;
            for (int channel = 0; channel < channels; ++channel) {
                threads.emplace_back([&context, channel] {
                    plan::StepProgress progress;
                    progress.add.values.insert(plan::figure::rowsDone, 3);
                    for (int i = 0; i < reports; ++i)
                        context.progress(progress);
                    context.log(QStringLiteral("channel %1").arg(channel));
                    context.checkpoint({{QStringLiteral("channel"), channel}});
                });
            }
            for (auto &thread : threads)
                thread.join();
            plan::StepOutcome outcome{step.title, {}};
            outcome.figures.values.insert(QStringLiteral("differing_rows"), 2);
            return outcome;
        });
        const QString id = start(*runs, planOf({QStringLiteral("a")}));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Succeeded);
        runs.reset();
        auto later = makeRuns(m_file, succeed);
        const auto run = runOf(*later, id);
        QCOMPARE(run.rowsDone, qint64(3) * channels * reports);
        QCOMPARE(run.steps.at(0).figures.value(QStringLiteral("differing_rows")), 2);
        QVERIFY(run.steps.at(0).checkpoint.contains(QStringLiteral("channel")));
        QCOMPARE(logTexts(*later, id).filter(QStringLiteral("channel ")).size(), channels);
    }

    void whatIsReportedAfterTheStepIsDropped()
    {
        std::mutex mutex;
        StepContext kept;
        auto runs = makeRuns(m_file, [&](const Step &step, const StepContext &context) {
            const std::lock_guard lock(mutex);
            kept = context;
            return succeed(step, context);
        });
        const QString id = start(*runs, planOf({QStringLiteral("a")}));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Succeeded);
        const std::lock_guard lock(mutex);
        kept.log(QStringLiteral("too late"));
        kept.progress(plan::StepProgress::rows(7));
        kept.jobStarted(QStringLiteral("late")); // does not wait for ever
        kept.checkpoint({});
        QVERIFY(!logTexts(*runs, id).contains(QStringLiteral("too late")));
        QVERIFY(!runOf(*runs, id).rowsDone);
    }

    void aHeldEngineTouchesNothingBeforeItBegins()
    {
        const auto makeHeld = [this] {
            engine::Setup setup;
            setup.storeFile = m_file;
            setup.executors.push_back(std::make_unique<enginefixture::FakeExecutor>(succeed));
            setup.isHeld = true;
            return std::make_unique<engine::LocalRuns>(std::move(setup));
        };
        auto never = makeHeld();
        const auto unanswered = never->storeState();
        never.reset(); // waits for all that had begun
        QVERIFY(!QFile::exists(m_file));
        QVERIFY(core::outcomeOf(unanswered).error().isCancelled());

        auto runs = makeHeld();
        const auto answer = runs->start(enginefixture::task(), planOf({QStringLiteral("a")}));
        runs->begin();
        const auto id = core::await(answer);
        QVERIFY(id.has_value());
        QTRY_COMPARE(stateOf(*runs, *id), RunState::Succeeded);
        QVERIFY(QFile::exists(m_file));
    }

    void noLockFilesAreLeftBehind()
    {
        {
            auto runs = makeRuns(m_file, succeed);
            QVERIFY(core::await(runs->storeState()).has_value());
        }
        const QFileInfo info(m_file);
        QCOMPARE(info.dir().entryList({info.fileName() + QStringLiteral(".*.lock")}), QStringList());
    }

    void aDamagedStoreIsToldAndRunsStillWork()
    {
        QVERIFY(QDir().mkpath(QFileInfo(m_file).path()));
        const QByteArray garbage(8192, 'x');
        QFile file(m_file);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(garbage);
        file.close();
        auto runs = makeRuns(m_file, succeed);
        QSignalSpy failed(runs.get(), &tasks::Runs::storeFailed);
        QVERIFY(core::await(runs->storeState()).error().message.contains(m_file));
        QTRY_COMPARE(failed.size(), 1);
        const QString id = start(*runs, planOf({QStringLiteral("a")}));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Succeeded);
        QVERIFY(!logTexts(*runs, id).isEmpty());
        QVERIFY(file.open(QFile::ReadOnly));
        QCOMPARE(file.readAll(), garbage); // left as it is
    }

    void aFullDiskIsToldUntilThereIsRoomAgain()
    {
        auto runs = makeRuns(m_file, succeed);
        const QString before = start(*runs, planOf({QStringLiteral("a")}));
        QTRY_COMPARE(stateOf(*runs, before), RunState::Succeeded);
        QSignalSpy failed(runs.get(), &tasks::Runs::storeFailed);
        QSignalSpy recovered(runs.get(), &tasks::Runs::storeRecovered);
        QString id;
        {
            const testsupport::FileSizeLimit noMore(0);
            id = start(*runs, planOf({QStringLiteral("b")}));
            QTRY_COMPARE(stateOf(*runs, id), RunState::Succeeded);
            QTRY_VERIFY(!failed.isEmpty());
            QVERIFY(!core::await(runs->storeState()));
            QCOMPARE(recovered.size(), 0);
        }
        QTRY_COMPARE_WITH_TIMEOUT(recovered.size(), 1, 10'000); // by itself: nobody need start another run
        QVERIFY(core::await(runs->storeState()));
        runs.reset();
        auto later = makeRuns(m_file, succeed);
        QCOMPARE(stateOf(*later, id), RunState::Succeeded); // remembered after all
    }

    void aFolderInPlaceOfTheFileIsTold()
    {
        QVERIFY(QDir().mkpath(m_file));
        auto runs = makeRuns(m_file, succeed);
        const QString told = core::await(runs->storeState()).error().message;
        QVERIFY2(told.contains(QStringLiteral("a folder is where the file should be")), qPrintable(told));
    }

    // Of a step that was refused before it could do anything the run goes on; of any other only if it says that it may.
    void whatHasSurelyDoneNothingMayRunAgain()
    {
        std::atomic<bool> isUnsent = true;
        std::atomic<bool> isReached = false;
        auto runs = makeRuns(m_file, [&](const Step &step, const StepContext &context) -> StepResult {
            if (isReached)
                return succeed(step, context);
            core::Error refused{core::ErrorKind::Network, QStringLiteral("refused"), {}, {}, {}};
            refused.isUnsent = isUnsent;
            return core::fail(refused);
        });
        const QString unsent = start(*runs, planOf({QStringLiteral("a"), QStringLiteral("b")}));
        QTRY_COMPARE(stateOf(*runs, unsent), RunState::Failed);
        isUnsent = false;
        const QString unknown = start(*runs, planOf({QStringLiteral("a"), QStringLiteral("b")}));
        QTRY_COMPARE(stateOf(*runs, unknown), RunState::Failed);
        QVERIFY(!runOf(*runs, unknown).canResume);
        QCOMPARE(core::await(runs->resume(unknown)).error().kind, core::ErrorKind::Invalid);
        isReached = true;
        runs.reset();
        runs = makeRuns(m_file, succeed); // it is remembered over a restart
        QVERIFY(runOf(*runs, unsent).canResume);
        QVERIFY(core::await(runs->resume(unsent)));
        QTRY_COMPARE(stateOf(*runs, unsent), RunState::Succeeded);
    }

    void aFileInPlaceOfTheFolderIsToldAndRunsStillWork()
    {
        const QString blocker = m_dir.filePath(QStringLiteral("blocker"));
        QFile file(blocker);
        QVERIFY(file.open(QFile::WriteOnly));
        auto runs = makeRuns(blocker + QStringLiteral("/runs.sqlite"), succeed);
        const QString told = core::await(runs->storeState()).error().message;
        QVERIFY2(told.contains(QStringLiteral("a file is where a folder should be")), qPrintable(told));
        const QString id = start(*runs, planOf({QStringLiteral("a")}));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Succeeded);
    }

    void everyLineOfALongLogIsKeptInOrderWithoutSecrets()
    {
        auto runs = makeRuns(m_file, [](const Step &step, const StepContext &context) {
            for (int i = 0; i < 3000; ++i)
                context.log(QStringLiteral("line %1 password=s3cret").arg(i));
            return succeed(step, context);
        });
        QList<qint64> numbers;
        connect(runs.get(), &tasks::Runs::logged, this,
                [&numbers](const QString &, qint64 number, const plan::LogLine &) { numbers.append(number); });
        const QString id = start(*runs, planOf({QStringLiteral("a")}));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Succeeded);
        QTRY_COMPARE(numbers.size(), 3002);
        runs.reset();
        auto later = makeRuns(m_file, succeed);
        QStringList texts = logTexts(*later, id);
        QCOMPARE(texts.size(), 3002);
        for (int i = 0; i < numbers.size(); ++i)
            QCOMPARE(numbers.at(i), qint64(i));
        QCOMPARE(texts.takeFirst(), QStringLiteral("a"));
        for (int i = 0; i < 3000; ++i)
            QCOMPARE(texts.at(i), QStringLiteral("line %1 password=***").arg(i));
    }

    void anEndlessLogKeepsItsLastLines()
    {
        auto runs = makeRuns(m_file, [](const Step &step, const StepContext &context) {
            for (int i = 0; i < 10'050; ++i)
                context.log(QString::number(i));
            return succeed(step, context);
        });
        const QString id = start(*runs, planOf({QStringLiteral("a")}));
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(*runs, id), RunState::Succeeded, 30'000);
        runs.reset();
        auto later = makeRuns(m_file, succeed);
        const QStringList texts = logTexts(*later, id);
        QCOMPARE(texts.size(), 10'000);
        QCOMPARE(texts.at(9'998), QStringLiteral("10049"));
    }

    void onlyTheNewestRunsAreKept()
    {
        auto runs = makeRuns(m_file, succeed);
        QString last;
        for (int i = 0; i < 505; ++i)
            last = start(*runs, planOf({QString::number(i)}));
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(*runs, last), RunState::Succeeded, 30'000);
        runs.reset();
        auto later = makeRuns(m_file, succeed);
        QCOMPARE(listOf(*later).size(), 500);
        QCOMPARE(listOf(*later).first().id, last);
    }

    void progressIsShownAndTheLastOfItKept()
    {
        auto runs = makeRuns(m_file, [](const Step &step, const StepContext &context) {
            for (qint64 rows = 0; rows <= 100'000; ++rows)
                context.progress(plan::StepProgress::rows(rows, 100'000));
            context.jobStarted(QStringLiteral("2026job"));
            return succeed(step, context);
        });
        int changes = 0;
        connect(runs.get(), &tasks::Runs::summaryChanged, this, [&changes](const plan::RunSummary &) { ++changes; });
        connect(runs.get(), &tasks::Runs::progressed, this,
                [&changes](const QString &, int, const plan::Figures &) { ++changes; });
        const QString id = start(*runs, planOf({QStringLiteral("a")}));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Succeeded);
        const auto run = runOf(*runs, id);
        QCOMPARE(run.rowsDone, 100'000);
        QCOMPARE(run.rowsTotal, 100'000);
        QCOMPARE(run.steps.at(0).jobId, QStringLiteral("2026job"));
        QTRY_VERIFY(changes >= 4);
        QVERIFY2(changes < 1000, qPrintable(QString::number(changes))); // not one for each of 100,001 reports
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--run-forever")
        return runForever(arguments.value(2));
    if (arguments.value(1) == u"--count-forever")
        return countForever(arguments.value(2));
    tst_LocalRuns test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_localruns.moc"
