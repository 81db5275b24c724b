// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace isthmus::hostile {

/// One connection as the server has it. Every wait ends when the client goes or the server ends; then send() and
/// receive() answer false and nothing. Thread: that of the connection.
class Peer {
public:
    Peer(int socket, int stopEvent) : m_socket(socket), m_stopEvent(stopEvent) { }
    ~Peer();
    Peer(const Peer &) = delete;
    Peer &operator=(const Peer &) = delete;

    bool send(QByteArrayView bytes);
    /// Exactly \a count bytes, or nothing.
    [[nodiscard]] QByteArray receive(qsizetype count);
    /// Until \a end has come, that included; nothing beyond 1 MiB.
    [[nodiscard]] QByteArray receiveUntil(const QByteArray &end);
    /// \a unit again and again until the client goes.
    void flood(const QByteArray &unit);
    /// \a bytes one by one, with a pause behind each.
    void trickle(const QByteArray &bytes, int pauseMs);
    /// Says nothing until the client goes.
    void hold();
    /// False: the client has gone, or the server ends.
    bool pause(int ms);
    /// Ends the connection as a crash does.
    void reset();

    [[nodiscard]] bool isGone() const { return m_isGone; }

private:
    [[nodiscard]] bool waitFor(short events, int timeoutMs = -1);

    int m_socket;
    int m_stopEvent;
    bool m_isGone = false;
    QByteArray m_read; // came, and is not asked for yet
};

/// Listens on a free loopback port and serves each connection on a thread of its own. The destructor ends them all.
class LoopbackServer {
public:
    explicit LoopbackServer(std::function<void(Peer &)> serve);
    ~LoopbackServer();
    LoopbackServer(const LoopbackServer &) = delete;
    LoopbackServer &operator=(const LoopbackServer &) = delete;

    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] int connections() const { return m_connections; }

private:
    void acceptAll();

    std::function<void(Peer &)> m_serve;
    int m_listener = -1;
    int m_stopEvent = -1;
    int m_port = 0;
    std::atomic<int> m_connections = 0;
    std::vector<std::thread> m_threads; // touched by the accepting thread only, until it has ended
    std::thread m_accepting;
};

} // namespace isthmus::hostile
