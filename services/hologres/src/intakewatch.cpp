// SPDX-License-Identifier: GPL-3.0-or-later
#include "intakewatch.h"

#include "receivedbytes.h"

#include <sys/socket.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace isthmus::hologres {

namespace {

using namespace std::chrono_literals;

constexpr auto interval = 5ms; // what comes meanwhile is more than the bound
constexpr int idleRounds = 200; // then the thread sleeps until it is called

class Watcher {
public:
    static Watcher &instance()
    {
        static auto *const shared = new Watcher; // never destroyed: its thread may outlive the static objects
        return *shared;
    }

    struct Watched {
        int socket;
        qint64 maxBytes;
        std::atomic<bool> *hasStopped;
    };

    void add(const Watched &watched)
    {
        const std::lock_guard lock(m_mutex);
        m_watched.push_back(watched);
        if (m_isAsleep)
            m_called.notify_one();
    }

    void remove(int socket)
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_watched, [socket](const Watched &watched) { return watched.socket == socket; });
    }

private:
    Watcher()
    {
        std::thread([this] { watch(); }).detach();
    }

    [[noreturn]] void watch()
    {
        std::unique_lock lock(m_mutex);
        for (int idle = 0;;) {
            // Under the lock: a socket that is not watched any more may have been closed.
            for (const Watched &watched : m_watched) {
                if (bytesReadFrom(watched.socket) <= watched.maxBytes)
                    continue;
                *watched.hasStopped = true;
                ::shutdown(watched.socket, SHUT_RDWR);
            }
            idle = m_watched.empty() ? idle + 1 : 0;
            m_isAsleep = idle >= idleRounds;
            if (m_isAsleep)
                m_called.wait(lock, [this] { return !m_watched.empty(); });
            else
                m_called.wait_for(lock, interval);
            m_isAsleep = false;
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_called;
    std::vector<Watched> m_watched;
    bool m_isAsleep = false;
};

} // namespace

IntakeWatch::IntakeWatch(int socket, qint64 maxBytes) : m_socket(socket)
{
    Watcher::instance().add({socket, maxBytes, &m_hasStopped});
}

IntakeWatch::~IntakeWatch()
{
    Watcher::instance().remove(m_socket);
}

} // namespace isthmus::hologres
