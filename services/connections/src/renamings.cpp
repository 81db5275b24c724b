// SPDX-License-Identifier: GPL-3.0-or-later
#include "renamings.h"

#include "openconnections.h"

#include <QUuid>

#include <algorithm>

namespace isthmus::connections {

namespace {

bool holds(const QList<Profile> &profiles, const QString &name)
{
    return std::ranges::find(profiles, name, &Profile::name) != profiles.end();
}

// The name of the one among \a fresh that is \a gone but for its name; else of the one that differs from it in what no
// server knows, such as its environment, as well: both may have been changed between two looks. Nothing where several
// could be meant.
std::optional<QString> onlyOne(const QList<Profile> &fresh, Profile gone)
{
    QStringList equal;
    QStringList alike;
    for (const Profile &profile : fresh) {
        gone.name = profile.name;
        if (gone == profile)
            equal.append(profile.name);
        if (leadAlike(gone, profile))
            alike.append(profile.name);
    }
    const QStringList &candidates = equal.isEmpty() ? alike : equal;
    return candidates.size() == 1 ? std::optional(candidates.first()) : std::nullopt;
}

// Whether the name that stands in both lists is another connection's in \a now: names may have been swapped.
bool hasMoved(const QString &name, const QList<Profile> &before, const QList<Profile> &now)
{
    const auto was = std::ranges::find(before, name, &Profile::name);
    const auto is = std::ranges::find(now, name, &Profile::name);
    return was != before.end() && is != now.end() && !leadAlike(*was, *is);
}

// In an order in which each new name is free when its turn comes; a circle is opened by a name that nobody has.
QList<Renaming> inTurn(QList<Renaming> renamings)
{
    QList<Renaming> ordered;
    while (!renamings.isEmpty()) {
        const auto isFree = [&renamings](const Renaming &renaming) {
            return std::ranges::find(renamings, renaming.after, &Renaming::before) == renamings.end();
        };
        const auto next = std::ranges::find_if(renamings, isFree);
        if (next != renamings.end()) {
            ordered.append(*next);
            renamings.erase(next);
            continue;
        }
        const QString between = QUuid::createUuid().toString(QUuid::WithoutBraces);
        ordered.append({renamings.first().before, between, false});
        renamings.first().before = between;
    }
    return ordered;
}

} // namespace

QList<Renaming> Renamings::note(const QList<Profile> &before, const QList<Profile> &now,
                                const std::optional<Renaming> &known)
{
    QList<Renaming> renamed;
    QList<Profile> fresh = now;
    fresh.removeIf(
        [&](const Profile &profile) { return holds(before, profile.name) && !hasMoved(profile.name, before, now); });
    for (const Profile &profile : std::as_const(fresh))
        m_newNames.remove(profile.name); // it is another one's now
    for (const Profile &gone : before) {
        if (holds(now, gone.name) && !hasMoved(gone.name, before, now))
            continue;
        const QString name = gone.name;
        if (known && known->before == name && holds(now, known->after)) {
            renamed.append(*known);
            continue;
        }
        if (const auto newName = onlyOne(fresh, gone))
            renamed.append({name, *newName, false});
    }
    for (const Renaming &renaming : std::as_const(renamed))
        m_newNames.insert(renaming.before, renaming.after);
    return inTurn(renamed);
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
