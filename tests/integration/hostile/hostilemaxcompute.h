// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "loopbackserver.h"

#include <QList>
#include <QPair>
#include <QRandomGenerator>

#include <memory>

namespace isthmus::hostile {

class TlsDoor;

/// One request, and what an honest service with one table default.orders would answer.
struct HttpQuestion {
    QByteArray method;
    QByteArray path; ///< as it came, without the query
    QByteArray query;
    bool isList = false; ///< of schemas or tables
    int number = 0; ///< of the requests of all connections, from 0
    int status = 200;
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;

    [[nodiscard]] bool asks(const QByteArray &word) const { return query.contains(word); }
    /// The whole answer; \a other: with this body.
    [[nodiscard]] QByteArray whole() const { return whole(body); }
    [[nodiscard]] QByteArray whole(const QByteArray &other) const;
    [[nodiscard]] QByteArray head(const QByteArray &lengthHeader) const; ///< up to the empty line, that included
};

/// One way of being hostile.
struct HttpMode {
    const char *name;
    const char *does;
    /// Answers in place of the honest service. The connection is closed behind it unless it says otherwise by \a keeps.
    void (*act)(Peer &peer, const HttpQuestion &question, QRandomGenerator &random, bool &keeps);
    const char *says; ///< what the client's first line must match, unless it may pass
    bool mayPass = false; ///< nothing is lost if the client does not mind
    bool isQuick = false; ///< part of the short run
};

[[nodiscard]] const QList<HttpMode> &maxComputeModes();

/// An honest MaxCompute service that turns hostile at its \a stage-th answer (0: the first), for good.
class HostileMaxCompute {
public:
    /// \a door: it is behind TLS.
    HostileMaxCompute(const HttpMode *mode, int stage, quint32 seed, std::shared_ptr<TlsDoor> door = {});

    [[nodiscard]] int port() const { return m_server.port(); }
    [[nodiscard]] bool isReached() const { return m_isReached; } ///< it has been hostile
    [[nodiscard]] int requests() const { return m_requests; }

private:
    void serve(Peer &peer);
    [[nodiscard]] HttpQuestion questionFor(const QByteArray &head) const;

    const HttpMode *m_mode;
    int m_stage;
    quint32 m_seed;
    std::shared_ptr<TlsDoor> m_door;
    std::atomic<int> m_requests = 0;
    std::atomic<bool> m_isReached = false;
    LoopbackServer m_server; // last: its threads use the rest
};

} // namespace isthmus::hostile
