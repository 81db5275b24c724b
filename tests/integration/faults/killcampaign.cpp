// SPDX-License-Identifier: GPL-3.0-or-later
#include "killcampaign.h"

#include <QStringList>

#include <algorithm>

namespace isthmus::test {

using namespace std::chrono_literals;

void KillCampaign::step()
{
    const std::lock_guard lock(m_mutex);
    ++m_steps;
    m_changed.notify_all();
}

bool KillCampaign::waitForSteps(int count)
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, 60s, [this, until = m_steps + count] { return m_steps >= until; });
}

void KillCampaign::setDown()
{
    const std::lock_guard lock(m_mutex);
    m_isUp = false;
    ++m_kills;
}

void KillCampaign::setUp()
{
    const std::lock_guard lock(m_mutex);
    m_isUp = true;
    m_changed.notify_all();
}

void KillCampaign::waitUntilUp()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, 120s, [this] { return m_isUp; });
}

int KillCampaign::kills() const
{
    const std::lock_guard lock(m_mutex);
    return m_kills;
}

void KillCampaign::confirm(const QString &writer, int kills)
{
    const std::lock_guard lock(m_mutex);
    m_confirmed[writer] = kills;
    m_changed.notify_all();
}

bool KillCampaign::waitUntilConfirmed(int writers)
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, 180s, [&] {
        return std::count_if(m_confirmed.cbegin(), m_confirmed.cend(),
                             [this](const auto &entry) { return entry.second == m_kills; })
            >= writers;
    });
}

void KillCampaign::stop()
{
    const std::lock_guard lock(m_mutex);
    m_isOver = true;
}

bool KillCampaign::isOver() const
{
    const std::lock_guard lock(m_mutex);
    return m_isOver;
}

void KillCampaign::giveUp()
{
    const std::lock_guard lock(m_mutex);
    m_isGivenUp = true;
}

bool KillCampaign::isGivenUp() const
{
    const std::lock_guard lock(m_mutex);
    return m_isGivenUp;
}

void KillCampaign::acknowledged()
{
    const std::lock_guard lock(m_mutex);
    ++m_acknowledged;
}

void KillCampaign::refused()
{
    const std::lock_guard lock(m_mutex);
    ++m_refused;
}

void KillCampaign::unanswered()
{
    const std::lock_guard lock(m_mutex);
    ++m_unanswered;
}

void KillCampaign::found(Fault fault, const QString &what)
{
    const std::lock_guard lock(m_mutex);
    m_found.append({fault, QStringLiteral("after %1 kills: %2").arg(m_kills).arg(what)});
}

qint64 KillCampaign::acknowledgedWrites() const
{
    const std::lock_guard lock(m_mutex);
    return m_acknowledged;
}

int KillCampaign::faults(Fault fault) const
{
    const std::lock_guard lock(m_mutex);
    return int(
        std::count_if(m_found.cbegin(), m_found.cend(), [fault](const auto &found) { return found.first == fault; }));
}

QString KillCampaign::faultTexts() const
{
    const std::lock_guard lock(m_mutex);
    QStringList texts;
    for (const auto &[fault, text] : m_found.mid(0, 20))
        texts.append(text);
    return texts.join(u'\n');
}

QString KillCampaign::account() const
{
    const auto count = [this](Fault fault) { return QString::number(faults(fault)); };
    const QString found = QStringLiteral("%1 lost, %2 doubled, %3 half there, %4 without end, %5 wrong")
                              .arg(count(Fault::Lost), count(Fault::Doubled), count(Fault::Half),
                                   count(Fault::WithoutEnd), count(Fault::Wrong));
    const std::lock_guard lock(m_mutex);
    return QStringLiteral("%1 kills, %2 writes acknowledged, %3 refused and sent again, %4 without an answer: ")
               .arg(m_kills)
               .arg(m_acknowledged)
               .arg(m_refused)
               .arg(m_unanswered)
        + found;
}

} // namespace isthmus::test
