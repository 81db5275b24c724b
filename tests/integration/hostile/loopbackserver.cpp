// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopbackserver.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace isthmus::hostile {

Peer::~Peer()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

bool Peer::waitFor(short events, int timeoutMs)
{
    std::array<pollfd, 2> waiting{pollfd{m_socket, events, 0}, pollfd{m_stopEvent, POLLIN, 0}};
    const int ready = poll(waiting.data(), waiting.size(), timeoutMs);
    if (waiting[1].revents != 0)
        m_isGone = true;
    return ready > 0 && !m_isGone;
}

bool Peer::sendRaw(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && waitFor(POLLOUT)) {
        const auto sent = ::send(m_socket, bytes.data(), size_t(bytes.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0)
            bytes = bytes.sliced(sent);
        else if (errno != EAGAIN && errno != EINTR)
            m_isGone = true;
    }
    return bytes.isEmpty();
}

bool Peer::receiveSome()
{
    if (!waitFor(POLLIN))
        return false;
    std::array<char, 16 * 1024> buffer;
    const auto got = ::recv(m_socket, buffer.data(), buffer.size(), 0);
    if (got <= 0) {
        m_isGone = true;
        return false;
    }
    if (m_tls)
        return takeTls(QByteArrayView(buffer.data(), got));
    m_read.append(buffer.data(), got);
    constexpr qsizetype most = 64 * 1024; // enough to see what it is
    if (m_inClear.size() < most)
        m_inClear.append(buffer.data(), got);
    return true;
}

QByteArray Peer::receive(qsizetype count)
{
    while (m_read.size() < count && receiveSome()) { }
    if (m_read.size() < count)
        return {};
    const QByteArray bytes = m_read.first(count);
    m_read.remove(0, count);
    return bytes;
}

QByteArray Peer::receiveUntil(const QByteArray &end)
{
    constexpr qsizetype most = 1024 * 1024;
    qsizetype wanted = 1;
    for (;;) {
        const qsizetype found = m_read.indexOf(end);
        if (found >= 0)
            return receive(found + end.size());
        wanted = m_read.size() + 1;
        const QByteArray more = wanted > most ? QByteArray() : receive(wanted);
        if (more.isEmpty())
            return {};
        m_read.prepend(more);
    }
}

void Peer::flood(const QByteArray &unit)
{
    constexpr qsizetype blockSize = 64 * 1024;
    const QByteArray block = unit.repeated(std::max<qsizetype>(1, blockSize / unit.size()));
    while (send(block)) { }
}

void Peer::trickle(const QByteArray &bytes, int pauseMs)
{
    for (qsizetype i = 0; i < bytes.size() && send(QByteArrayView(bytes).sliced(i, 1)) && pause(pauseMs); ++i) { }
}

void Peer::hold()
{
    std::array<char, 16 * 1024> buffer;
    while (waitFor(POLLIN)) {
        if (::recv(m_socket, buffer.data(), buffer.size(), 0) <= 0)
            m_isGone = true;
    }
}

bool Peer::pause(int ms)
{
    // What the client sends meanwhile stays; its end is seen by the next send.
    static_cast<void>(waitFor(0, ms));
    return !m_isGone;
}

void Peer::reset()
{
    const linger atOnce{1, 0};
    setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    m_isGone = true;
}

LoopbackServer::LoopbackServer(std::function<void(Peer &)> serve) : m_serve(std::move(serve))
{
    m_stopEvent = eventfd(0, EFD_CLOEXEC);
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    constexpr int backlog = 64;
    if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(m_listener, backlog) != 0
        || ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        qFatal("no loopback port is to be had");
    m_port = ntohs(address.sin_port);
    m_accepting = std::thread([this] { acceptAll(); });
}

LoopbackServer::~LoopbackServer()
{
    eventfd_write(m_stopEvent, 1); // stays readable: every wait sees it
    m_accepting.join();
    for (auto &thread : m_threads)
        thread.join();
    ::close(m_listener);
    ::close(m_stopEvent);
}

void LoopbackServer::acceptAll()
{
    for (;;) {
        std::array<pollfd, 2> waiting{pollfd{m_listener, POLLIN, 0}, pollfd{m_stopEvent, POLLIN, 0}};
        if (poll(waiting.data(), waiting.size(), -1) < 0 || waiting[1].revents != 0)
            return;
        const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0)
            continue;
        ++m_connections;
        m_threads.emplace_back([this, client] {
            Peer peer(client, m_stopEvent);
            m_serve(peer);
        });
    }
}

} // namespace isthmus::hostile
