// SPDX-License-Identifier: GPL-3.0-or-later
// How the engine follows what other processes run, by the store that all of them write.
#include "engine.h"

#include <algorithm>

namespace isthmus::engine {

namespace {

constexpr int mostFollowed = 100; // runs, the newest
constexpr int mostLines = 1000; // of one run at once; the next look goes on
constexpr int looksBetweenOrphans = 10; // a process that was killed writes nothing

} // namespace

void Engine::startFollowing()
{
    if (m_setup.followEvery.count() == 0)
        return;
    followOthers();
    m_follow.start(m_setup.followEvery);
}

void Engine::followOthers()
{
    const auto version = m_store->othersVersion();
    if (!version)
        return; // what cannot be read now may be by the next look
    const bool hasUnfinished =
        std::ranges::any_of(m_others, [](const Other &other) { return !plan::isFinal(other.run.state); });
    if (hasUnfinished && ++m_looks % looksBetweenOrphans == 0)
        static_cast<void>(interruptOrphans());
    else if (m_othersVersion == *version)
        return;
    const auto runs = m_store->ofOthers(mostFollowed);
    if (!runs)
        return;
    if (!m_othersVersion) { // the first look: what is there is in the list that everybody reads
        m_followedSince = QDateTime::currentDateTime();
        for (const plan::RunSummary &run : *runs)
            m_others.insert(run.id, {run, m_store->nextLogNumber(run.id).value_or(0)});
        m_othersVersion = *version;
        return;
    }
    bool isComplete = true;
    for (auto run = runs->crbegin(); run != runs->crend(); ++run) // in the order of starting
        isComplete = follow(*run) && isComplete;
    if (isComplete)
        m_othersVersion = *version;
}

// Answers whether all that there is was told.
bool Engine::follow(const plan::RunSummary &run)
{
    const bool isKnown = m_others.contains(run.id);
    Other &other = m_others[run.id];
    // One that is not known may have ended long ago, and come into sight as others went.
    // One that was cut off has no end.
    const QDateTime last = run.ended.isValid() ? run.ended : run.begun();
    const bool isNews = isKnown ? other.run != run : !plan::isFinal(run.state) || last >= m_followedSince;
    other.run = run;
    if (isNews)
        Q_EMIT summaryChanged(run);
    else if (plan::isFinal(run.state) && !other.hasMoreLines)
        return true;
    const auto page = m_store->log(run.id, other.nextLine, mostLines);
    if (!page)
        return false;
    qint64 number = page->first;
    for (const plan::LogLine &line : page->lines)
        Q_EMIT logged(run.id, number++, line);
    other.nextLine = number;
    other.hasMoreLines = page->hasMore;
    return !page->hasMore;
}

} // namespace isthmus::engine
