// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/detached.h>
#include <isthmus/core/lane.h>

#include <QCoreApplication>
#include <QFutureWatcher>

#include <algorithm>

namespace isthmus::core {

namespace {

// The thread whose event loop notices QFuture::cancel(). A future can only be observed by a QFutureWatcher with an
// event loop; callers (the runner, the command line) may have none. Shared by all calls, gone with the last.
class CancelWatch final {
public:
    static std::shared_ptr<CancelWatch> instance()
    {
        static std::mutex mutex;
        static std::weak_ptr<CancelWatch> shared;
        const std::lock_guard lock(mutex);
        auto watch = shared.lock();
        if (!watch) {
            // The last to let go may be its own thread: a result that it holds may own lanes. No thread waits for
            // itself.
            watch = std::shared_ptr<CancelWatch>(new CancelWatch, [](CancelWatch *last) {
                if (QThread::currentThread() == &last->m_thread)
                    startDetached([last] { delete last; });
                else
                    delete last;
            });
            shared = watch;
        }
        return watch;
    }

    CancelWatch()
    {
        m_context.moveToThread(&m_thread);
        m_thread.setObjectName(QStringLiteral("cancel-watch"));
        m_thread.start();
    }

    ~CancelWatch()
    {
        m_thread.quit();
        m_thread.wait();
    }

    void add(const QFuture<void> &future, std::shared_ptr<const void> typed, const Cancellation &cancellation)
    {
        QMetaObject::invokeMethod(&m_context, [this, future, typed = std::move(typed), cancellation] {
            auto *watcher = new QFutureWatcher<void>(&m_context);
            QObject::connect(watcher, &QFutureWatcherBase::canceled, &m_context,
                             [cancellation] { cancellation.request(); });
            QObject::connect(watcher, &QFutureWatcherBase::finished, watcher,
                             [watcher, typed] { watcher->deleteLater(); });
            watcher->setFuture(future);
        });
    }

private:
    QThread m_thread;
    QObject m_context;
};

} // namespace

std::shared_ptr<void> forwardCancel(const QFuture<void> &future, std::shared_ptr<const void> typed,
                                    const Cancellation &cancellation)
{
    auto watch = CancelWatch::instance();
    watch->add(future, std::move(typed), cancellation);
    return watch;
}

Lane::Lane(const QString &name)
{
    m_pool.setMaxThreadCount(1);
    m_pool.setExpiryTimeout(-1);
    m_pool.setObjectName(name);
}

Lane::~Lane()
{
    {
        const std::lock_guard lock(m_mutex);
        for (auto &watched : m_watched) {
            watched.future.cancel();
            watched.cancellation.request(); // at once: the watch thread may be late
        }
    }
    m_pool.waitForDone();
}

int Lane::load() const
{
    const std::lock_guard lock(m_mutex);
    return int(std::ranges::count_if(m_watched, [](const Watched &w) { return !w.future.isFinished(); }));
}

void Lane::watch(const QFuture<void> &future, const Cancellation &cancellation, std::shared_ptr<void> link)
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_watched, [](const Watched &w) { return w.future.isFinished(); });
    m_watched.push_back({future, cancellation, std::move(link)});
}

} // namespace isthmus::core
