// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnections.h"
#include "watchedwork.h"

#include <isthmus/plan/words.h>

#include <QTest>

#include <thread>

using namespace isthmus;
using State = connections::ConnectionStatus::State;

namespace {

const QString project = QStringLiteral("dbs_mc");

core::Error refused()
{
    return {core::ErrorKind::Network, QStringLiteral("refused"), {}, {}, {}};
}

class FakeExecutor final : public plan::StepExecutor {
public:
    explicit FakeExecutor(plan::StepResult result) : m_result(std::move(result)) { }
    [[nodiscard]] QString kind() const override { return QStringLiteral("fake"); }
    [[nodiscard]] plan::StepResult execute(const plan::Step &, const plan::StepContext &) override
    {
        ++calls;
        return m_result;
    }

    [[nodiscard]] bool isProof(const plan::Step &step) const override { return step.id == u"verify"; }
    [[nodiscard]] plan::Text tidyUp(const plan::Step &step, const QJsonObject &) override { return step.id; }

    static inline int calls = 0;

private:
    plan::StepResult m_result;
};

class FakePlanner final : public planning::Planner {
public:
    [[nodiscard]] QString kind() const override { return QStringLiteral("fake"); }
    [[nodiscard]] core::Result<planning::Facts> read(const plan::Task &, const planning::Sources &sources,
                                                     const core::Cancellation &cancellation) const override
    {
        static_cast<void>(sources.source(project, cancellation));
        return core::fail(refused());
    }
    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &, const planning::Facts &) const override
    {
        return plan::Plan();
    }
};

// Reads one connection, and plans one step on it.
class ReadingPlanner final : public planning::Planner {
public:
    [[nodiscard]] QString kind() const override { return QStringLiteral("reading"); }
    [[nodiscard]] core::Result<planning::Facts> read(const plan::Task &, const planning::Sources &sources,
                                                     const core::Cancellation &cancellation) const override
    {
        static_cast<void>(sources.source(project, cancellation));
        return planning::Facts{QString()};
    }
    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &, const planning::Facts &) const override
    {
        plan::Step step;
        step.kind = QStringLiteral("fake");
        step.connections = {project};
        plan::Plan plan;
        plan.append(step);
        return plan;
    }
};

class FakeSources final : public planning::Sources {
public:
    [[nodiscard]] core::Result<planning::Source> source(const QString &, const core::Cancellation &) const override
    {
        return planning::Source();
    }
};

} // namespace

class tst_WatchedWork : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<testsupport::FakeConnections> m_fakes;

    [[nodiscard]] State state() const { return m_fakes->manager().status(project).state; }

    void execute(const plan::StepResult &result)
    {
        const auto executor = app::watched(m_fakes->manager(), std::make_unique<FakeExecutor>(result));
        QCOMPARE(executor->kind(), QStringLiteral("fake"));
        plan::Step step;
        step.connections = {project};
        std::thread worker([&] { QCOMPARE(executor->execute(step, {}).has_value(), result.has_value()); });
        worker.join();
    }

private Q_SLOTS:
    void init()
    {
        m_fakes = std::make_unique<testsupport::FakeConnections>();
        m_fakes->catalog(project).setServer(core::fail(refused()));
    }

    void aStepThatFindsNobodyTellsIt()
    {
        execute(core::fail(refused()));
        QTRY_COMPARE(state(), State::Failed);
        QCOMPARE(m_fakes->manager().status(project).error->message, QStringLiteral("refused"));
        m_fakes->catalog(project).setServer(catalog::ServerInfo());
        execute(plan::StepOutcome{QStringLiteral("done"), {}});
        QTRY_COMPARE(state(), State::Connected);
    }

    void whatIsTheStepsIsNotTheConnections()
    {
        execute(core::fail(core::ErrorKind::Invalid, QStringLiteral("syntax error")));
        QCoreApplication::processEvents();
        QCOMPARE(state(), State::Idle);
        QCOMPARE(m_fakes->catalog(project).calls(), QStringList());
    }

    // The name stands for a server of the user's mind, not for whatever bears it later.
    void aStepIsRunOnTheServerThatItWasPlannedFor()
    {
        auto &manager = m_fakes->manager();
        const auto planner = app::watched(manager, std::make_unique<ReadingPlanner>());
        const auto facts = planner->read({}, FakeSources(), {});
        QVERIFY(facts);
        const auto moveTo = [&](const QString &endpoint) {
            auto profile = manager.profile(project).value();
            profile.set(u"endpoint", endpoint);
            const auto saved = manager.save(profile, project, std::nullopt);
            QTRY_VERIFY(saved.isFinished());
            QVERIFY2(saved.result(), qPrintable(saved.result() ? QString() : saved.result().error().message));
        };
        const QString before = manager.profile(project)->text(u"endpoint");
        const auto early = planner->plan({}, *facts);
        moveTo(QStringLiteral("https://other.example/api"));
        const auto late = planner->plan({}, *facts); // of what was read before, as a form does it
        QVERIFY(early && !late);
        QVERIFY2(late.error().message.contains(QStringLiteral("other.example"))
                     && late.error().message.contains(before),
                 qPrintable(late.error().message));
        const auto kept = plan::Plan::fromJson(early->toJson());
        QVERIFY(kept);
        const auto executor =
            app::watched(manager, std::make_unique<FakeExecutor>(plan::StepOutcome{QStringLiteral("done"), {}}));
        FakeExecutor::calls = 0;
        for (const plan::Plan &plan : {*early, *kept}) {
            const auto result = executor->execute(plan.steps().first(), {});
            QVERIFY(!result);
            QVERIFY(result.error().isUnsent);
            const QString words = plan::words(result.error()).message;
            QVERIFY2(words.contains(QStringLiteral("other.example")) && words.contains(before), qPrintable(words));
        }
        QCOMPARE(FakeExecutor::calls, 0);
        QCOMPARE(app::diversionOf(manager, kept->steps().first())->kind, core::ErrorKind::Invalid);
        moveTo(before);
        QVERIFY(!app::diversionOf(manager, kept->steps().first()));
        QVERIFY(planner->plan({}, *facts));
        QVERIFY(executor->execute(kept->steps().first(), {}));
        QCOMPARE(FakeExecutor::calls, 1);
        const auto removed = manager.remove(project);
        QTRY_VERIFY(removed.isFinished());
        const auto gone = app::diversionOf(manager, kept->steps().first());
        QCOMPARE(gone->kind, core::ErrorKind::NotFound);
        QVERIFY(plan::words(*gone).message.contains(before));
    }

    // Whatever an executor can do beside executing is asked through the one that watches it.
    void theWatchedExecutorIsAsked()
    {
        const auto executor = app::watched(
            m_fakes->manager(), std::make_unique<FakeExecutor>(plan::StepOutcome{QStringLiteral("done"), {}}));
        plan::Step step;
        step.id = QStringLiteral("make");
        QVERIFY(!executor->isProof(step));
        QCOMPARE(executor->tidyUp(step, {}), plan::Text(step.id));
        step.id = QStringLiteral("verify");
        QVERIFY(executor->isProof(step));
    }

    void aPlannerThatFindsNobodyTellsIt()
    {
        const auto planner = app::watched(m_fakes->manager(), std::make_unique<FakePlanner>());
        QVERIFY(!planner->read({}, FakeSources(), {}));
        QTRY_COMPARE(state(), State::Failed);
    }
};

QTEST_GUILESS_MAIN(tst_WatchedWork)
#include "tst_watchedwork.moc"
