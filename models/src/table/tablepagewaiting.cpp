// SPDX-License-Identifier: GPL-3.0-or-later
// TablePageModel: what it tells of a server that does not answer.
#include <isthmus/models/table/tablepage.h>

#include <algorithm>

namespace isthmus::models {

namespace {

using Clock = std::chrono::steady_clock;

} // namespace

// Nobody waits any more.
TablePageModel::~TablePageModel()
{
    if (m_hasToldSilence)
        m_manager.noteSilence(m_path.connection, false);
}

void TablePageModel::setPatience(std::chrono::milliseconds patience)
{
    m_patience = patience;
    m_listingWait.setPatience(patience);
    m_checkingWait.setPatience(patience);
    m_clock.setInterval(std::min<std::chrono::milliseconds>(patience, std::chrono::milliseconds(500)));
}

// Whole seconds, at least one; zero before the patience is at its end.
int TablePageModel::secondsSince(Clock::time_point asked) const
{
    const auto waited = Clock::now() - asked;
    return waited < m_patience ? 0 : std::max(1, int(std::chrono::duration_cast<std::chrono::seconds>(waited).count()));
}

int TablePageModel::waited(Part part) const
{
    return state(part) == State::Loading ? secondsSince(slot(part).asked) : 0;
}

int TablePageModel::waitedForMore() const
{
    return isReadingMore() ? secondsSince(m_moreAsked) : 0;
}

void TablePageModel::cancelMore()
{
    if (!isReadingMore())
        return;
    m_more.forget();
    m_rows.setMayGrow(false); // the view would ask again at once
    tellSilence();
    Q_EMIT partChanged(Part::Preview);
}

void TablePageModel::cancelPartitions()
{
    m_listing.forget();
    m_listingWait.end();
    tellSilence();
}

void TablePageModel::cancelCheck()
{
    m_checking.forget();
    m_checkingWait.end();
    tellSilence();
}

void TablePageModel::cancel(Part part)
{
    if (state(part) != State::Loading)
        return;
    slot(part).question.forget();
    slot(part).state = State::Failed;
    slot(part).error = core::Error::cancelled();
    tellSilence();
    Q_EMIT partChanged(part);
}

void TablePageModel::startWaiting(Part part)
{
    slot(part).state = State::Loading;
    slot(part).error.reset();
    slot(part).asked = Clock::now();
    m_clock.start();
}

void TablePageModel::tellWaiting()
{
    bool isLoading = isReadingMore();
    for (const Part part : {Part::Info, Part::Preview, Part::Ddl}) {
        isLoading |= state(part) == State::Loading;
        if (waited(part) > 0)
            Q_EMIT partChanged(part);
    }
    if (waitedForMore() > 0)
        Q_EMIT partChanged(Part::Preview);
    tellSilence();
    if (!isLoading)
        m_clock.stop();
}

// Only what this page has said is taken back by it.
void TablePageModel::tellSilence()
{
    const bool isSilent = waited(Part::Info) > 0 || waited(Part::Preview) > 0 || waited(Part::Ddl) > 0
        || waitedForMore() > 0 || m_listingWait.seconds() > 0 || m_checkingWait.seconds() > 0;
    if (isSilent || m_hasToldSilence)
        m_manager.noteSilence(m_path.connection, isSilent);
    m_hasToldSilence = isSilent;
}

} // namespace isthmus::models
