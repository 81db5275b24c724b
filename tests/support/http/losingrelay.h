// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <atomic>
#include <thread>

namespace isthmus::test {

/// Stands before a server on this machine and hands everything on, until a request holds a word: the server gets that
/// one too, and its answer is lost with the connection.
class LosingRelay {
public:
    LosingRelay(int serverPort, QByteArray word);
    ~LosingRelay();
    LosingRelay(const LosingRelay &) = delete;
    LosingRelay &operator=(const LosingRelay &) = delete;

    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] int lost() const { return m_lost; } ///< answers so far

private:
    void serve();
    void handOn(int client);

    int m_serverPort;
    QByteArray m_word;
    int m_listener = -1;
    int m_port = 0;
    std::atomic<int> m_lost = 0;
    std::atomic<bool> m_isEnding = false;
    std::thread m_thread;
};

} // namespace isthmus::test
