// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/mapping/externaltable/leftbehind.h>
#include <isthmus/models/runs/leftbehind.h>

namespace isthmus::models {

LeftBehind::LeftBehind(tasks::Runs &runs, QObject *parent) : QObject(parent), m_runs(runs)
{
    connect(&runs, &tasks::Runs::summaryChanged, this, &LeftBehind::take);
}

void LeftBehind::setRun(const QString &id)
{
    if (id == m_id)
        return;
    m_id = id;
    m_question.forget();
    setTable(std::nullopt);
    if (!m_id.isEmpty())
        ask();
}

void LeftBehind::ask()
{
    m_question.ask(m_runs.run(m_id), [this](const core::Result<plan::Run> &run) {
        setTable(run ? mapping::leftBehind(*run) : std::nullopt);
    });
}

void LeftBehind::take(const plan::RunSummary &run)
{
    if (run.id == m_id)
        ask();
    // What another run has dropped or made anew is no longer this one's.
    for (const plan::Touch &touch : run.touches) {
        if (m_table && run.id != m_id && run.state == plan::RunState::Succeeded && touch.path == m_table->toString())
            setTable(std::nullopt);
    }
}

void LeftBehind::setTable(const std::optional<catalog::ObjectPath> &table)
{
    if (table == m_table)
        return;
    m_table = table;
    Q_EMIT changed();
}

} // namespace isthmus::models
