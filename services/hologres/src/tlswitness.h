// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/tlsfailure.h>

#include <QString>

#include <libpq-fe.h>
#include <openssl/types.h>

#include <memory>
#include <optional>

namespace isthmus::hologres {

/// Keeps what OpenSSL has found out about a server, of which libpq says no more than "certificate verify failed".
/// Thread: that of the dial.
class TlsWitness {
public:
    /// After every call of PQconnectPoll(): TLS begins and may end within any of them.
    void look(PGconn *connection);

    /// TLS is set up with a certificate that names other hosts only. libpq 15 takes "*.0.0.1" for an address, and a
    /// common name beside them. Asked before libpq goes on, nothing has been sent to that server.
    [[nodiscard]] bool isForOtherHost(const QString &host) const;

    /// Once the dial has failed: why, as far as it is TLS that failed. \a host: the one that the certificate was to be
    /// issued for.
    [[nodiscard]] std::optional<connections::TlsFailure> failure(const QString &host) const;
    [[nodiscard]] bool hasSeenTls() const { return m_tls != nullptr; } ///< it was begun, at least
    [[nodiscard]] bool isSetUp() const; ///< nothing was wrong until then

private:
    struct Release {
        void operator()(SSL *tls) const;
    };
    std::unique_ptr<SSL, Release> m_tls;
};

} // namespace isthmus::hologres
