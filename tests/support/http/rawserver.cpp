// SPDX-License-Identifier: GPL-3.0-or-later
#include "rawserver.h"

#include "loopbacklistener.h"

#include <sys/socket.h>
#include <unistd.h>

namespace isthmus::test {

RawServer::RawServer(QByteArray bytes, Then then) : m_bytes(std::move(bytes)), m_then(then)
{
    const LoopbackListener listener;
    m_listener = listener.socket;
    m_port = listener.port;
    m_thread = std::thread([this] { serve(); });
}

RawServer::~RawServer()
{
    ::shutdown(m_listener, SHUT_RDWR); // wakes accept()
    m_thread.join();
    ::close(m_listener);
    for (const int held : m_held)
        ::close(held);
}

void RawServer::serve()
{
    for (;;) {
        const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0)
            return;
        ++m_connections;
        char request[16 * 1024]; // a small request comes in one piece, as does the first message of TLS
        if (::recv(client, request, sizeof request, 0) < 0)
            continue;
        if (!m_bytes.isEmpty())
            ::send(client, m_bytes.constData(), size_t(m_bytes.size()), MSG_NOSIGNAL);
        if (m_then == Then::Hold)
            m_held.append(client);
        else
            ::close(client);
    }
}

} // namespace isthmus::test
