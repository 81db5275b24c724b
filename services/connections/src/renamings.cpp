// SPDX-License-Identifier: GPL-3.0-or-later
#include "renamings.h"

#include <algorithm>

namespace isthmus::connections {

namespace {

bool holds(const QList<Profile> &profiles, const QString &name)
{
    return std::ranges::find(profiles, name, &Profile::name) != profiles.end();
}

} // namespace

void Renamings::note(const QList<Profile> &before, const QList<Profile> &now)
{
    QList<Profile> fresh = now;
    fresh.removeIf([&before](const Profile &profile) { return holds(before, profile.name); });
    for (const Profile &profile : std::as_const(fresh))
        m_newNames.remove(profile.name); // it is another one's now
    for (Profile gone : before) {
        if (holds(now, gone.name))
            continue;
        const QString name = gone.name;
        QStringList candidates;
        for (const Profile &profile : std::as_const(fresh)) {
            gone.name = profile.name;
            if (gone == profile)
                candidates.append(profile.name);
        }
        if (candidates.size() == 1)
            m_newNames.insert(name, candidates.first());
    }
}

std::optional<QString> Renamings::nameNow(const QString &name, const QList<Profile> &profiles) const
{
    QString last = name;
    for (qsizetype steps = 0; steps < m_newNames.size() && !holds(profiles, last); ++steps) {
        const auto next = m_newNames.constFind(last);
        if (next == m_newNames.cend())
            return std::nullopt;
        last = *next;
    }
    return last != name && holds(profiles, last) ? std::optional(last) : std::nullopt;
}

} // namespace isthmus::connections
