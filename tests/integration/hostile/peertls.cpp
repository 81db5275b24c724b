// SPDX-License-Identifier: GPL-3.0-or-later
// TLS of a connection as the server has it. OpenSSL works in memory, so that a mode can do with its records what it
// wants.
#include "loopbackserver.h"

#include <openssl/ssl.h>

#include <array>

namespace isthmus::hostile {

namespace {

QByteArray outputOf(SSL *tls)
{
    BIO *output = SSL_get_wbio(tls);
    QByteArray bytes(qsizetype(BIO_ctrl_pending(output)), 0);
    if (!bytes.isEmpty())
        BIO_read(output, bytes.data(), int(bytes.size()));
    return bytes;
}

} // namespace

void Peer::Release::operator()(SSL *tls) const
{
    SSL_free(tls);
}

bool Peer::takeTls(QByteArrayView bytes)
{
    BIO_write(SSL_get_rbio(m_tls.get()), bytes.data(), int(bytes.size()));
    if (!SSL_is_init_finished(m_tls.get()))
        return true;
    std::array<char, 16 * 1024> buffer;
    for (;;) {
        const int got = SSL_read(m_tls.get(), buffer.data(), int(buffer.size()));
        if (got <= 0) {
            sendTlsOutput(); // what OpenSSL answers by itself
            m_isGone = m_isGone || SSL_get_error(m_tls.get(), got) != SSL_ERROR_WANT_READ;
            return !m_isGone;
        }
        m_bytesInTls += got;
        m_read.append(buffer.data(), got);
    }
}

bool Peer::send(QByteArrayView bytes)
{
    if (!m_tls)
        return sendRaw(bytes);
    constexpr qsizetype recordSize = 16 * 1024;
    while (!bytes.isEmpty()) {
        const QByteArrayView part = bytes.first(std::min(recordSize, bytes.size()));
        if (SSL_write(m_tls.get(), part.data(), int(part.size())) <= 0 || !sendTlsOutput())
            return false;
        bytes = bytes.sliced(part.size());
    }
    return true;
}

bool Peer::sendTlsOutput()
{
    return sendRaw(outputOf(m_tls.get()));
}

QByteArray Peer::answerHello(SSL_CTX *context)
{
    m_tls.reset(SSL_new(context));
    SSL_set_bio(m_tls.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    SSL_set_accept_state(m_tls.get());
    if (!m_read.isEmpty()) // came early
        BIO_write(SSL_get_rbio(m_tls.get()), m_read.data(), int(m_read.size()));
    m_read.clear();
    for (;;) {
        const int done = SSL_accept(m_tls.get());
        const QByteArray answer = outputOf(m_tls.get());
        if (!answer.isEmpty() || done == 1 || SSL_get_error(m_tls.get(), done) != SSL_ERROR_WANT_READ || !receiveSome())
            return answer;
    }
}

bool Peer::finishTls()
{
    for (;;) {
        const int done = SSL_accept(m_tls.get());
        if (!sendTlsOutput())
            return false;
        if (done == 1)
            return takeTls({}); // what came with the last message
        if (SSL_get_error(m_tls.get(), done) != SSL_ERROR_WANT_READ || !receiveSome())
            return false;
    }
}

bool Peer::startTls(SSL_CTX *context)
{
    return sendRaw(answerHello(context)) && finishTls();
}

void Peer::endTls()
{
    SSL_shutdown(m_tls.get());
    sendTlsOutput();
}

} // namespace isthmus::hostile
