// SPDX-License-Identifier: GPL-3.0-or-later
#include "enginefixture.h"

#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace isthmus;
using namespace enginefixture;

namespace {

// Steps "make…", each of which is there once it was made, and "verify…", which look whether those before are there.
class World {
public:
    StepResult execute(const Step &step, const StepContext &context)
    {
        m_executed.add(context.isAgain ? step.id + QStringLiteral(" again") : step.id);
        if (m_broken == step.id)
            return failWith(QStringLiteral("cut off"));
        if (!step.id.startsWith(u"verify")) {
            m_there.insert(step.id);
            return succeed(step, context);
        }
        QStringList looked = step.after + step.needs;
        if (looked.isEmpty())
            looked = QStringList{QStringLiteral("make a")};
        for (const QString &made : looked) {
            if (m_there.contains(made))
                continue;
            plan::Failure failure(core::ErrorKind::NotFound, QStringLiteral("%1 is gone").arg(made));
            failure.isOfBefore = m_tellsBefore && context.before.contains(made);
            return tl::unexpected(failure);
        }
        m_before = context.before;
        return succeed(step, context);
    }

    [[nodiscard]] std::unique_ptr<LocalRuns> runs(const QString &file)
    {
        return makeRuns(file, [this](const Step &step, const StepContext &context) { return execute(step, context); },
                        {.steps = 1}); // one after another: what they do needs no lock
    }

    QString m_broken;
    QSet<QString> m_there;
    bool m_tellsBefore = false;
    QStringList m_before; // of the proof that succeeded last
    Record m_executed;
};

Plan planOfProofs(const QStringList &titles, const QHash<QString, QStringList> &after,
                  plan::OnError onError = plan::OnError::Stop)
{
    Plan plan = planOf(titles);
    plan.groups.first().onError = onError;
    for (Step &step : plan.groups.first().steps) {
        step.canResume = true;
        step.after = after.value(step.id);
        if (step.id.startsWith(u"verify"))
            step.effect = plan::Effect::Read;
    }
    return plan;
}

} // namespace

