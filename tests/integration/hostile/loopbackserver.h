// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <openssl/types.h>

#include <atomic>
#include <functional>
#include <memory>
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

    /// In TLS once that has been set up.
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

    /// Sets TLS up. False: it did not come about.
    [[nodiscard]] bool startTls(SSL_CTX *context);
    /// What is to be sent in answer to the client's first message of TLS; nothing if none comes.
    [[nodiscard]] QByteArray answerHello(SSL_CTX *context);
    /// Goes on from there, until TLS is set up.
    [[nodiscard]] bool finishTls();
    [[nodiscard]] SSL *tls() const { return m_tls.get(); }
    bool sendTlsOutput(); ///< what OpenSSL has made of tls()
    void endTls(); ///< as it is to be ended: the client can tell that nothing is missing
    bool sendRaw(QByteArrayView bytes); ///< beside TLS
    /// What came before TLS was set up, and how much came within it.
    [[nodiscard]] const QByteArray &inClear() const { return m_inClear; }
    [[nodiscard]] qint64 bytesInTls() const { return m_bytesInTls; }

private:
    [[nodiscard]] bool waitFor(short events, int timeoutMs = -1);
    bool receiveSome(); // into m_read
    bool takeTls(QByteArrayView bytes); // into m_read

    struct Release {
        void operator()(SSL *tls) const;
    };
    int m_socket;
    int m_stopEvent;
    bool m_isGone = false;
    QByteArray m_read; // came, and is not asked for yet
    std::unique_ptr<SSL, Release> m_tls; // over memory: its bytes come and go by the functions above
    QByteArray m_inClear;
    qint64 m_bytesInTls = 0;
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
