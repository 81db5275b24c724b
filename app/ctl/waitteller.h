// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace isthmus::app {

/// As long as it lives somebody waits: it says for what and how long, on a thread of its own, after 2 s and then ever
/// more seldom.
class WaitTeller {
public:
    /// \a what answers what is waited for now; empty: nothing that need be told. \a tell gets each line.
    WaitTeller(std::function<QString()> what, std::function<void(const QString &line)> tell);

private:
    void run(const std::stop_token &stop);

    std::function<QString()> m_what;
    std::function<void(const QString &line)> m_tell;
    std::mutex m_mutex;
    std::condition_variable_any m_stopped;
    std::jthread m_thread; // last: it uses the others
};

} // namespace isthmus::app
