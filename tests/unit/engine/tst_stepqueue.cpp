// SPDX-License-Identifier: GPL-3.0-or-later
#include "enginefixture.h"
#include "stepqueue.h"

#include <QTest>

using namespace isthmus;
using engine::StepQueue;
using enginefixture::step;
using plan::OnError;

namespace {

bool always(int)
{
    return true;
}

} // namespace

class tst_StepQueue : public QObject {
    Q_OBJECT

private:
    // What may begin now, begun.
    static QList<int> beginAll(StepQueue &queue, const std::function<bool(int)> &mayBegin = always)
    {
        QList<int> begun;
        while (const auto index = queue.next(mayBegin)) {
            queue.begin(*index);
            begun.append(*index);
        }
        return begun;
    }

    static plan::Plan planOf(const QList<int> &groupSizes, int parallel, OnError onError)
    {
        plan::Plan plan;
        int number = 0;
        for (const int size : groupSizes) {
            plan::StepGroup group;
            group.parallel = parallel;
            group.onError = onError;
            for (int i = 0; i < size; ++i)
                group.steps.append(step(QString::number(number++)));
            plan.groups.append(group);
        }
        return plan;
    }

private Q_SLOTS:
    void groupsFollowOneAnother()
    {
        StepQueue queue(planOf({3, 2}, 2, OnError::Stop), {});
        QCOMPARE(beginAll(queue), (QList{0, 1}));
        queue.end(1, true);
        QCOMPARE(beginAll(queue), QList{2});
        queue.end(0, true);
        QCOMPARE(beginAll(queue), QList<int>()); // 2 still runs
        queue.end(2, true);
        QCOMPARE(beginAll(queue), (QList{3, 4}));
        QVERIFY(!queue.isDone());
        queue.end(3, true);
        queue.end(4, true);
        QVERIFY(queue.isDone());
    }

    void aFailureStopsAGroupThatSaysSo()
    {
        StepQueue queue(planOf({3, 1}, 2, OnError::Stop), {});
        QCOMPARE(beginAll(queue), (QList{0, 1}));
        queue.end(0, false);
        QCOMPARE(beginAll(queue), QList<int>());
        QVERIFY(!queue.isDone()); // 1 ends by itself
        queue.end(1, true);
        QVERIFY(queue.isDone());
    }

    void aFailureLeavesOutWhatNeedsItOverTheGroups()
    {
        auto plan = planOf({3, 2}, 1, OnError::Continue);
        plan.groups[0].steps[1].needs = {QStringLiteral("0")};
        plan.groups[1].steps[0].needs = {QStringLiteral("1")};
        StepQueue queue(plan, {});
        QCOMPARE(beginAll(queue), QList{0});
        queue.end(0, false);
        QCOMPARE(beginAll(queue), QList{2});
        queue.end(2, true);
        QCOMPARE(beginAll(queue), QList{4});
        queue.end(4, true);
        QVERIFY(queue.isDone());
    }

    void aStepWaitsForWhatItNeedsAndOthersPassIt()
    {
        auto plan = planOf({3}, 3, OnError::Continue);
        plan.groups[0].steps[1].needs = {QStringLiteral("0")};
        StepQueue queue(plan, {});
        QCOMPARE(beginAll(queue), (QList{0, 2}));
        queue.end(0, true);
        QCOMPARE(beginAll(queue), QList{1});
    }

    void aStepThatIsNotAdmittedIsPassedToo()
    {
        StepQueue queue(planOf({3}, 3, OnError::Stop), {});
        QCOMPARE(beginAll(queue, [](int index) { return index != 0; }), (QList{1, 2}));
        QCOMPARE(beginAll(queue), QList{0});
    }

    void whatHasSucceededIsNotRunAgain()
    {
        QList<plan::StepRun> states(3);
        states[0].state = plan::RunState::Succeeded;
        states[1].state = plan::RunState::Interrupted;
        auto plan = planOf({2, 1}, 1, OnError::Stop);
        plan.groups[0].steps[1].needs = {QStringLiteral("0")};
        StepQueue queue(plan, states);
        QCOMPARE(beginAll(queue), QList{1});
        queue.end(1, true);
        QCOMPARE(beginAll(queue), QList{2});
        queue.end(2, true);
        QVERIFY(queue.isDone());
    }

    void afterStopNothingBegins()
    {
        StepQueue queue(planOf({2}, 1, OnError::Continue), {});
        QCOMPARE(beginAll(queue), QList{0});
        queue.stop();
        queue.end(0, true);
        QCOMPARE(beginAll(queue), QList<int>());
        QVERIFY(queue.isDone());
    }

    void tenThousandStepsOfWhichEachNeedsTheOneBefore()
    {
        auto plan = planOf({10'000}, 1, OnError::Continue);
        for (int i = 1; i < 10'000; ++i)
            plan.groups[0].steps[i].needs = {QString::number(i - 1)};
        StepQueue queue(plan, {});
        for (int i = 0; i < 10'000; ++i) {
            QCOMPARE(queue.next(always), std::optional(i));
            queue.begin(i);
            queue.end(i, i != 9'000);
            if (i == 9'000)
                break;
        }
        QCOMPARE(queue.next(always), std::nullopt);
        QVERIFY(queue.isDone());
    }
};

QTEST_GUILESS_MAIN(tst_StepQueue)
#include "tst_stepqueue.moc"
