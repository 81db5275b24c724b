// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlswitness.h"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace isthmus::hologres {

namespace {

bool isIssuedFor(X509 *certificate, const QByteArray &host)
{
    const int byAddress = X509_check_ip_asc(certificate, host.constData(), 0); // negative: the host is no address
    return byAddress >= 0 ? byAddress == 1
                          : X509_check_host(certificate, host.constData(), size_t(host.size()), 0, nullptr) == 1;
}

} // namespace

void TlsWitness::Release::operator()(SSL *tls) const
{
    SSL_free(tls);
}

void TlsWitness::look(PGconn *connection)
{
    if (m_tls)
        return;
    // libpq gives its own up as soon as it has failed. Source: PostgreSQL 15 manual, 34.2, PQsslStruct.
    auto *tls = static_cast<SSL *>(PQsslStruct(connection, "OpenSSL"));
    if (!tls || SSL_up_ref(tls) != 1)
        return;
    m_tls.reset(tls);
    // A record that holds nothing for us (a session ticket, new keys) ends a read: else one read would take them for as
    // long as they come, and look at no bound of ours.
    SSL_clear_mode(tls, SSL_MODE_AUTO_RETRY);
}

bool TlsWitness::isSetUp() const
{
    return m_tls && SSL_is_init_finished(m_tls.get());
}

bool TlsWitness::isForOtherHost(const QString &host) const
{
    if (!isSetUp())
        return false;
    X509 *certificate = SSL_get0_peer_certificate(m_tls.get());
    const bool hasNames = certificate && X509_get_ext_by_NID(certificate, NID_subject_alt_name, -1) >= 0;
    return hasNames && !isIssuedFor(certificate, host.toUtf8());
}

std::optional<connections::TlsFailure> TlsWitness::failure(const QString &host) const
{
    if (!m_tls)
        return std::nullopt;
    if (const auto found = connections::failureOfVerification(SSL_get_verify_result(m_tls.get())))
        return found;
    X509 *certificate = SSL_get0_peer_certificate(m_tls.get());
    // libpq looks at the names itself, once OpenSSL has verified the rest.
    if (certificate && !isIssuedFor(certificate, host.toUtf8()))
        return connections::TlsFailure::OtherName;
    return std::nullopt;
}

} // namespace isthmus::hologres
