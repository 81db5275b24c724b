// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/lane.h>

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
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
    void nothingArrivesWhenTheReceiverIsGone();
    void aReadyFutureIsDeliveredLaterNotInsideTheCall();
    void cancelInterruptsTheRunningTask();
    void aTaskCancelledBeforeItsTurnNeverRuns();
    void theDestructorCancelsAndWaits();
    void awaitPassesTheCancellationOn();
    void poolWorkIsCancelledThroughItsFuture();
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

QTEST_GUILESS_MAIN(tst_Lane)
#include "tst_lane.moc"
