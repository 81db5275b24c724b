// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/async.h>
#include <isthmus/core/cancellation.h>

#include <QFuture>
#include <QThreadPool>

#include <memory>
#include <mutex>
#include <vector>

namespace isthmus::core {

/// One thread on which all work of one connection runs, in order. What is not thread-safe (a libpq connection, a curl
/// handle) is touched only by tasks of one lane.
///
/// QFuture::cancel() on a future from post() is the cancellation: a task that has not begun never runs, a running one
/// sees Cancellation::isRequested() and gets its interrupts called.
///
/// The destructor cancels everything and waits for the running task; tasks must therefore be interruptible.
/// Thread: post() may be called from any thread.
class Lane {
public:
    /// \a name appears as the thread's name in debuggers.
    explicit Lane(const QString &name);
    ~Lane();
    Lane(const Lane &) = delete;
    Lane &operator=(const Lane &) = delete;

    /// Runs \a task, a Result<T>(const Cancellation &), after all that was posted before. The task must capture shared
    /// state, never the object that owns the lane.
    template <typename T, typename Task>
    [[nodiscard]] QFuture<Result<T>> post(Task task)
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        QFuture<Result<T>> future = promise->future();
        Cancellation cancellation;
        watch(QFuture<void>(future), cancellation);
        m_pool.start([promise, cancellation, task = std::move(task)]() mutable {
            if (!promise->isCanceled()) {
                try {
                    promise->addResult(task(std::as_const(cancellation)));
                } catch (...) {
                    promise->setException(std::current_exception());
                }
            }
            promise->finish();
        });
        return future;
    }

private:
    struct Watched {
        QFuture<void> future;
        Cancellation cancellation;
    };
    struct Watch;
    void watch(const QFuture<void> &future, const Cancellation &cancellation);

    std::unique_ptr<Watch> m_watch;
    QThreadPool m_pool;
    std::mutex m_mutex;
    std::vector<Watched> m_watched; // unfinished calls, for the destructor
};

} // namespace isthmus::core
