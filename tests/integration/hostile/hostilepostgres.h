// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "loopbackserver.h"
#include "postgresmessages.h"

#include <QRandomGenerator>

#include <functional>
#include <memory>

namespace isthmus::hostile {

class TlsDoor;

/// What a client asks in one go, and what an honest server with one table public.orders would answer.
struct PgQuestion {
    QByteArray sql;
    bool isExtended = false; ///< Parse, Bind, Execute, Sync
    int columns = 0; ///< of the honest answer; 0: no rows
    QByteArray lead; ///< the honest answer in pieces: before the rows,
    QByteArray rows;
    QByteArray tail; ///< and behind them, with ReadyForQuery
};

/// One way of being hostile.
struct PgMode {
    enum class Place : quint8 { SignIn, Answer };
    const char *name;
    const char *does;
    Place place = Place::Answer;
    /// Answers in place of the honest server; what it leaves is gone on with.
    void (*act)(Peer &peer, const PgQuestion &question, QRandomGenerator &random);
    /// What the client's first line must match, unless it may pass.
    const char *says;
    bool mayPass = false; ///< nothing is lost if the client does not mind
    bool isQuick = false; ///< part of the short run
};

[[nodiscard]] const QList<PgMode> &postgresModes();

/// An honest PostgreSQL server that turns hostile at its \a stage-th answer (0: the first), for good.
class HostilePostgres {
public:
    /// \a door: it is behind TLS.
    HostilePostgres(const PgMode *mode, int stage, quint32 seed, std::shared_ptr<TlsDoor> door = {});

    [[nodiscard]] int port() const { return m_server.port(); }
    [[nodiscard]] bool isReached() const { return m_isReached; } ///< it has been hostile
    [[nodiscard]] bool hasSeenPassword() const { return m_hasSeenPassword; }

private:
    void serve(Peer &peer);
    [[nodiscard]] bool signIn(Peer &peer);
    void answer(Peer &peer, const PgQuestion &question);

    const PgMode *m_mode;
    int m_stage;
    quint32 m_seed;
    std::shared_ptr<TlsDoor> m_door;
    std::atomic<int> m_answers = 0;
    std::atomic<bool> m_isReached = false;
    std::atomic<bool> m_hasSeenPassword = false;
    LoopbackServer m_server; // last: its threads use the rest
};

/// The password of the client's connection.
inline constexpr char clientPassword[] = "Zaq12wsxThePassword";

} // namespace isthmus::hostile
