// SPDX-License-Identifier: GPL-3.0-or-later
// What the engine hears of its steps, writes down and tells.
#include "engine.h"

#include <isthmus/plan/words.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace isthmus::engine {

void Engine::noteNews(const QString &runId, int index, StepReporter::Urgency urgency)
{
    if (urgency == StepReporter::Urgency::Soon) {
        if (!m_tick.isActive())
            m_tick.start();
        return;
    }
    Live *live = find(runId);
    if (live && live->running.contains(index))
        takeNews(*live, index);
}

void Engine::takeNews(Live &live, int index)
{
    plan::StepRun &step = live.run.steps[index];
    auto news = live.running.at(index)->take();
    for (const auto &line : std::as_const(news.lines))
        appendLine(live, line);
    if (news.figures) {
        step.figures = *news.figures;
        live.run.count();
        live.hasNewCounts = true;
        if (!m_tick.isActive())
            m_tick.start();
        Q_EMIT progressed(live.run.id, index, step.figures);
    }
    if (news.jobId) {
        step.jobId = *news.jobId;
        live.toldSteps.append(index);
    }
    if (news.checkpoint)
        step.checkpoint = *news.checkpoint;
    if (news.written.empty())
        return;
    live.isChanged = true;
    live.changedSteps.insert(index);
    std::ranges::move(news.written, std::back_inserter(m_written));
    schedulePump();
}

void Engine::tick()
{
    for (const auto &live : m_live) {
        for (const auto &[index, reporter] : live->running)
            takeNews(*live, index);
        if (std::exchange(live->hasNewCounts, false))
            Q_EMIT summaryChanged(live->run);
    }
    m_tick.stop(); // all is told
}

void Engine::log(Live &live, int step, const plan::Text &text)
{
    appendLine(live, {QDateTime::currentDateTime(), step, logText(text)});
}

// Each of its words once: what a server said is often what the message was made of.
void Engine::logFailure(Live &live, int step, const plan::Failure &failure)
{
    QString further = plan::words(failure).furtherDetail();
    if (!failure.code.isEmpty() && !further.contains(failure.code))
        further = further.isEmpty() ? failure.code : failure.code + QStringLiteral(": ") + further;
    for (const plan::Text &text : {failure.message, plan::Text(further), failure.hint}) {
        if (!text.isEmpty())
            appendLine(live, {QDateTime::currentDateTime(), step, logText(text), true});
    }
}

void Engine::appendLine(Live &live, const plan::LogLine &line)
{
    const qint64 number = live.nextLine++;
    live.lines.append({number, line});
    if (live.lines.size() > RunStore::maxLogLines) // the store fails, or a step is faster than the disk
        live.lines.removeFirst();
    if (!m_flush.isActive())
        m_flush.start();
    Q_EMIT logged(live.run.id, number, line);
}

// Writing and telling

void Engine::flush()
{
    m_flush.stop();
    QList<RunStore::Change> changes;
    std::vector<Live *> changed;
    for (const auto &live : m_live) {
        if (!live->isNew && !live->isChanged && live->changedSteps.empty() && live->lines.isEmpty())
            continue;
        changes.append(
            {&live->run, live->isNew, QList<int>(live->changedSteps.begin(), live->changedSteps.end()), live->lines});
        changed.push_back(live.get());
    }
    if (!changes.isEmpty()) {
        const auto numbers = m_store->write(changes);
        noteStoreWritten(numbers.has_value());
        if (numbers) {
            qsizetype next = 0;
            for (Live *live : changed) {
                if (std::exchange(live->isNew, false))
                    live->run.number = numbers->at(next++);
                live->isChanged = false;
                live->changedSteps.clear();
                live->lines.clear();
            }
        } else {
            noteStoreError(numbers.error());
        }
    }
    for (const auto &written : std::exchange(m_written, {}))
        written();
}

void Engine::tell()
{
    for (const auto &live : m_live) {
        for (const int index : std::exchange(live->toldSteps, {}))
            Q_EMIT stepChanged(live->run.id, index, live->run.steps.at(index));
        if (std::exchange(live->hasNewState, false)) {
            live->hasNewCounts = false;
            Q_EMIT summaryChanged(live->run);
        } else if (live->hasNewCounts && !m_tick.isActive()) {
            m_tick.start();
        }
    }
}

// What could not be written stays here, as long as the program lives.
void Engine::forgetEnded()
{
    std::erase_if(m_live, [](const auto &live) {
        return plan::isFinal(live->run.state) && !live->isNew && !live->isChanged && live->changedSteps.empty();
    });
}

void Engine::noteStoreError(const core::Error &error)
{
    if (m_storeError == error)
        return;
    m_storeError = error;
    Q_EMIT storeFailed(error);
}

// A store in memory takes everything, and remembers nothing.
void Engine::noteStoreWritten(bool isWritten)
{
    if (!isWritten) {
        m_retry.start();
    } else if (m_storeError && !m_isInMemory) {
        m_storeError.reset();
        Q_EMIT storeRecovered();
    }
}

} // namespace isthmus::engine
