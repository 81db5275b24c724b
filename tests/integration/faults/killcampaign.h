// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>

namespace isthmus::test {

/// What the writers of a campaign and the one who kills share: how far all have come, whether the server is there, and
/// what was found. Thread: any.
class KillCampaign {
public:
    enum class Fault : quint8 {
        Lost, ///< acknowledged, and not there
        Doubled, ///< there twice after a retry that the server's answer allowed
        Half, ///< there in part, or though it never was to be
        WithoutEnd, ///< a job, a request or the server itself was not through in time
        Wrong, ///< answered otherwise than a kill explains
    };

    // The writers' steps, from which the moments of the kills are counted.
    void step();
    /// False if \a count further steps do not come within a minute.
    [[nodiscard]] bool waitForSteps(int count);

    // The server. Writers that get no answer wait here instead of asking a server that is down.
    void setDown();
    void setUp();
    void waitUntilUp();

    // Kills. After each one every writer compares its ledger with what is there.
    [[nodiscard]] int kills() const;
    void confirm(const QString &writer, int kills);
    /// Whether \a writers of them have looked since the last kill, waiting up to 3 minutes.
    [[nodiscard]] bool waitUntilConfirmed(int writers);

    void stop();
    [[nodiscard]] bool isOver() const;
    /// The server does not come back: nobody insists on an answer any more.
    void giveUp();
    [[nodiscard]] bool isGivenUp() const;

    // The account.
    void acknowledged();
    void refused();
    void unanswered();
    void found(Fault fault, const QString &what);
    [[nodiscard]] qint64 acknowledgedWrites() const;
    [[nodiscard]] int faults(Fault fault) const;
    [[nodiscard]] QString faultTexts() const; ///< the first 20
    /// "12 acknowledged, 3 refused, …"
    [[nodiscard]] QString account() const;

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    qint64 m_steps = 0;
    bool m_isUp = true;
    bool m_isOver = false;
    bool m_isGivenUp = false;
    int m_kills = 0;
    std::map<QString, int> m_confirmed;
    qint64 m_acknowledged = 0;
    qint64 m_refused = 0;
    qint64 m_unanswered = 0;
    QList<std::pair<Fault, QString>> m_found;
};

} // namespace isthmus::test
