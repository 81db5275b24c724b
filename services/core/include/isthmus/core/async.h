// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/cancellation.h>
#include <isthmus/core/error.h>

#include <QFuture>
#include <QFutureWatcher>
#include <QPromise>
#include <QThread>

#include <exception>

namespace isthmus::core {

/// What a future says once it is finished: its value, its error, Cancelled if it was cancelled, Internal if it threw.
/// Waits for an unfinished one, see await(). On Qt 6.4 QFuture::result() of a future without a result is undefined;
/// this is the only place that reads one.
template <typename T>
[[nodiscard]] Result<T> outcomeOf(QFuture<Result<T>> future)
{
    try {
        future.waitForFinished(); // rethrows what the task threw
    } catch (const std::exception &e) {
        return fail(ErrorKind::Internal, QString::fromUtf8(e.what()));
    }
    if (future.resultCount() == 0)
        return fail(Error::cancelled());
    return future.resultAt(0);
}

/// Calls \a done(Result<T>) exactly once, in \a receiver's thread, from its event loop, never inside this call; not at
/// all if \a receiver is gone by then. Thread: call on \a receiver's thread.
template <typename T, typename Callback>
void whenDone(const QFuture<Result<T>> &future, QObject *receiver, Callback &&done)
{
    Q_ASSERT(receiver && receiver->thread() == QThread::currentThread());
    auto *watcher = new QFutureWatcher<Result<T>>(receiver); // dies with the receiver
    QObject::connect(watcher, &QFutureWatcherBase::finished, receiver,
                     [watcher, done = std::forward<Callback>(done)]() mutable {
                         watcher->deleteLater();
                         done(outcomeOf(watcher->future()));
                     });
    watcher->setFuture(future); // after connect: a future that is ready must not be missed
}

/// A future that is finished already.
template <typename T>
[[nodiscard]] QFuture<Result<T>> ready(Result<T> result)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(std::move(result));
    promise.finish();
    return promise.future();
}

/// Waits for \a future and answers its outcome. For the runner's thread, the command line and tests: never call it on
/// a window's thread or on the lane that works for \a future.
template <typename T>
[[nodiscard]] Result<T> await(QFuture<Result<T>> future)
{
    return outcomeOf(std::move(future));
}

/// As above, and cancels \a future when \a cancellation is requested.
template <typename T>
[[nodiscard]] Result<T> await(QFuture<Result<T>> future, const Cancellation &cancellation)
{
    const auto guard = cancellation.interruptWith([future]() mutable { future.cancel(); });
    return await(future);
}

} // namespace isthmus::core
