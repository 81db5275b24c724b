// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/tasks/runservice.h>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <condition_variable>
#include <mutex>

using namespace isthmus;
using plan::RunState;
using tasks::RunService;

namespace {

using Behaviour = std::function<core::Result<plan::StepOutcome>(const plan::Step &, const plan::StepContext &)>;

class FakeExecutor final : public plan::StepExecutor {
public:
    explicit FakeExecutor(Behaviour behaviour) : m_behaviour(std::move(behaviour)) { }
    [[nodiscard]] QString kind() const override { return QStringLiteral("fake"); }
    [[nodiscard]] core::Result<plan::StepOutcome> execute(const plan::Step &step,
                                                          const plan::StepContext &context) override
    {
        return m_behaviour(step, context);
    }

private:
    Behaviour m_behaviour;
};

// Blocks until opened or cancelled.
class Gate {
public:
    void open()
    {
        const std::lock_guard lock(m_mutex);
        m_isOpen = true;
        m_changed.notify_all();
    }

    bool pass(const core::Cancellation &cancellation)
    {
        const auto guard = cancellation.interruptWith([this] {
            const std::lock_guard lock(m_mutex);
            m_changed.notify_all();
        });
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_isOpen || cancellation.isRequested(); });
        return m_isOpen;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isOpen = false;
};

core::Result<plan::StepOutcome> succeed(const plan::Step &step, const plan::StepContext &)
{
    return plan::StepOutcome{QStringLiteral("done: ") + step.title};
}

plan::Plan planOf(const QStringList &titles, const QString &kind = QStringLiteral("fake"))
{
    plan::Plan plan;
    plan.title = titles.join(u'+');
    for (const auto &title : titles)
        plan.steps.append({kind, title, QStringLiteral("dbs_mc"), {}, {}, true, {}, {}});
    return plan;
}

plan::Task task()
{
    return {QStringLiteral("t1"), QStringLiteral("map_table"), QStringLiteral("Map dwd_orders"), {}};
}

std::unique_ptr<RunService> makeService(const QString &file, Behaviour behaviour,
                                        std::function<bool(const QString &)> isReadOnly = {})
{
    RunService::Setup setup;
    setup.storeFile = file;
    setup.executors.push_back(std::make_unique<FakeExecutor>(std::move(behaviour)));
    setup.isReadOnly = std::move(isReadOnly);
    return std::make_unique<RunService>(std::move(setup));
}

RunState stateOf(const RunService &service, const QString &id)
{
    return service.run(id)->state;
}

QStringList logTexts(const RunService &service, const QString &id)
{
    QStringList texts;
    for (const auto &line : service.log(id))
        texts.append(line.text);
    return texts;
}

// The child process of aRunCutOffByACrashIsInterrupted(): runs forever once its step has begun.
int runForever(const QString &file)
{
    Gate never;
    auto service = makeService(file, [&never](const plan::Step &, const plan::StepContext &context) {
        context.log(QStringLiteral("working"));
        context.jobStarted(QStringLiteral("2026job"));
        fprintf(stdout, "running\n");
        fflush(stdout);
        never.pass(context.cancellation);
        return core::Result<plan::StepOutcome>(core::fail(core::Error::cancelled()));
    });
    return service->start(task(), planOf({QStringLiteral("a"), QStringLiteral("b")})) ? QCoreApplication::exec() : 1;
}

} // namespace

