// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/lane.h>

#include <QElapsedTimer>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <optional>
#include <thread>

using namespace isthmus;
using core::Cancellation;
using core::Result;

class tst_Lane : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valueArrivesInTheReceiversThread();
    void errorArrivesAsAnError();
    void anExceptionBecomesAnInternalError();
    void tasksRunInOrderOnOneThread();
    void waitingTasksGoByPriority();
    void loadCountsRunningAndWaitingTasks();
    void nothingArrivesWhenTheReceiverIsGone();
    void aReadyFutureIsDeliveredLaterNotInsideTheCall();
    void cancelInterruptsTheRunningTask();
    void aTaskCancelledBeforeItsTurnNeverRuns();
    void theDestructorCancelsAndWaits();
    void awaitPassesTheCancellationOn();
    void aTimeLimitEndsTheWait();
    void aTimeLimitThatIsGoneEndsNothing();
    void poolWorkIsCancelledThroughItsFuture();
    void twoCallsInARowAreOneFuture();
    void theErrorOfTheFirstCallIsThatOfBoth();
    void cancellingTwoCallsStopsTheOneOnItsWay_data();
    void cancellingTwoCallsStopsTheOneOnItsWay();
    void twoCallsEndWithTheirReceiver();
    void aResultThatOwnsTheLastLaneGoesAnywhere();
};

void tst_Lane::valueArrivesInTheReceiversThread()
{
    core::Lane lane(QStringLiteral("test"));
    QObject receiver;
    Result<int> got = core::fail(core::ErrorKind::Internal, {});
    bool rightThread = false;
    core::whenDone(lane.post<int>([](const Cancellation &) -> Result<int> { return 42; }), &receiver, [&](auto result) {
        got = result;
        rightThread = QThread::currentThread() == receiver.thread();
    });
    QTRY_VERIFY(got.has_value());
    QCOMPARE(*got, 42);
    QVERIFY(rightThread);
}

void tst_Lane::errorArrivesAsAnError()
{
    core::Lane lane(QStringLiteral("test"));
    const auto result = core::await(lane.post<int>([](const Cancellation &) -> Result<int> {
        return core::fail(core::ErrorKind::NotFound, QStringLiteral("no"));
    }));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, core::ErrorKind::NotFound);
}

void tst_Lane::anExceptionBecomesAnInternalError()
{
    core::Lane lane(QStringLiteral("test"));
    const auto result = core::await(
        lane.post<int>([](const Cancellation &) -> Result<int> { throw std::runtime_error("broken invariant"); }));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, core::ErrorKind::Internal);
}

void tst_Lane::tasksRunInOrderOnOneThread()
{
    core::Lane lane(QStringLiteral("test"));
    std::vector<int> order;
    std::vector<std::thread::id> threads;
    QFuture<Result<int>> last;
    for (int i = 0; i < 50; ++i) {
        last = lane.post<int>([i, &order, &threads](const Cancellation &) -> Result<int> {
            order.push_back(i);
            threads.push_back(std::this_thread::get_id());
            return i;
        });
    }
    QCOMPARE(core::await(last).value(), 49);
    for (int i = 0; i < 50; ++i)
        QCOMPARE(order[size_t(i)], i);
    QVERIFY(std::all_of(threads.begin(), threads.end(), [&](auto id) { return id == threads.front(); }));
    QVERIFY(threads.front() != std::this_thread::get_id());
}

void tst_Lane::waitingTasksGoByPriority()
{
    core::Lane lane(QStringLiteral("test"));
    QSemaphore release;
    const auto blocker = lane.post<int>([&](const Cancellation &) -> Result<int> {
        release.acquire();
        return 0;
    });
    QStringList order; // written on the lane only, read after it
    std::vector<QFuture<Result<int>>> all;
    const auto post = [&](core::Priority priority, const QString &name) {
        all.push_back(lane.post<int>(priority, [&order, name](const Cancellation &) -> Result<int> {
            order.append(name);
            return 0;
        }));
    };
    post(core::Priority::Background, QStringLiteral("index"));
    post(core::Priority::Normal, QStringLiteral("status"));
    post(core::Priority::Interactive, QStringLiteral("tree"));
    post(core::Priority::Interactive, QStringLiteral("page"));
    release.release();
    for (const auto &future : all)
        QVERIFY(core::await(future));
    QCOMPARE(order.join(u' '), QStringLiteral("tree page status index"));
}

void tst_Lane::loadCountsRunningAndWaitingTasks()
{
    core::Lane lane(QStringLiteral("test"));
    QCOMPARE(lane.load(), 0);
    QSemaphore release;
    const auto task = [&](const Cancellation &) -> Result<int> {
        release.acquire();
        return 0;
    };
    const auto first = lane.post<int>(task);
    const auto second = lane.post<int>(task);
    QCOMPARE(lane.load(), 2);
    release.release();
    QVERIFY(core::await(first));
    QCOMPARE(lane.load(), 1);
    release.release();
    QVERIFY(core::await(second));
    QCOMPARE(lane.load(), 0);
}

