// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/connectionkeeper.h>
#include <isthmus/connections/connectionmanager.h>

#include <algorithm>

namespace isthmus::connections {

using State = ConnectionStatus::State;
using std::chrono::milliseconds;

ConnectionKeeper::ConnectionKeeper(ConnectionManager &manager, KeeperTimes times, QObject *parent)
    : QObject(parent), m_manager(manager), m_times(std::move(times)), m_ahead(m_times.ahead())
{
    m_nextTry.setSingleShot(true);
    connect(&m_nextTry, &QTimer::timeout, this, &ConnectionKeeper::askDue);
    connect(&manager, &ConnectionManager::statusChanged, this, &ConnectionKeeper::note);
    connect(&m_looking, &QTimer::timeout, this, &ConnectionKeeper::lookForSleep);
    m_looking.start(m_times.look);
}

milliseconds clockAhead()
{
    using std::chrono::duration_cast;
    return duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        - duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

void ConnectionKeeper::note(const QString &name)
{
    const ConnectionStatus status = m_manager.status(name);
    switch (status.state) {
    case State::Connecting:
        return; // somebody else has asked; the answer tells
    case State::Failed:
        if (status.error && status.error->isTransient()) {
            if (!m_lost.contains(name))
                m_lost.insert(name, {m_times.first, Clock::now() + m_times.first, false});
            startTimer();
            return;
        }
        break;
    case State::Connected:
    case State::Idle:
        break;
    }
    const auto lost = m_lost.constFind(name);
    if (lost == m_lost.cend())
        return;
    // Where it answers who it is while what is read of it fails, each reading again would lead to the next.
    const auto told = m_cameBack.constFind(name);
    const bool isSeldom = told == m_cameBack.cend() || Clock::now() - *told >= m_times.again;
    const bool isBack = status.state == State::Connected && (lost->wasAsked || isSeldom);
    m_lost.erase(lost);
    if (!isBack)
        return;
    m_cameBack.insert(name, Clock::now());
    Q_EMIT cameBack(name);
}

void ConnectionKeeper::askDue()
{
    const auto now = Clock::now();
    const QStringList names = m_lost.keys();
    for (const QString &name : names) {
        Lost &lost = m_lost[name];
        if (lost.due > now)
            continue;
        lost.delay = std::min(2 * lost.delay, m_times.most);
        lost.due = now + lost.delay;
        if (m_manager.mayAskForSecret(name))
            continue;
        lost.wasAsked = true;
        m_manager.askAgain(name); // tells nothing before this call returns
    }
    startTimer();
}

void ConnectionKeeper::startTimer()
{
    if (m_lost.isEmpty()) {
        m_nextTry.stop();
        return;
    }
    const auto next = std::ranges::min(m_lost, {}, &Lost::due).due;
    const auto wait = std::chrono::ceil<milliseconds>(next - Clock::now());
    m_nextTry.start(std::max(wait, milliseconds(0)));
}

void ConnectionKeeper::lookForSleep()
{
    const milliseconds before = std::exchange(m_ahead, m_times.ahead());
    if (m_ahead - before < m_times.asleep)
        return;
    m_manager.dialAnew();
    for (const Profile &profile : m_manager.profiles()) {
        if (m_manager.status(profile.name).state == State::Connected && !m_manager.mayAskForSecret(profile.name))
            m_manager.askAgain(profile.name);
    }
    for (Lost &lost : m_lost)
        lost = {m_times.first, Clock::now(), lost.wasAsked};
    startTimer();
}

} // namespace isthmus::connections
