// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsguard.h"

#include <QFile>

#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace isthmus::maxcompute {

namespace {

constexpr int maxMessages = 1000; // setting TLS up takes about ten

} // namespace

TlsGuard::TlsGuard(const QString &authorities) : m_authorities(QFile::encodeName(authorities)) { }

void TlsGuard::setUp(CURL *easy)
{
    const auto set = [easy](CURLoption option, auto value) { curl_easy_setopt(easy, option, value); };
    m_messages = 0;
    m_hasEnded = false;
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    if (!m_authorities.isEmpty()) {
        set(CURLOPT_CAINFO, m_authorities.constData());
        set(CURLOPT_CAPATH, static_cast<const char *>(nullptr)); // those of the system are not meant then
    }
    set(CURLOPT_SSL_CTX_FUNCTION, &TlsGuard::prepare);
    set(CURLOPT_SSL_CTX_DATA, static_cast<void *>(this));
    set(CURLOPT_OPENSOCKETFUNCTION, &TlsGuard::openSocket);
    set(CURLOPT_OPENSOCKETDATA, static_cast<void *>(this));
    set(CURLOPT_CLOSESOCKETFUNCTION, &TlsGuard::closeSocket);
    set(CURLOPT_CLOSESOCKETDATA, static_cast<void *>(this));
}

curl_socket_t TlsGuard::openSocket(void *guard, curlsocktype, curl_sockaddr *address)
{
    const curl_socket_t made = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (made >= 0)
        static_cast<TlsGuard *>(guard)->m_sockets.push_back(made);
    static_cast<TlsGuard *>(guard)->m_isPeerDone = false;
    return made;
}

int TlsGuard::closeSocket(void *guard, curl_socket_t socket)
{
    std::erase(static_cast<TlsGuard *>(guard)->m_sockets, socket);
    return ::close(socket);
}

CURLcode TlsGuard::prepare(CURL *, void *context, void *guard)
{
    auto *tls = static_cast<SSL_CTX *>(context);
    // A record that holds nothing for us (a session ticket, new keys) ends a read: else one read would take them for as
    // long as they come, and look at no bound of ours.
    SSL_CTX_clear_mode(tls, SSL_MODE_AUTO_RETRY);
    SSL_CTX_set_msg_callback(tls, &TlsGuard::noteMessage);
    SSL_CTX_set_msg_callback_arg(tls, guard);
    return CURLE_OK;
}

// OpenSSL passes over requests to begin anew for as long as they come, in one call (tls_get_message_header).
void TlsGuard::noteMessage(int isSent, int, int type, const void *message, size_t size, SSL *, void *guard)
{
    auto &self = *static_cast<TlsGuard *>(guard);
    if (isSent != 0)
        return;
    if (type == SSL3_RT_ALERT && size == 2 && static_cast<const quint8 *>(message)[1] == SSL_AD_CLOSE_NOTIFY)
        self.m_isPeerDone = true;
    if (type != SSL3_RT_HANDSHAKE || ++self.m_messages <= maxMessages)
        return;
    self.m_hasEnded = true;
    for (const curl_socket_t socket : self.m_sockets)
        ::shutdown(socket, SHUT_RDWR);
}

} // namespace isthmus::maxcompute