void tst_Lane::nothingArrivesWhenTheReceiverIsGone()
{
    core::Lane lane(QStringLiteral("test"));
    QSemaphore release;
    bool called = false;
    auto receiver = std::make_unique<QObject>();
    auto future = lane.post<int>([&](const Cancellation &) -> Result<int> {
        release.acquire();
        return 1;
    });
    core::whenDone(future, receiver.get(), [&](const auto &) { called = true; });
    receiver.reset();
    release.release();
    QCOMPARE(core::await(future).value(), 1);
    QObject fence; // events are delivered in order: when this arrives, the other would have
    bool fenced = false;
    core::whenDone(core::ready<int>(1), &fence, [&](const auto &) { fenced = true; });
    QTRY_VERIFY(fenced);
    QVERIFY(!called);
}

void tst_Lane::aReadyFutureIsDeliveredLaterNotInsideTheCall()
{
    QObject receiver;
    bool called = false;
    core::whenDone(core::ready<int>(7), &receiver, [&](const auto &) { called = true; });
    QVERIFY(!called);
    QTRY_VERIFY(called);
}

void tst_Lane::cancelInterruptsTheRunningTask()
{
    core::Lane lane(QStringLiteral("test"));
    QSemaphore started;
    QSemaphore interrupted; // stands for a blocking call that only an interrupt ends
    auto future = lane.post<int>([&](const Cancellation &cancellation) -> Result<int> {
        const auto guard = cancellation.interruptWith([&] { interrupted.release(); });
        started.release();
        interrupted.acquire();
        return cancellation.isRequested() ? 1 : 2;
    });
    started.acquire();
    future.cancel();
    const auto result = core::await(future);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, core::ErrorKind::Cancelled);
    const auto next = core::await(lane.post<int>([](const Cancellation &c) -> Result<int> { return c.isRequested(); }));
    QCOMPARE(next.value(), 0); // the lane works on, and the next call is not cancelled
}

void tst_Lane::aTaskCancelledBeforeItsTurnNeverRuns()
{
    core::Lane lane(QStringLiteral("test"));
    QSemaphore release;
    std::atomic<bool> ran = false;
    auto first = lane.post<int>([&](const Cancellation &) -> Result<int> {
        release.acquire();
        return 1;
    });
    auto second = lane.post<int>([&](const Cancellation &) -> Result<int> {
        ran = true;
        return 2;
    });
    second.cancel();
    release.release();
    QCOMPARE(core::await(first).value(), 1);
    QCOMPARE(core::await(second).error().kind, core::ErrorKind::Cancelled);
    QVERIFY(!ran);
}

void tst_Lane::theDestructorCancelsAndWaits()
{
    QSemaphore started;
    QSemaphore interrupted;
    std::atomic<bool> ended = false;
    {
        core::Lane lane(QStringLiteral("test"));
        const auto ignored = lane.post<int>([&](const Cancellation &cancellation) -> Result<int> {
            const auto guard = cancellation.interruptWith([&] { interrupted.release(); });
            started.release();
            interrupted.acquire();
            ended = true;
            return 1;
        });
        started.acquire();
    }
    QVERIFY(ended);
}

void tst_Lane::awaitPassesTheCancellationOn()
{
    core::Lane lane(QStringLiteral("test"));
    QSemaphore started;
    Cancellation outer;
    auto future = lane.post<int>([&](const Cancellation &cancellation) -> Result<int> {
        QSemaphore never;
        const auto guard = cancellation.interruptWith([&] { never.release(); });
        started.release();
        never.acquire();
        return 1;
    });
    std::thread canceller([&] {
        started.acquire();
        outer.request();
    });
    const auto result = core::await(future, outer);
    canceller.join();
    QVERIFY(!result);
    QVERIFY(result.error().isCancelled());
}

void tst_Lane::aTimeLimitEndsTheWait()
{
    core::Lane lane(QStringLiteral("test"));
    const core::TimeLimit limit(std::chrono::milliseconds(5));
    const auto endless = lane.post<int>([](const Cancellation &cancellation) -> Result<int> {
        QSemaphore never;
        const auto guard = cancellation.interruptWith([&] { never.release(); });
        never.acquire();
        return core::fail(core::Error::cancelled());
    });
    QVERIFY(core::await(endless, limit.cancellation()).error().isCancelled());
}

