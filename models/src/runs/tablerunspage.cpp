// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/pooled.h"

#include <isthmus/core/format.h>
#include <isthmus/models/runs/tablerunspage.h>
#include <isthmus/plan/words.h>

namespace isthmus::models {

using State = mapping::TableRun::State;

TableRunsPage::TableRunsPage(tasks::Runs &runs, QObject *parent) : Document(parent), m_runs(runs)
{
    connect(&runs, &tasks::Runs::stepChanged, this, [this](const QString &id, int step, const plan::StepRun &run) {
        if (id != m_id)
            return;
        if (!m_isRead)
            m_early.insert(step, run);
        else
            m_tables.update(step, run);
    });
    connect(&runs, &tasks::Runs::summaryChanged, this, [this](const plan::RunSummary &run) {
        if (run.id != m_id)
            return;
        const bool isResumed = m_isRead && plan::isFinal(m_run.state) && !plan::isFinal(run.state);
        (m_isRead ? m_run : m_earlySummary.emplace()) = run;
        if (isResumed)
            read(); // its steps wait again, which nobody tells one by one
        else if (m_isRead)
            Q_EMIT shown();
    });
}

bool TableRunsPage::open(const DocumentAddress &address)
{
    const auto id = runAt(address);
    if (!id)
        return false;
    if (*id == m_id)
        return true;
    m_id = *id;
    m_run = {};
    m_isRead = false;
    m_question.forget();
    m_early.clear();
    m_earlySummary.reset();
    m_tables.setRuns({});
    Q_EMIT changed();
    return true;
}

void TableRunsPage::load()
{
    if (!m_isRead && !m_question.isWaiting())
        read();
}

void TableRunsPage::reload()
{
    read();
}

void TableRunsPage::read()
{
    m_isRead = false;
    m_early.clear();
    m_earlySummary.reset();
    const auto reading = core::andThen<Read>(m_runs.run(m_id), this, [](const plan::Run &run) {
        return onPool<Read>([run]() -> core::Result<Read> {
            Read read{run, mapping::TableRuns(run), 0, true};
            if (!run.plan.groups.isEmpty()) {
                read.inFlight = run.plan.groups.first().parallel;
                read.continuesOnError = run.plan.groups.first().onError == plan::OnError::Continue;
            }
            return read;
        });
    });
    m_question.ask(reading, [this](const core::Result<Read> &answer) { accept(answer); });
}

void TableRunsPage::accept(const core::Result<Read> &read)
{
    m_isRead = read.has_value();
    m_error = read ? std::nullopt : std::optional(read.error());
    if (read) {
        m_run = m_earlySummary.value_or(read->summary);
        m_inFlight = read->inFlight;
        m_continuesOnError = read->continuesOnError;
        auto tables = read->tables;
        for (auto step = m_early.cbegin(); step != m_early.cend(); ++step)
            tables.update(step.key(), step.value());
        m_tables.setRuns(std::move(tables));
    }
    m_early.clear();
    m_earlySummary.reset();
    Q_EMIT changed();
    Q_EMIT shown();
}

QString TableRunsPage::title() const
{
    return m_run.id.isEmpty() ? tr("Run") : plan::words(m_run.taskTitle);
}

bool TableRunsPage::isActive() const
{
    return !m_run.id.isEmpty() && !plan::isFinal(m_run.state);
}

qsizetype TableRunsPage::done() const
{
    const auto &runs = m_tables.runs();
    return runs.count(State::Mapped) + runs.count(State::Failed) + runs.count(State::Stopped);
}

qsizetype TableRunsPage::total() const
{
    const auto &runs = m_tables.runs();
    return runs.tables().size() - runs.count(State::Kept) - runs.count(State::LeftOut);
}

// An estimate by what was made since it began, or went on; none before there is something to go by.
QString TableRunsPage::timeText() const
{
    if (!m_run.begun().isValid())
        return {};
    const bool isRunning = isActive();
    const qint64 elapsed = m_run.begun().msecsTo(isRunning ? QDateTime::currentDateTime() : m_run.ended);
    const QString took = core::formatDuration(std::chrono::milliseconds(std::max<qint64>(0, elapsed)));
    constexpr qsizetype enough = 10;
    if (!isRunning || m_run.resumed.isValid() || done() < enough || done() == total())
        return took;
    const qint64 left = elapsed * (total() - done()) / done();
    return tr("%1, about %2 left").arg(took, core::formatDuration(std::chrono::seconds(left / 1000 + 1)));
}

void TableRunsPage::setInFlight(int count)
{
    if (count == m_inFlight)
        return;
    m_inFlight = count;
    tell(m_runs.setParallel(m_id, count));
}

void TableRunsPage::cancel()
{
    tell(m_runs.cancel(m_id));
}

void TableRunsPage::tell(const QFuture<core::Result<core::Done>> &answer)
{
    core::whenDone(answer, this, [this](const core::Result<core::Done> &done) {
        if (!done)
            Q_EMIT failed(done.error());
    });
}

} // namespace isthmus::models
