// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/async.h>
#include <isthmus/core/cancellation.h>

#include <QFuture>
#include <QThreadPool>

#include <algorithm>
#include <memory>
#include <mutex>
#include <vector>

namespace isthmus::core {

/// Requests \a cancellation when \a future is cancelled, as long as the answer is kept. Works without an event loop of
/// the caller's. Thread: any.
/// \a typed holds a copy of the typed future: a QFuture<void> does not keep the results alive, and Qt reads them while
/// it attaches an observer.
[[nodiscard]] std::shared_ptr<void> forwardCancel(const QFuture<void> &future, std::shared_ptr<const void> typed,
                                                  const Cancellation &cancellation);

template <typename T>
[[nodiscard]] std::shared_ptr<void> forwardCancel(const QFuture<Result<T>> &future, const Cancellation &cancellation)
{
    return forwardCancel(QFuture<void>(future), std::make_shared<const QFuture<Result<T>>>(future), cancellation);
}

/// What runs \a task, a Result<T>(const Cancellation &), and finishes \a promise with what it answers or throws.
template <typename T, typename Task>
void fulfil(QPromise<Result<T>> &promise, const Cancellation &cancellation, Task &task)
{
    if (!promise.isCanceled()) {
        try {
            promise.addResult(task(cancellation));
        } catch (...) {
            promise.setException(std::current_exception());
        }
    }
    promise.finish();
}

/// Runs \a task on a thread of the global pool, beside everything else; for work that waits for calls of several lanes.
/// Cancelling as on a Lane. Thread: any.
template <typename T, typename Task>
[[nodiscard]] QFuture<Result<T>> runOnPool(Task task)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    QFuture<Result<T>> future = promise->future();
    const Cancellation cancellation;
    QThreadPool::globalInstance()->start([promise, cancellation, link = forwardCancel(future, cancellation),
                                          task = std::move(task)]() mutable { fulfil(*promise, cancellation, task); });
    return future;
}

/// Which of the tasks that wait on a lane goes next.
enum class Priority : qint8 {
    Background = -1, ///< nobody waits for it: an index, a tool tip
    Normal = 0,
    Interactive = 1, ///< somebody looks at the place where the answer will stand
};

/// One thread on which all work of one connection runs: by priority, and in the order of posting within one. What is
/// not thread-safe (a libpq connection, a curl handle) is touched only by tasks of one lane. A task that runs is never
/// put aside for another: what may take long belongs on a lane of its own.
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

    /// Runs \a task, a Result<T>(const Cancellation &), after all that was posted before with the same priority or a
    /// higher one. The task must capture shared state, never the object that owns the lane.
    template <typename T, typename Task>
    [[nodiscard]] QFuture<Result<T>> post(Priority priority, Task task)
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        QFuture<Result<T>> future = promise->future();
        const Cancellation cancellation;
        watch(QFuture<void>(future), cancellation, forwardCancel(future, cancellation));
        m_pool.start(
            [promise, cancellation, task = std::move(task)]() mutable { fulfil(*promise, cancellation, task); },
            int(priority));
        return future;
    }

    template <typename T, typename Task>
    [[nodiscard]] QFuture<Result<T>> post(Task task)
    {
        return post<T>(Priority::Normal, std::move(task));
    }

    /// How many tasks run or wait.
    [[nodiscard]] int load() const;

private:
    struct Watched {
        QFuture<void> future;
        Cancellation cancellation;
        std::shared_ptr<void> link;
    };
    void watch(const QFuture<void> &future, const Cancellation &cancellation, std::shared_ptr<void> link);

    QThreadPool m_pool;
    mutable std::mutex m_mutex;
    std::vector<Watched> m_watched; // unfinished calls, for the destructor
};

/// The one of \a lanes, pointers to something with a load(), that has the least to do; the first of equals.
template <typename Lanes>
[[nodiscard]] auto leastLoaded(const Lanes &lanes)
{
    return *std::ranges::min_element(lanes, {}, [](const auto &lane) { return lane->load(); });
}

} // namespace isthmus::core
