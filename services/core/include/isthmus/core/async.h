// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/cancellation.h>
#include <isthmus/core/error.h>

#include <QFuture>
#include <QFutureWatcher>
#include <QPromise>
#include <QThread>

#include <exception>
#include <memory>

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

/// One future for two calls in a row: what \a next, a QFuture<Result<T>>(A), answers to the value of \a first; the
/// error of \a first if it has none. Cancelling it cancels the call that is on its way; it finishes when that one does.
/// \a next is kept until its call is answered, with what it captured; it is not called after a cancel. If \a receiver
/// goes, the future is cancelled. Thread: call on \a receiver's thread; \a next runs there, from its event loop.
template <typename T, typename A, typename Next>
[[nodiscard]] QFuture<Result<T>> andThen(const QFuture<Result<A>> &first, QObject *receiver, Next next)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    const auto running = std::make_shared<QFuture<void>>(first);
    auto *cancels = new QFutureWatcher<Result<T>>(receiver);
    QObject::connect(cancels, &QFutureWatcherBase::canceled, cancels, [running] { running->cancel(); });
    QObject::connect(cancels, &QFutureWatcherBase::finished, cancels, &QObject::deleteLater);
    cancels->setFuture(promise->future());
    whenDone(first, receiver, [promise, running, receiver, next = std::move(next)](Result<A> value) mutable {
        if (!value || promise->isCanceled()) {
            promise->addResult(fail(value ? Error::cancelled() : value.error()));
            promise->finish();
            return;
        }
        auto kept = std::make_shared<Next>(std::move(next));
        const QFuture<Result<T>> second = (*kept)(*std::move(value));
        *running = QFuture<void>(second);
        whenDone(second, receiver, [promise, kept](Result<T> answer) {
            promise->addResult(std::move(answer));
            promise->finish();
        });
    });
    return promise->future();
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
