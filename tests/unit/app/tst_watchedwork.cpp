// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnections.h"
#include "watchedwork.h"

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
    [[nodiscard]] plan::StepResult execute(const plan::Step &, const plan::StepContext &) override { return m_result; }

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

    void aPlannerThatFindsNobodyTellsIt()
    {
        const auto planner = app::watched(m_fakes->manager(), std::make_unique<FakePlanner>());
        QVERIFY(!planner->read({}, FakeSources(), {}));
        QTRY_COMPARE(state(), State::Failed);
    }
};

QTEST_GUILESS_MAIN(tst_WatchedWork)
#include "tst_watchedwork.moc"
