// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/cancellation.h>
#include <isthmus/core/detached.h>

#include <QSemaphore>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace isthmus::core {

// One registered interrupt. `running` is held while the interrupt runs, so that removing the guard waits for it.
struct Cancellation::Guard::Entry {
    std::mutex running;
    std::function<void()> interrupt; // empty once the guard is gone
};

struct Cancellation::State {
    std::mutex mutex;
    std::atomic<bool> requested = false;
    bool interrupterStarted = false;
    std::vector<std::weak_ptr<Guard::Entry>> entries;

    // Calls every live interrupt; answers whether there was one, that is, whether another round may be needed.
    bool interruptAll()
    {
        std::vector<std::shared_ptr<Guard::Entry>> live;
        {
            const std::lock_guard lock(mutex);
            for (const auto &weak : entries) {
                if (auto entry = weak.lock())
                    live.push_back(std::move(entry));
            }
            entries.assign(live.begin(), live.end());
            if (live.empty())
                interrupterStarted = false;
        }
        for (const auto &entry : live) {
            const std::lock_guard lock(entry->running);
            if (entry->interrupt)
                entry->interrupt();
        }
        return !live.empty();
    }

    // A thread only for the time between the request and the end of the work: cancelling is rare, and PQcancel may
    // block on a dead network, which must not delay the cancellation of anything else.
    static void startInterrupter(const std::shared_ptr<State> &state)
    {
        {
            const std::lock_guard lock(state->mutex);
            if (state->interrupterStarted || state->entries.empty())
                return;
            state->interrupterStarted = true;
        }
        startDetached([state] {
            while (state->interruptAll())
                std::this_thread::sleep_for(std::chrono::milliseconds(100));
        });
    }
};

Cancellation::Guard::~Guard()
{
    if (!m_entry)
        return; // moved from
    const std::lock_guard lock(m_entry->running);
    m_entry->interrupt = nullptr;
}

Cancellation::Cancellation() : m_state(std::make_shared<State>()) { }

bool Cancellation::isRequested() const
{
    return m_state->requested;
}

void Cancellation::request() const
{
    m_state->requested = true;
    State::startInterrupter(m_state);
}

Cancellation::Guard Cancellation::interruptWith(std::function<void()> interrupt) const
{
    auto entry = std::make_shared<Guard::Entry>();
    entry->interrupt = std::move(interrupt);
    {
        const std::lock_guard lock(m_state->mutex);
        std::erase_if(m_state->entries, [](const auto &weak) { return weak.expired(); });
        m_state->entries.push_back(entry);
    }
    if (m_state->requested)
        State::startInterrupter(m_state);
    return Guard(std::move(entry));
}

bool pauseFor(std::chrono::milliseconds time, std::initializer_list<Cancellation> cancellations)
{
    QSemaphore woken;
    std::vector<Cancellation::Guard> guards;
    for (const auto &cancellation : cancellations)
        guards.push_back(cancellation.interruptWith([&woken] { woken.release(); }));
    return !woken.tryAcquire(1, int(time.count()));
}

TimeLimit::TimeLimit(std::chrono::milliseconds limit)
    : m_clock([limit, cancellation = m_cancellation](const std::stop_token &stop) {
          std::mutex mutex;
          std::condition_variable_any wakes;
          std::unique_lock lock(mutex);
          wakes.wait_for(lock, stop, limit, [] { return false; });
          if (!stop.stop_requested())
              cancellation.request();
      })
{
}

} // namespace isthmus::core