void tst_Lane::aTimeLimitThatIsGoneEndsNothing()
{
    QElapsedTimer elapsed;
    elapsed.start();
    std::optional<core::TimeLimit> limit(std::chrono::hours(1));
    const Cancellation cancellation = limit->cancellation();
    limit.reset(); // returns at once
    QVERIFY(!cancellation.isRequested());
    QVERIFY(elapsed.elapsed() < 60'000);
}

void tst_Lane::poolWorkIsCancelledThroughItsFuture()
{
    QSemaphore started;
    auto future = core::runOnPool<int>([&](const Cancellation &cancellation) -> Result<int> {
        QSemaphore never;
        const auto guard = cancellation.interruptWith([&] { never.release(); });
        started.release();
        never.acquire();
        return 1;
    });
    started.acquire();
    future.cancel();
    QVERIFY(core::await(future).error().isCancelled());
    QCOMPARE(core::await(core::runOnPool<int>([](const Cancellation &) -> Result<int> { return 5; })).value(), 5);
}

namespace {

QPromise<Result<int>> started()
{
    QPromise<Result<int>> promise;
    promise.start();
    return promise;
}

} // namespace

void tst_Lane::twoCallsInARowAreOneFuture()
{
    QObject receiver;
    auto second = started();
    const auto held = std::make_shared<int>(1); // what the second call needs, as a back end
    auto both =
        core::andThen<int>(core::ready<QString>(QStringLiteral("42")), &receiver, [&second, held](const QString &text) {
            [&] { QCOMPARE(text, QStringLiteral("42")); }();
            return second.future();
        });
    bool fenced = false;
    core::whenDone(core::ready<int>(1), &receiver, [&](const auto &) { fenced = true; });
    QTRY_VERIFY(fenced);
    QVERIFY(!both.isFinished());
    QVERIFY(held.use_count() > 1); // kept until the answer is there
    second.addResult(7);
    second.finish();
    Result<int> got = core::fail(core::ErrorKind::Internal, {});
    core::whenDone(both, &receiver, [&](const Result<int> &answer) { got = answer; });
    QTRY_VERIFY(got.has_value());
    QCOMPARE(*got, 7);
    QTRY_COMPARE(held.use_count(), 1L);
}

void tst_Lane::theErrorOfTheFirstCallIsThatOfBoth()
{
    QObject receiver;
    bool called = false;
    auto both =
        core::andThen<int>(core::ready<QString>(core::fail(core::ErrorKind::NotFound, QStringLiteral("no secret"))),
                           &receiver, [&](const QString &) {
                               called = true;
                               return core::ready<int>(1);
                           });
    QTRY_VERIFY(both.isFinished());
    QCOMPARE(core::outcomeOf(both).error().message, QStringLiteral("no secret"));
    QVERIFY(!called);
}

void tst_Lane::cancellingTwoCallsStopsTheOneOnItsWay_data()
{
    QTest::addColumn<bool>("inTheSecond");
    QTest::newRow("the first") << false;
    QTest::newRow("the second") << true;
}

void tst_Lane::cancellingTwoCallsStopsTheOneOnItsWay()
{
    QFETCH(bool, inTheSecond);
    QObject receiver;
    auto first = started();
    auto second = started();
    bool called = false;
    auto both = core::andThen<int>(first.future(), &receiver, [&](int) {
        called = true;
        return second.future();
    });
    if (inTheSecond) {
        first.addResult(1);
        first.finish();
        QTRY_VERIFY(called);
    }
    both.cancel();
    auto &running = inTheSecond ? second : first;
    QTRY_VERIFY(running.isCanceled());
    QVERIFY(!both.isFinished()); // not before what it stands for
    running.finish();
    QTRY_VERIFY(both.isFinished());
    QVERIFY(core::outcomeOf(both).error().isCancelled());
    QCOMPARE(called, inTheSecond);
}

void tst_Lane::twoCallsEndWithTheirReceiver()
{
    auto receiver = std::make_unique<QObject>();
    auto first = started();
    auto both = core::andThen<int>(first.future(), receiver.get(), [](int) { return core::ready<int>(1); });
    receiver.reset();
    QVERIFY(both.isFinished());
    QVERIFY(core::outcomeOf(both).error().isCancelled());
    first.finish();
}

// Whoever lets go of such a result last, be it the thread that watches for cancellation, ends the lane.
void tst_Lane::aResultThatOwnsTheLastLaneGoesAnywhere()
{
    using Owner = std::shared_ptr<core::Lane>;
    for (int i = 0; i < 200; ++i) {
        QSemaphore ended;
        static_cast<void>(core::runOnPool<Owner>([&ended](const Cancellation &) -> Result<Owner> {
            Owner lane(new core::Lane(QStringLiteral("owned")), [&ended](core::Lane *last) {
                delete last;
                ended.release();
            });
            static_cast<void>(core::await(lane->post<int>([](const Cancellation &) -> Result<int> { return 1; })));
            return lane;
        }));
        QVERIFY(ended.tryAcquire(1, 10'000));
    }
}

QTEST_GUILESS_MAIN(tst_Lane)
#include "tst_lane.moc"
