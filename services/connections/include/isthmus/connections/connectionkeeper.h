// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace isthmus::connections {

class ConnectionManager;

/// How far the calendar's clock is ahead of the one that stands still while the machine sleeps.
[[nodiscard]] std::chrono::milliseconds clockAhead();

struct KeeperTimes {
    std::chrono::milliseconds first{3000}; ///< from a failure to the first try; the next take twice as long each
    std::chrono::milliseconds most{30000}; ///< between two tries
    /// After one coming back that was not by a try of the keeper, till the next: longer than any reading takes.
    std::chrono::milliseconds again{300000};
    std::chrono::milliseconds look{5000}; ///< how often it looks whether the machine has slept
    std::chrono::milliseconds asleep{10000}; ///< what the calendar's clock is ahead by then
    std::function<std::chrono::milliseconds()> ahead = clockAhead;
};

/// Brings lost connections back by itself, for a window that stays open. A connection that failed for the network's
/// sake is asked again who it is, ever more seldom; what is wrong with a name or a password is never tried again, and
/// nobody is asked for a password. After a sleep of the machine, which no peer has waited for, all sockets are dropped
/// and the connections that were in use are asked at once. Thread: the manager's.
class ConnectionKeeper : public QObject {
    Q_OBJECT

public:
    /// \a manager outlives this object.
    explicit ConnectionKeeper(ConnectionManager &manager, KeeperTimes times = {}, QObject *parent = nullptr);

Q_SIGNALS:
    /// \a name answers again: what failed meanwhile is worth reading again.
    void cameBack(const QString &name);

private:
    using Clock = std::chrono::steady_clock;
    struct Lost {
        std::chrono::milliseconds delay{0};
        Clock::time_point due;
        bool wasAsked = false; // by this object
    };

    void note(const QString &name);
    void askDue();
    void startTimer();
    void lookForSleep();

    ConnectionManager &m_manager;
    KeeperTimes m_times;
    QHash<QString, Lost> m_lost;
    QHash<QString, Clock::time_point> m_cameBack; // when it was told last
    QTimer m_nextTry;
    QTimer m_looking;
    std::chrono::milliseconds m_ahead;
};

} // namespace isthmus::connections