/// What was made and verified before a run was cut off may be gone when it goes on: it is looked at again, told, and
/// stops nothing.
class tst_ResumedProofs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_file = m_dir.filePath(QStringLiteral("%1.sqlite").arg(QLatin1String(QTest::currentTestFunction())));
    }

    void whatWasVerifiedIsLookedAtAgain()
    {
        World world;
        world.m_broken = QStringLiteral("make b");
        auto runs = world.runs(m_file);
        const QString id = start(*runs,
                                 planOfProofs({QStringLiteral("make a"), QStringLiteral("verify a"),
                                               QStringLiteral("make b"), QStringLiteral("verify b")},
                                              {{QStringLiteral("verify a"), {QStringLiteral("make a")}},
                                               {QStringLiteral("verify b"), {QStringLiteral("make b")}}}));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Failed);
        QVERIFY(world.m_before.isEmpty()); // nothing is of an earlier attempt
        world.m_broken.clear();
        QVERIFY(core::await(runs->resume(id)));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Succeeded);
        QCOMPARE(world.m_executed.done(),
                 (QStringList{QStringLiteral("make a"), QStringLiteral("verify a"), QStringLiteral("make b"),
                              QStringLiteral("verify a again"), QStringLiteral("make b"), QStringLiteral("verify b")}));
        QVERIFY(world.m_before.isEmpty()); // of "verify b", which looked at what was made now
    }

    // With "stop at the first error" it would otherwise stop each resuming anew.
    void whatIsGoneIsToldAndStopsNothing_data()
    {
        QTest::addColumn<QStringList>("after");
        QTest::addColumn<QStringList>("needs");
        const QStringList make{QStringLiteral("make a")};
        QTest::newRow("after its step") << make << QStringList();
        QTest::newRow("needs its step") << QStringList() << make;
        QTest::newRow("of all before it") << QStringList() << QStringList();
    }

    void whatIsGoneIsToldAndStopsNothing()
    {
        QFETCH(QStringList, after);
        QFETCH(QStringList, needs);
        World world;
        world.m_broken = QStringLiteral("make b");
        auto runs = world.runs(m_file + QLatin1String(QTest::currentDataTag()));
        auto plan = planOfProofs(
            {QStringLiteral("make a"), QStringLiteral("verify a"), QStringLiteral("make b"), QStringLiteral("make c")},
            {{QStringLiteral("verify a"), after}});
        plan.groups.first().steps[1].needs = needs;
        const QString id = start(*runs, plan);
        QTRY_COMPARE(stateOf(*runs, id), RunState::Failed);
        world.m_broken.clear();
        world.m_there.remove(QStringLiteral("make a")); // by somebody
        for (int attempt = 0; attempt < 2; ++attempt) {
            QVERIFY(core::await(runs->resume(id)));
            QTRY_COMPARE(stateOf(*runs, id), RunState::Failed);
            const Run run = runOf(*runs, id);
            QCOMPARE(words(run.outcome), QStringLiteral("make a is gone"));
            QCOMPARE(run.steps.at(1).state, RunState::Failed);
            QCOMPARE(run.steps.at(0).state, RunState::Succeeded); // it was made
            QCOMPARE(run.steps.at(2).state, RunState::Succeeded);
            QCOMPARE(run.steps.at(3).state, RunState::Succeeded);
            QVERIFY(run.canResume);
        }
        world.m_there.insert(QStringLiteral("make a"));
        QVERIFY(core::await(runs->resume(id)));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Succeeded);
    }

    // A proof of something old and something new: the executor tells which of them is wrong.
    void whatIsWrongWithNewThingsStopsAsThePlanSays_data()
    {
        QTest::addColumn<QString>("gone");
        QTest::addColumn<bool>("stops");
        QTest::newRow("made before") << QStringLiteral("make a") << false;
        QTest::newRow("made now") << QStringLiteral("make b") << true;
    }

    void whatIsWrongWithNewThingsStopsAsThePlanSays()
    {
        QFETCH(QString, gone);
        QFETCH(bool, stops);
        World world;
        world.m_tellsBefore = true;
        world.m_broken = QStringLiteral("make b");
        auto runs = makeRuns(m_file + gone,
                             [&](const Step &step, const StepContext &context) {
                                 auto result = world.execute(step, context);
                                 world.m_there.remove(gone); // whoever makes it
                                 return result;
                             },
                             {.steps = 1});
        const QString id =
            start(*runs,
                  planOfProofs({QStringLiteral("make a"), QStringLiteral("make b"), QStringLiteral("verify"),
                                QStringLiteral("make c")},
                               {{QStringLiteral("verify"), {QStringLiteral("make a"), QStringLiteral("make b")}}}));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Failed);
        world.m_broken.clear();
        QVERIFY(core::await(runs->resume(id)));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Failed);
        const Run run = runOf(*runs, id);
        QCOMPARE(words(run.outcome), gone + QStringLiteral(" is gone"));
        QCOMPARE(run.steps.at(3).state, stops ? RunState::Waiting : RunState::Succeeded);
    }

    void inARunThatWasNotResumedAProofStopsAsThePlanSays()
    {
        World world;
        auto runs = makeRuns(m_file,
                             [&](const Step &step, const StepContext &context) -> StepResult {
                                 if (step.id != u"verify a")
                                     return world.execute(step, context);
                                 plan::Failure failure(core::ErrorKind::NotFound, QStringLiteral("not there"));
                                 failure.isOfBefore = true; // of an executor that is mistaken
                                 return tl::unexpected(failure);
                             },
                             {.steps = 1});
        const QString id =
            start(*runs,
                  planOfProofs({QStringLiteral("make a"), QStringLiteral("verify a"), QStringLiteral("make b")},
                               {{QStringLiteral("verify a"), {QStringLiteral("make a")}}}));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Failed);
        QCOMPARE(runOf(*runs, id).steps.at(2).state, RunState::Waiting);
    }

    // What an earlier attempt had proved is not called "not run" where the next one is cancelled before it looks.
    void aProofThatIsNotReachedAgainIsToldSo()
    {
        World world;
        world.m_broken = QStringLiteral("make b");
        Gate gate;
        std::atomic<bool> waits = false;
        auto runs = makeRuns(m_file,
                             [&](const Step &step, const StepContext &context) -> StepResult {
                                 if (waits && !gate.pass(context.cancellation))
                                     return core::fail(core::Error::cancelled());
                                 return world.execute(step, context);
                             },
                             {.steps = 1});
        const QString id =
            start(*runs,
                  planOfProofs({QStringLiteral("make a"), QStringLiteral("verify a"), QStringLiteral("verify all"),
                                QStringLiteral("make b"), QStringLiteral("make c")},
                               {{QStringLiteral("verify a"), {QStringLiteral("make a")}},
                                {QStringLiteral("verify all"), {QStringLiteral("make a")}}}));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Failed);
        waits = true;
        QVERIFY(core::await(runs->resume(id)));
        QTRY_COMPARE(gate.arrived(), 1);
        QVERIFY(core::await(runs->cancel(id)));
        QTRY_COMPARE(stateOf(*runs, id), RunState::Cancelled);
        const Run run = runOf(*runs, id);
        QCOMPARE(plan::outcomeWords(run, 2), QStringLiteral("Not run again"));
        QCOMPARE(plan::outcomeWords(run, 4), QStringLiteral("Not run"));
    }

private:
    QTemporaryDir m_dir;
    QString m_file;
};

QTEST_GUILESS_MAIN(tst_ResumedProofs)
#include "tst_resumedproofs.moc"
