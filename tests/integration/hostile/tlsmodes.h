// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "certificates.h"
#include "hostilemaxcompute.h"
#include "hostilepostgres.h"

#include <QRandomGenerator>

#include <atomic>

namespace isthmus::hostile {

/// One way of being hostile before, while or right after TLS is set up.
struct TlsMode {
    const char *name;
    const char *does;
    /// True: TLS is set up, and the honest server goes on within it.
    bool (*act)(Peer &peer, const Certificates &certificates, QRandomGenerator &random);
    const char *says; ///< what the client's first line must match, unless it may pass
    /// Its certificate is good: what is secret may be sent to it. Of every other server nothing may come within TLS.
    bool isTrusted = false;
    bool mayPass = false;
    bool isQuick = false; ///< part of the short run
    bool answersRequest = false; ///< of PostgreSQL: it answers the question for TLS as well, which is else agreed to
};

[[nodiscard]] const QList<TlsMode> &tlsModes(); ///< of both systems
[[nodiscard]] const QList<TlsMode> &tlsRequestModes(); ///< of PostgreSQL: TLS is asked for before it begins
[[nodiscard]] const QList<TlsMode> &goodTlsModes(); ///< which are to be trusted, and served by
[[nodiscard]] const QList<HttpMode> &httpsModes(); ///< of a service within good TLS

/// What a server does with those who want TLS. Thread: that of the connection; what it has seen: any.
class TlsDoor {
public:
    /// \a isGood: it is not hostile.
    TlsDoor(std::shared_ptr<const Certificates> certificates, const TlsMode &mode, quint32 seed, bool isGood);

    /// False: nobody came through.
    [[nodiscard]] bool open(Peer &peer);
    [[nodiscard]] bool answersRequest() const { return m_mode.answersRequest; }
    /// A connection is at its end.
    void note(const Peer &peer);

    [[nodiscard]] bool isReached() const { return m_isReached; } ///< it has been hostile
    [[nodiscard]] bool hasSeenSecret() const { return m_hasSeenSecret; } ///< that it must not see

private:
    std::shared_ptr<const Certificates> m_certificates;
    const TlsMode &m_mode; // of a table
    quint32 m_seed;
    bool m_isGood;
    std::atomic<bool> m_isReached = false;
    std::atomic<bool> m_hasSeenSecret = false;
};

} // namespace isthmus::hostile
