// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <curl/curl.h>
#include <openssl/types.h>

#include <vector>

namespace isthmus::maxcompute {

/// What curl is told of TLS beside that it verifies: whom to trust, and that a server cannot keep it busy for ever.
/// Outlives the connections of the handles it has set up. Thread: that of the handle.
class TlsGuard {
public:
    /// \a authorities: file with those to trust, PEM; empty: the system's.
    explicit TlsGuard(const QString &authorities);
    TlsGuard(const TlsGuard &) = delete;
    TlsGuard &operator=(const TlsGuard &) = delete;

    [[nodiscard]] bool hasOwnAuthorities() const { return !m_authorities.isEmpty(); }
    /// Before every exchange.
    void setUp(CURL *easy);
    /// The server sent messages about TLS without measure, and the connection was ended.
    [[nodiscard]] bool hasEnded() const { return m_hasEnded; }
    /// The server has said that nothing more comes, which nobody on the way can say for it. curl 7.88 takes an end
    /// without that for one too.
    [[nodiscard]] bool isPeerDone() const { return m_isPeerDone; }

private:
    static curl_socket_t openSocket(void *guard, curlsocktype purpose, curl_sockaddr *address);
    static int closeSocket(void *guard, curl_socket_t socket);
    static CURLcode prepare(CURL *easy, void *context, void *guard);
    static void noteMessage(int isSent, int version, int type, const void *message, size_t size, SSL *tls, void *guard);

    QByteArray m_authorities;
    std::vector<curl_socket_t> m_sockets; // open ones
    int m_messages = 0; // of the exchange
    bool m_hasEnded = false;
    bool m_isPeerDone = false; // on the newest connection
};

} // namespace isthmus::maxcompute
