// SPDX-License-Identifier: GPL-3.0-or-later
#include "runfollower.h"

namespace isthmus::app {

RunFollower::RunFollower(tasks::Runs &runs, OnLog onLog) : m_onLog(std::move(onLog))
{
    m_ended.start();
    connect(&runs, &tasks::Runs::logged, this, [this](const QString &runId, qint64, const plan::LogLine &line) {
        if (m_runId.isEmpty())
            m_early[runId].append(line);
        else if (runId == m_runId)
            m_onLog(line);
    });
    connect(&runs, &tasks::Runs::summaryChanged, this, [this](const plan::RunSummary &run) {
        if (!plan::isFinal(run.state))
            return;
        if (m_runId.isEmpty())
            m_endedEarly.insert(run.id);
        else if (run.id == m_runId)
            end();
    });
}

void RunFollower::follow(const QString &runId)
{
    m_runId = runId;
    const auto early = m_early.take(runId);
    for (const auto &line : early)
        m_onLog(line);
    if (m_endedEarly.contains(runId))
        end();
}

void RunFollower::end()
{
    m_ended.addResult(core::Done{});
    m_ended.finish();
}

} // namespace isthmus::app
