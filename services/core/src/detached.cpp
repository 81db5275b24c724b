// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/detached.h>

#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>

namespace isthmus::core {

namespace {

constexpr std::chrono::milliseconds lastWait{200}; // most of them end as soon as they see that nobody waits

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool isSanitized = true;
#else
constexpr bool isSanitized = false;
#endif

struct Count {
    std::mutex mutex;
    std::condition_variable changed;
    int threads = 0;
};

Count &count()
{
    static auto *const shared = new Count; // never destroyed: a thread may outlive the static objects
    return *shared;
}

} // namespace

void startDetached(std::function<void()> work)
{
    {
        const std::lock_guard lock(count().mutex);
        ++count().threads;
    }
    std::thread([work = std::move(work)]() mutable {
        work();
        work = nullptr; // what it owns goes before it counts as ended
        std::unique_lock lock(count().mutex);
        --count().threads;
        // Seen by others only once what the libraries keep for this thread has gone as well.
        std::notify_all_at_thread_exit(count().changed, std::move(lock));
    }).detach();
}

int detachedThreads()
{
    const std::lock_guard lock(count().mutex);
    return count().threads;
}

void endProcess(int exitCode)
{
    if constexpr (isSanitized) {
        std::unique_lock lock(count().mutex);
        if (count().changed.wait_for(lock, lastWait, [] { return count().threads == 0; })) {
            lock.unlock();
            std::exit(exitCode);
        }
    }
    std::fflush(nullptr);
    ::_exit(exitCode);
}

} // namespace isthmus::core
