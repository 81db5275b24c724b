// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connections.h"

#include <httplib.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace isthmus::sandbox {

/// The threads that serve connections, one at a time each. When all are busy, the oldest connection of a stranger ends
/// for each one that waits; when too many wait even so, new ones are turned away. Thread: any.
class RequestQueue : public httplib::TaskQueue {
public:
    RequestQueue(Connections &connections, int threads, int maxWaiting);

    void enqueue(std::function<void()> connection) override;
    void shutdown() override;
    void on_idle() override; ///< httplib calls it every idle interval without a new connection

    /// Whether connections wait for a thread: then none should stay idle on one.
    [[nodiscard]] bool hasWaiting() const;
    /// Whether the connection that this thread was given just now has to be turned away.
    [[nodiscard]] static bool isTurningAway();

private:
    void work();
    void makeRoom();

    Connections &m_connections;
    const int m_maxWaiting;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_waiting;
    int m_free = 0;
    bool m_isOver = false;
    std::vector<std::thread> m_threads;
};

} // namespace isthmus::sandbox
