// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "endpointclient.h"
#include "killcampaign.h"

#include <map>
#include <optional>
#include <random>

namespace isthmus::test {

/// Kills parts of a sandbox at moments that a seed chooses, and waits until it is there again. Thread: the test's main
/// thread.
class KillServer {
public:
    enum class Victim : quint8 {
        Endpoint, ///< the serving process; PostgreSQL goes with it
        Crash, ///< the same by an assertion that fails; it comes back by itself
        Postmaster,
        Backend, ///< a server process of PostgreSQL, which then ends all others and recovers
        Connection, ///< one that ends by itself when it is told to
    };
    static constexpr int victims = 5;

    KillServer(SandboxFixture &sandbox, KillCampaign &campaign, quint32 seed);

    /// Waits for the next moment and kills. False with problem() set if the sandbox does not come back within a minute.
    [[nodiscard]] bool killNext();
    [[nodiscard]] QString problem() const { return m_problem; }
    /// "Endpoint 3, …", and how long the sandbox needed at most.
    [[nodiscard]] QString account() const;

private:
    struct Process {
        pid_t id = 0;
        QByteArray title; ///< "postgres: maxcompute_engine maxcompute 127.0.0.1(4711) INSERT"
    };
    struct Plan {
        Victim victim = Victim::Endpoint;
        int steps = 0; ///< of the writers, until the moment comes
        QByteArray activity; ///< of a server process, for which is waited then
        int looks = 0; ///< at most
    };

    [[nodiscard]] Plan nextPlan();
    [[nodiscard]] QList<Process> serverProcesses() const;
    /// A server process that does what \a plan waits for; one that does not, if none was seen doing it.
    [[nodiscard]] std::optional<Process> awaited(const Plan &plan) const;
    [[nodiscard]] pid_t postmaster() const;
    [[nodiscard]] bool kill(Victim victim, pid_t process);
    [[nodiscard]] bool answers();
    [[nodiscard]] QString lastOfLogs() const;

    SandboxFixture &m_sandbox;
    KillCampaign &m_campaign;
    EndpointClient m_client;
    std::mt19937 m_random;
    std::map<Victim, int> m_kills;
    int m_made = 0;
    qint64 m_slowestReturnMs = 0;
    QString m_problem;
};

} // namespace isthmus::test
