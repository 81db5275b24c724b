// SPDX-License-Identifier: GPL-3.0-or-later
#include "requestqueue.h"

namespace isthmus::sandbox {

namespace {

// httplib hands out connections as closures: only what they call knows the socket.
thread_local bool turningAway = false;

} // namespace

RequestQueue::RequestQueue(Connections &connections, int threads, int maxWaiting)
    : m_connections(connections), m_maxWaiting(maxWaiting), m_free(threads)
{
    m_threads.reserve(size_t(threads));
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { work(); });
}

void RequestQueue::enqueue(std::function<void()> connection)
{
    bool isFull = false;
    {
        const std::lock_guard lock(m_mutex);
        isFull = int(m_waiting.size()) >= m_maxWaiting;
        if (!isFull)
            m_waiting.push_back(std::move(connection));
        makeRoom();
    }
    if (!isFull)
        return m_changed.notify_one();
    turningAway = true;
    connection();
    turningAway = false;
}

// With the mutex held.
void RequestQueue::makeRoom()
{
    if (const int missing = int(m_waiting.size()) - m_free; missing > 0)
        m_connections.dropOldest(missing);
}

void RequestQueue::on_idle()
{
    const std::lock_guard lock(m_mutex);
    makeRoom();
}

void RequestQueue::work()
{
    for (;;) {
        std::function<void()> connection;
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return m_isOver || !m_waiting.empty(); });
            if (m_waiting.empty())
                return;
            connection = std::move(m_waiting.front());
            m_waiting.pop_front();
            --m_free;
        }
        connection();
        const std::lock_guard lock(m_mutex);
        ++m_free;
    }
}

void RequestQueue::shutdown()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isOver = true;
    }
    m_changed.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

bool RequestQueue::hasWaiting() const
{
    const std::lock_guard lock(m_mutex);
    return !m_waiting.empty();
}

bool RequestQueue::isTurningAway()
{
    return turningAway;
}

} // namespace isthmus::sandbox
