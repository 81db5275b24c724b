// SPDX-License-Identifier: GPL-3.0-or-later
#include "losingrelay.h"

#include "loopbacklistener.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

namespace isthmus::test {

LosingRelay::LosingRelay(int serverPort, QByteArray word) : m_serverPort(serverPort), m_word(std::move(word))
{
    const LoopbackListener listener;
    m_listener = listener.socket;
    m_port = listener.port;
    m_thread = std::thread([this] { serve(); });
}

LosingRelay::~LosingRelay()
{
    m_isEnding = true;
    ::shutdown(m_listener, SHUT_RDWR); // wakes accept()
    m_thread.join();
    ::close(m_listener);
}

void LosingRelay::serve()
{
    std::vector<std::thread> relays;
    for (int client = 0; (client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC)) >= 0;)
        relays.emplace_back([this, client] { handOn(client); });
    for (std::thread &relay : relays)
        relay.join();
}

void LosingRelay::handOn(int client)
{
    const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopbackAddress(m_serverPort);
    bool isOpen = ::connect(server, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    QByteArray request; // of the connection, all of them
    bool isLosing = false;
    while (isOpen && !m_isEnding) {
        pollfd ends[2] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
        constexpr int lookMs = 50;
        if (::poll(ends, 2, lookMs) <= 0)
            continue;
        char piece[16 * 1024];
        if (ends[0].revents) {
            const auto size = ::recv(client, piece, sizeof piece, 0);
            isOpen = size > 0 && ::send(server, piece, size_t(size), MSG_NOSIGNAL) == size;
            request.append(piece, std::max<qsizetype>(size, 0));
            isLosing = request.contains(m_word);
        } else if (ends[1].revents) {
            const auto size = ::recv(server, piece, sizeof piece, 0);
            if (isLosing)
                ++m_lost;
            isOpen = size > 0 && !isLosing && ::send(client, piece, size_t(size), MSG_NOSIGNAL) == size;
        }
    }
    ::close(client);
    ::close(server);
}

} // namespace isthmus::test