class tst_RunService : public QObject {
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
        {
            auto service = makeService(m_file, succeed);
            QVERIFY(!service->storeError());
            QSignalSpy added(service.get(), &RunService::runAdded);
            QList<RunState> states;
            connect(service.get(), &RunService::runChanged, this,
                    [&states](const plan::Run &run) { states.append(run.state); });
            id = service->start(task(), planOf({QStringLiteral("create"), QStringLiteral("verify")})).value();
            QCOMPARE(added.count(), 1);
            QTRY_COMPARE(stateOf(*service, id), RunState::Succeeded);
            QCOMPARE(states.first(), RunState::Running);
            QCOMPARE(states.count(RunState::Succeeded), 1);
            const auto run = *service->run(id);
            QCOMPARE(run.outcome, QStringLiteral("done: verify"));
            QCOMPARE(run.finishedSteps(), 2);
            QVERIFY(run.started.isValid() && run.ended >= run.started);
        }
        auto later = makeService(m_file, succeed);
        QCOMPARE(later->runs().size(), 1);
        QCOMPARE(later->runs().first().state, RunState::Succeeded);
        QCOMPARE(later->runs().first().plan, planOf({QStringLiteral("create"), QStringLiteral("verify")}));
        QCOMPARE(later->runs().first().steps.last().outcome, QStringLiteral("done: verify"));
        QVERIFY(logTexts(*later, id).contains(QStringLiteral("verify")));
    }

    void aTransitionIsInTheStoreBeforeItIsActedOn()
    {
        QString stored;
        auto service = makeService(m_file, [&](const plan::Step &step, const plan::StepContext &) {
            auto other = makeService(m_file, succeed); // reads the store while the step runs
            const auto run = other->runs().value(0);
            stored = plan::runStateName(run.state) + u' ' + plan::runStateName(run.steps.value(0).state);
            return succeed(step, {});
        });
        const QString id = service->start(task(), planOf({QStringLiteral("a")})).value();
        QTRY_COMPARE(stateOf(*service, id), RunState::Succeeded);
        QCOMPARE(stored, QStringLiteral("running running"));
    }

    void aFailureStopsLaterSteps()
    {
        QStringList executed;
        auto service = makeService(m_file, [&executed](const plan::Step &step, const plan::StepContext &context) {
            executed.append(step.title);
            if (step.title == u"b") {
                return core::Result<plan::StepOutcome>(
                    core::fail(core::ErrorKind::Permission, QStringLiteral("No right"), QStringLiteral("Ask"),
                               QStringLiteral("42501"), QStringLiteral("password=hunter2 refused")));
            }
            return succeed(step, context);
        });
        const QString id =
            service->start(task(), planOf({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")})).value();
        QTRY_COMPARE(stateOf(*service, id), RunState::Failed);
        const auto run = *service->run(id);
        QCOMPARE(executed, (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
        QCOMPARE(run.steps.at(0).state, RunState::Succeeded);
        QCOMPARE(run.steps.at(1).state, RunState::Failed);
        QCOMPARE(run.steps.at(2).state, RunState::Waiting);
        QCOMPARE(run.steps.at(2).outcome, QStringLiteral("Not run"));
        QCOMPARE(run.outcome, QStringLiteral("No right"));
        QCOMPARE(run.error->code, QStringLiteral("42501"));
        QCOMPARE(run.error->detail, QStringLiteral("password=*** refused"));
    }

    void anExecutorThatThrowsFailsItsStep()
    {
        auto service = makeService(m_file, [](const plan::Step &, const plan::StepContext &) {
            throw std::runtime_error("boom");
            return core::Result<plan::StepOutcome>();
        });
        const QString id = service->start(task(), planOf({QStringLiteral("a")})).value();
        QTRY_COMPARE(stateOf(*service, id), RunState::Failed);
        QCOMPARE(service->run(id)->error->detail, QStringLiteral("boom"));
    }

    void cancelEndsTheRunningStep()
    {
        Gate gate;
        auto service = makeService(m_file, [&gate](const plan::Step &step, const plan::StepContext &context) {
            context.log(QStringLiteral("at the gate"));
            if (gate.pass(context.cancellation))
                return succeed(step, context);
            return core::Result<plan::StepOutcome>(core::fail(core::ErrorKind::Network, QStringLiteral("cut off")));
        });
        const QString id = service->start(task(), planOf({QStringLiteral("a"), QStringLiteral("b")})).value();
        QTRY_VERIFY(logTexts(*service, id).contains(QStringLiteral("at the gate")));
        service->cancel(id);
        QTRY_COMPARE(stateOf(*service, id), RunState::Cancelled);
        const auto run = *service->run(id);
        QCOMPARE(run.steps.at(0).state, RunState::Cancelled);
        QCOMPARE(run.steps.at(1).outcome, QStringLiteral("Not run"));
        QVERIFY(!run.error);
        service->cancel(id); // finished: no effect
        QCOMPARE(stateOf(*service, id), RunState::Cancelled);
    }

    void aWaitingRunIsCancelledAtOnceAndNeverExecuted()
    {
        Gate gate;
        QStringList executed;
        auto service = makeService(m_file, [&](const plan::Step &step, const plan::StepContext &context) {
            executed.append(step.title);
            gate.pass(context.cancellation);
            return succeed(step, context);
        });
        const QString first = service->start(task(), planOf({QStringLiteral("first")})).value();
        const QString second = service->start(task(), planOf({QStringLiteral("second")})).value();
        const QString third = service->start(task(), planOf({QStringLiteral("third")})).value();
        QTRY_COMPARE(stateOf(*service, first), RunState::Running);
        service->cancel(second);
        QCOMPARE(stateOf(*service, second), RunState::Cancelled);
        QCOMPARE(stateOf(*service, third), RunState::Waiting);
        gate.open();
        QTRY_COMPARE(stateOf(*service, third), RunState::Succeeded);
        QCOMPARE(executed, (QStringList{QStringLiteral("first"), QStringLiteral("third")}));
        QCOMPARE(service->runs().first().id, third); // newest first
    }

    void theDestructorCancelsAndRecordsIt()
    {
        Gate gate;
        QString running;
        QString waiting;
        {
            auto service = makeService(m_file, [&gate](const plan::Step &, const plan::StepContext &context) {
                gate.pass(context.cancellation);
                return core::Result<plan::StepOutcome>(core::fail(core::Error::cancelled()));
            });
            running = service->start(task(), planOf({QStringLiteral("a")})).value();
            waiting = service->start(task(), planOf({QStringLiteral("b")})).value();
            QTRY_COMPARE(service->run(running)->steps.at(0).state, RunState::Running);
        }
        auto later = makeService(m_file, succeed);
        QCOMPARE(stateOf(*later, running), RunState::Cancelled);
        QCOMPARE(stateOf(*later, waiting), RunState::Cancelled);
    }

    void whatCannotRunIsRefused()
    {
        auto service = makeService(m_file, succeed);
        QCOMPARE(service->start(task(), {}).error().kind, core::ErrorKind::Invalid);
        auto blocked = planOf({QStringLiteral("a")});
        blocked.notices.append({plan::NoticeLevel::Blocker, {}, QStringLiteral("Name is taken")});
        const auto refused = service->start(task(), blocked);
        QVERIFY(refused.error().message.contains(u"Name is taken"));
        QCOMPARE(service->start(task(), planOf({QStringLiteral("a")}, QStringLiteral("transfer"))).error().kind,
                 core::ErrorKind::Invalid);
        QVERIFY(service->runs().isEmpty());
    }

    void aReadOnlyConnectionIsNotWrittenTo()
    {
        std::atomic<bool> isReadOnly = true;
        std::atomic<int> executed = 0;
        auto service = makeService(
            m_file,
            [&](const plan::Step &step, const plan::StepContext &context) {
                ++executed;
                isReadOnly = true; // from here on, also for the second step
                return succeed(step, context);
            },
            [&isReadOnly](const QString &connection) { return connection == u"dbs_mc" && isReadOnly; });
        auto plan = planOf({QStringLiteral("a"), QStringLiteral("b")});
        QCOMPARE(service->start(task(), plan).error().kind, core::ErrorKind::Permission);
        QVERIFY(service->runs().isEmpty());

        isReadOnly = false;
        const QString id = service->start(task(), plan).value();
        QTRY_COMPARE(stateOf(*service, id), RunState::Failed);
        QCOMPARE(executed.load(), 1);
        QCOMPARE(service->run(id)->error->kind, core::ErrorKind::Permission);

        plan.steps[0].writes = plan.steps[1].writes = false;
        QVERIFY(service->start(task(), plan).has_value());
    }

    void aRunCutOffByACrashIsInterrupted()
    {
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--run-forever"), m_file});
        QVERIFY(child.waitForReadyRead(10'000));
        QCOMPARE(child.readLine(), QByteArray("running\n"));
        {
            auto beside = makeService(m_file, succeed); // the other process lives: its run is left alone
            QCOMPARE(beside->runs().size(), 1);
            QCOMPARE(beside->runs().first().state, RunState::Running);
        }
        child.kill();
        QVERIFY(child.waitForFinished(10'000));
        auto after = makeService(m_file, succeed);
        const auto run = after->runs().value(0);
        QCOMPARE(run.state, RunState::Interrupted);
        QCOMPARE(run.steps.at(0).state, RunState::Interrupted);
        QCOMPARE(run.steps.at(0).jobId, QStringLiteral("2026job"));
        QCOMPARE(run.steps.at(1).outcome, QStringLiteral("Not run"));
        QCOMPARE(run.outcome, QStringLiteral("The program ended while it ran; job 2026job may have gone on"));
        QVERIFY(logTexts(*after, run.id).contains(QStringLiteral("working")));
    }

    void noLockFilesAreLeftBehind()
    {
        {
            auto service = makeService(m_file, succeed);
            QVERIFY(!service->storeError());
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
        auto service = makeService(m_file, succeed);
        QVERIFY(service->storeError());
        QVERIFY(service->storeError()->message.contains(m_file));
        const QString id = service->start(task(), planOf({QStringLiteral("a")})).value();
        QTRY_COMPARE(stateOf(*service, id), RunState::Succeeded);
        QVERIFY(!service->log(id).isEmpty());
        QVERIFY(file.open(QFile::ReadOnly));
        QCOMPARE(file.readAll(), garbage); // left as it is
    }

    void aFileInPlaceOfTheFolderIsToldAndRunsStillWork()
    {
        const QString blocker = m_dir.filePath(QStringLiteral("blocker"));
        QFile file(blocker);
        QVERIFY(file.open(QFile::WriteOnly));
        auto service = makeService(blocker + QStringLiteral("/runs.sqlite"), succeed);
        QCOMPARE(service->storeError()->kind, core::ErrorKind::Permission);
        const QString id = service->start(task(), planOf({QStringLiteral("a")})).value();
        QTRY_COMPARE(stateOf(*service, id), RunState::Succeeded);
    }

    void everyLineOfALongLogIsKeptInOrderWithoutSecrets()
    {
        auto service = makeService(m_file, [](const plan::Step &step, const plan::StepContext &context) {
            for (int i = 0; i < 1000; ++i)
                context.log(QStringLiteral("line %1 password=s3cret").arg(i));
            return succeed(step, context);
        });
        QSignalSpy logged(service.get(), &RunService::logged);
        const QString id = service->start(task(), planOf({QStringLiteral("a")})).value();
        QTRY_COMPARE(stateOf(*service, id), RunState::Succeeded);
        service.reset();
        auto later = makeService(m_file, succeed);
        QStringList texts = logTexts(*later, id);
        QCOMPARE(logged.count(), texts.size());
        QCOMPARE(texts.takeFirst(), QStringLiteral("a"));
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(texts.at(i), QStringLiteral("line %1 password=***").arg(i));
        QCOMPARE(texts.size(), 1001); // and the end of the run
    }

    void anEndlessLogKeepsItsLastLines()
    {
        auto service = makeService(m_file, [](const plan::Step &step, const plan::StepContext &context) {
            for (int i = 0; i < 10'050; ++i)
                context.log(QString::number(i));
            return succeed(step, context);
        });
        const QString id = service->start(task(), planOf({QStringLiteral("a")})).value();
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(*service, id), RunState::Succeeded, 30'000);
        QTRY_COMPARE(service->log(id).size(), 10'000);
        QCOMPARE(service->log(id).at(9'998).text, QStringLiteral("10049"));
        service.reset();
        auto later = makeService(m_file, succeed);
        QCOMPARE(later->log(id).size(), 10'000);
        QCOMPARE(later->log(id).at(9'998).text, QStringLiteral("10049"));
    }

    void onlyTheNewestRunsAreKept()
    {
        auto service = makeService(m_file, succeed);
        QString last;
        for (int i = 0; i < 505; ++i)
            last = service->start(task(), planOf({QString::number(i)})).value();
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(*service, last), RunState::Succeeded, 30'000);
        QCOMPARE(service->runs().size(), 500);
        service.reset();
        auto later = makeService(m_file, succeed);
        QCOMPARE(later->runs().size(), 500);
        QCOMPARE(later->runs().first().id, last);
    }

    void progressIsShownAndTheLastOfItKept()
    {
        auto service = makeService(m_file, [](const plan::Step &step, const plan::StepContext &context) {
            for (qint64 rows = 0; rows <= 100'000; ++rows)
                context.progress(rows, 100'000);
            context.jobStarted(QStringLiteral("2026job"));
            return succeed(step, context);
        });
        int changes = 0;
        connect(service.get(), &RunService::runChanged, this, [&changes](const plan::Run &) { ++changes; });
        const QString id = service->start(task(), planOf({QStringLiteral("a")})).value();
        QTRY_COMPARE(stateOf(*service, id), RunState::Succeeded);
        QCOMPARE(service->run(id)->rowsDone, 100'000);
        QCOMPARE(service->run(id)->rowsTotal, 100'000);
        QCOMPARE(service->run(id)->steps.at(0).jobId, QStringLiteral("2026job"));
        QVERIFY2(changes < 1000, qPrintable(QString::number(changes))); // not one for each of 100,001 reports
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--run-forever")
        return runForever(arguments.value(2));
    tst_RunService test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_runservice.moc"
