// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionstream.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace isthmus::sandbox {

namespace {

using NameOf = int(int, sockaddr *, socklen_t *);

void addressOf(socket_t socket, NameOf *nameOf, std::string &address, int &port)
{
    sockaddr_in name{};
    socklen_t size = sizeof name;
    std::array<char, INET_ADDRSTRLEN> text{};
    if (nameOf(socket, reinterpret_cast<sockaddr *>(&name), &size) != 0 || name.sin_family != AF_INET
        || !::inet_ntop(AF_INET, &name.sin_addr, text.data(), text.size()))
        return;
    address = text.data();
    port = ntohs(name.sin_port);
}

} // namespace

bool ConnectionStream::wait(short events, Clock::time_point until) const
{
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
        pollfd ready{m_socket, events, 0};
        const int count = left.count() <= 0 ? 0 : ::poll(&ready, 1, int(left.count()));
        if (count >= 0 || errno != EINTR)
            return count > 0;
    }
}

bool ConnectionStream::waitForRequest(std::chrono::milliseconds timeout)
{
    if (m_begin < m_end)
        return true;
    if (!wait(POLLIN, Clock::now() + timeout))
        return false;
    const ssize_t count = receive(m_buffer.data(), m_buffer.size());
    m_begin = 0;
    m_end = size_t(std::max<ssize_t>(count, 0));
    return count > 0;
}

void ConnectionStream::beginUnsigned(UnsignedLimits limits)
{
    m_deadline = Clock::now() + limits.time;
    m_headerBytesLeft = limits.bytes;
    m_head.resize(0); // keeps the memory
}

void ConnectionStream::beginSigned()
{
    m_deadline = Clock::time_point::max();
    m_headerBytesLeft = unlimited;
}

bool ConnectionStream::is_readable() const
{
    return m_begin < m_end || wait(POLLIN, std::min(m_deadline, Clock::now() + m_idle));
}

bool ConnectionStream::is_writable() const
{
    return wait(POLLOUT, Clock::now() + m_idle);
}

ssize_t ConnectionStream::receive(char *bytes, size_t size)
{
    ssize_t count = 0;
    do {
        count = ::recv(m_socket, bytes, size, 0);
    } while (count < 0 && errno == EINTR);
    return count;
}

ssize_t ConnectionStream::read(char *bytes, size_t size)
{
    if (m_headerBytesLeft == 0)
        return -1;
    if (m_headerBytesLeft > 0)
        size = std::min(size, size_t(m_headerBytesLeft));
    if (m_begin == m_end) {
        if (!is_readable())
            return -1;
        if (size >= m_buffer.size() && m_headerBytesLeft == unlimited)
            return receive(bytes, size);
        const ssize_t count = receive(m_buffer.data(), m_buffer.size());
        if (count <= 0)
            return count;
        m_begin = 0;
        m_end = size_t(count);
    }
    const size_t count = std::min(size, m_end - m_begin);
    std::memcpy(bytes, m_buffer.data() + m_begin, count);
    m_begin += count;
    if (m_headerBytesLeft > 0) {
        m_headerBytesLeft -= qsizetype(count);
        m_head.append(bytes, qsizetype(count));
    }
    return ssize_t(count);
}

ssize_t ConnectionStream::write(const char *bytes, size_t size)
{
    if (!is_writable())
        return -1;
    ssize_t count = 0;
    do {
        count = ::send(m_socket, bytes, size, MSG_NOSIGNAL);
    } while (count < 0 && errno == EINTR);
    return count;
}

void ConnectionStream::get_remote_ip_and_port(std::string &address, int &port) const
{
    addressOf(m_socket, ::getpeername, address, port);
}

void ConnectionStream::get_local_ip_and_port(std::string &address, int &port) const
{
    addressOf(m_socket, ::getsockname, address, port);
}

} // namespace isthmus::sandbox
