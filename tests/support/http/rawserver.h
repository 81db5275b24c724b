// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakeservice.h"

#include <atomic>
#include <thread>

namespace isthmus::test {

/// A server that answers every connection with the same bytes, whatever they are, and then closes it or holds it open.
class RawServer {
public:
    enum class Then : quint8 { Close, Hold };

    explicit RawServer(QByteArray bytes, Then then = Then::Close);
    ~RawServer();
    RawServer(const RawServer &) = delete;
    RawServer &operator=(const RawServer &) = delete;

    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] int connections() const { return m_connections; }
    [[nodiscard]] maxcompute::Settings settings() const { return loopbackSettings(m_port); }

private:
    void serve();

    QByteArray m_bytes;
    Then m_then;
    int m_listener = -1;
    int m_port = 0;
    std::atomic<int> m_connections = 0;
    QList<int> m_held;
    std::thread m_thread;
};

} // namespace isthmus::test
