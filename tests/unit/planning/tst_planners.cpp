// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/async.h>
#include <isthmus/planning/planner.h>

#include <QSemaphore>
#include <QTest>

using namespace isthmus;

namespace {

class NoSources final : public planning::Sources {
public:
    [[nodiscard]] core::Result<planning::Source> source(const QString &connection,
                                                        const core::Cancellation &) const override
    {
        return core::fail(core::ErrorKind::NotFound, connection);
    }
};

// Plans one step that is called as the task.
class EchoPlanner final : public planning::Planner {
public:
    explicit EchoPlanner(QString kind) : m_kind(std::move(kind)) { }
    [[nodiscard]] QString kind() const override { return m_kind; }
    [[nodiscard]] core::Result<planning::Facts> read(const plan::Task &task, const planning::Sources &sources,
                                                     const core::Cancellation &cancellation) const override
    {
        const QString connection = task.definition.value(u"connection").toString();
        if (!connection.isEmpty()) {
            if (const auto source = sources.source(connection, cancellation); !source)
                return core::fail(source.error());
        }
        return planning::Facts{m_kind};
    }
    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &task, const planning::Facts &facts) const override
    {
        if (task.definition.contains(u"damage"))
            return core::fail(core::ErrorKind::Invalid, QStringLiteral("damaged"));
        plan::Plan plan;
        plan.title = std::any_cast<QString>(facts.value) + u' ' + task.title.text;
        plan.append({});
        return plan;
    }

private:
    QString m_kind;
};

class EndlessPlanner final : public planning::Planner {
public:
    explicit EndlessPlanner(std::shared_ptr<QSemaphore> begun) : m_begun(std::move(begun)) { }
    [[nodiscard]] QString kind() const override { return QStringLiteral("endless"); }
    [[nodiscard]] core::Result<planning::Facts> read(const plan::Task &, const planning::Sources &,
                                                     const core::Cancellation &cancellation) const override
    {
        QSemaphore stopped;
        const auto guard = cancellation.interruptWith([&stopped] { stopped.release(); });
        m_begun->release();
        stopped.acquire();
        return core::fail(core::Error::cancelled());
    }
    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &, const planning::Facts &) const override
    {
        return plan::Plan();
    }

private:
    std::shared_ptr<QSemaphore> m_begun;
};

plan::Task task(const char *kind, const QJsonObject &definition = {})
{
    return {QStringLiteral("1"), QString::fromLatin1(kind), QStringLiteral("t"), definition};
}

} // namespace

class tst_Planners : public QObject {
    Q_OBJECT

private:
    std::shared_ptr<QSemaphore> m_begun = std::make_shared<QSemaphore>();

    [[nodiscard]] planning::Planners planners() const
    {
        std::vector<std::unique_ptr<const planning::Planner>> planners;
        planners.push_back(std::make_unique<EchoPlanner>(QStringLiteral("a")));
        planners.push_back(std::make_unique<EchoPlanner>(QStringLiteral("b")));
        planners.push_back(std::make_unique<EndlessPlanner>(m_begun));
        return {std::make_shared<NoSources>(), std::move(planners)};
    }

private Q_SLOTS:
    void aTaskIsPlannedByThePlannerOfItsKind()
    {
        QCOMPARE(core::await(planners().plan(task("b")))->title, plan::Text(QStringLiteral("b t")));
        QCOMPARE(core::await(planners().plan(task("a")))->title, plan::Text(QStringLiteral("a t")));
    }

    void whatNobodyPlansIsTold()
    {
        const auto error = core::await(planners().plan(task("holiday"))).error();
        QCOMPARE(error.kind, core::ErrorKind::Unsupported);
        QVERIFY(error.message.contains(u"holiday"));
    }

    void thePlannerIsGivenTheSources()
    {
        const auto planned =
            core::await(planners().plan(task("a", {{QStringLiteral("connection"), QStringLiteral("x")}})));
        QCOMPARE(planned.error().message, QStringLiteral("x"));
    }

    void aTaskIsReadOnceAndPlannedAsOftenAsItIsEdited()
    {
        const planning::Planners all = planners();
        plan::Task edited = task("b");
        const auto facts = core::await(all.read(edited));
        QVERIFY(facts);
        QCOMPARE(all.plan(edited, *facts)->title, plan::Text(QStringLiteral("b t")));
        edited.title = QStringLiteral("u");
        QCOMPARE(all.plan(edited, *facts)->title, plan::Text(QStringLiteral("b u")));
        QCOMPARE(all.plan(task("holiday"), *facts).error().kind, core::ErrorKind::Unsupported);
    }

    void aTaskThatCannotBePlannedIsToldBothWays()
    {
        const auto damaged = task("a", {{QStringLiteral("damage"), true}});
        const planning::Planners all = planners();
        QCOMPARE(core::await(all.plan(damaged)).error().message, QStringLiteral("damaged"));
        const auto facts = core::await(all.read(damaged));
        QVERIFY(facts);
        QCOMPARE(all.plan(damaged, *facts).error().message, QStringLiteral("damaged"));
    }

    void planningIsCancelled()
    {
        auto future = planners().plan(task("endless")); // the registry is gone: the future keeps what it needs
        QVERIFY(m_begun->tryAcquire(1, 10'000));
        future.cancel();
        QVERIFY(core::await(future).error().isCancelled());
    }
};

QTEST_GUILESS_MAIN(tst_Planners)
#include "tst_planners.moc"
