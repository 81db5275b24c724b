// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <atomic>
#include <chrono>
#include <thread>

namespace isthmus::test {

/// Stands before a server on this machine, as the network does, and does what a network may do to what passes. Several
/// may stand before one server. Thread: any.
class NetworkRelay {
public:
    enum class Mode : quint8 {
        Pass, ///< hands everything on
        Stall, ///< hands nothing on, of new connections neither, and closes nothing: a VPN that has dropped
        Refuse, ///< resets new connections at once: the server is down
    };

    explicit NetworkRelay(int serverPort);
    ~NetworkRelay();
    NetworkRelay(const NetworkRelay &) = delete;
    NetworkRelay &operator=(const NetworkRelay &) = delete;

    [[nodiscard]] int port() const { return m_port; }
    void setMode(Mode mode);
    void setDelay(std::chrono::milliseconds delay); ///< of everything that is handed on from now on
    void close(); ///< ends all connections that there are, in order
    /// Hands nothing on any more on the connections that there are, as a router does that has forgotten them; new ones
    /// are not touched.
    void forget();
    void reset(); ///< ends them without a word that they have ended well
    /// Of what the server sends from now on, on all connections together, \a bytes get through; then that connection
    /// is closed, in order, and all is well again.
    void truncateAfter(qint64 bytes);

    [[nodiscard]] int accepted() const { return m_accepted; } ///< connections so far
    [[nodiscard]] int truncated() const { return m_truncated; } ///< answers so far
    /// What clients have sent and nobody has got, since the relay stalls: something is being waited for.
    [[nodiscard]] bool isHoldingRequest() const { return m_isHolding; }

private:
    struct Link;
    class Loop;
    void ask(std::atomic<int> &what);

    int m_serverPort;
    int m_listener = -1;
    int m_port = 0;
    std::atomic<Mode> m_mode = Mode::Pass;
    std::atomic<qint64> m_delayMs = 0;
    std::atomic<qint64> m_truncateAfter = -1; // -1: never
    std::atomic<int> m_closings = 0; // asked for so far
    std::atomic<int> m_resets = 0;
    std::atomic<int> m_forgettings = 0;
    std::atomic<int> m_asked = 0; // of them together
    std::atomic<int> m_followed = 0; // of those
    std::atomic<int> m_accepted = 0;
    std::atomic<int> m_truncated = 0;
    std::atomic<bool> m_isHolding = false;
    std::atomic<bool> m_isEnding = false;
    std::thread m_thread;
};

} // namespace isthmus::test
