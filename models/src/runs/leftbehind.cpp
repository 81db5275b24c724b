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
    set(std::nullopt, {});
    if (!m_id.isEmpty())
        ask();
}

void LeftBehind::ask()
{
    m_question.ask(m_runs.run(m_id), [this](const core::Result<plan::Run> &run) {
        set(run ? mapping::leftBehind(*run) : std::nullopt, run ? mapping::formerTable(*run) : QString());
    });
}

void LeftBehind::take(const plan::RunSummary &run)
{
    if (run.id == m_id && plan::isFinal(run.state))
        ask();
    else if (run.id == m_id)
        set(std::nullopt, {}); // it goes on
    // What another run has dropped or made anew is no longer this one's.
    for (const plan::Touch &touch : run.touches) {
        if (m_table && run.id != m_id && run.state == plan::RunState::Succeeded && touch.path == m_table->toString())
            set(std::nullopt, {});
    }
}

void LeftBehind::set(const std::optional<catalog::ObjectPath> &table, const QString &former)
{
    if (table == m_table && former == m_former)
        return;
    m_table = table;
    m_former = former;
    Q_EMIT changed();
}

} // namespace isthmus::models
