// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <httplib.h>

#include <array>
#include <chrono>

namespace isthmus::sandbox {

/// What a request whose sender is not known may cost.
struct UnsignedLimits {
    std::chrono::milliseconds time; ///< from its first byte
    qsizetype bytes; ///< of request line and headers
};

/// The bytes of one connection, for all of its requests. httplib's own stream knows a limit for each read only: a
/// request that comes in drops would never end. Thread: the one that serves the connection.
class ConnectionStream : public httplib::Stream {
public:
    /// \a idle limits how long one read or write waits.
    ConnectionStream(socket_t socket, std::chrono::milliseconds idle) : m_socket(socket), m_idle(idle) { }

    /// Waits for the first byte of the next request. False at the connection's end or after \a timeout.
    [[nodiscard]] bool waitForRequest(std::chrono::milliseconds timeout);
    /// What follows is a request of an unknown sender.
    void beginUnsigned(UnsignedLimits limits);
    /// Request line and headers are there: what follows counts for the time only.
    void endHeaders() { m_headerBytesLeft = unlimited; }
    [[nodiscard]] bool hasEndedHeaders() const { return m_headerBytesLeft == unlimited; }
    /// Request line and headers of the request as they came, each line with its end; then what else was read before
    /// endHeaders().
    [[nodiscard]] const QByteArray &head() const { return m_head; }
    /// The sender is known: the limits of strangers hold no longer.
    void beginSigned();

    bool is_readable() const override;
    bool is_writable() const override;
    ssize_t read(char *bytes, size_t size) override;
    ssize_t write(const char *bytes, size_t size) override;
    void get_remote_ip_and_port(std::string &address, int &port) const override;
    void get_local_ip_and_port(std::string &address, int &port) const override;
    socket_t socket() const override { return m_socket; }

private:
    using Clock = std::chrono::steady_clock;
    static constexpr qsizetype unlimited = -1;

    /// Waits until the socket is ready for \a events. False when the time is over.
    [[nodiscard]] bool wait(short events, Clock::time_point until) const;
    [[nodiscard]] ssize_t receive(char *bytes, size_t size);

    const socket_t m_socket;
    const std::chrono::milliseconds m_idle;
    Clock::time_point m_deadline = Clock::time_point::max();
    qsizetype m_headerBytesLeft = unlimited;
    QByteArray m_head;
    std::array<char, 4096> m_buffer{};
    size_t m_begin = 0; ///< of what is in the buffer and not read yet
    size_t m_end = 0;
};

} // namespace isthmus::sandbox
