// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/pooled.h"

#include <isthmus/core/async.h>
#include <isthmus/mapping/externaltable/leftbehind.h>
#include <isthmus/models/runs/leftbehind.h>

namespace isthmus::models {

namespace {

struct Found {
    std::optional<catalog::ObjectPath> table;
    QString former;
};

} // namespace

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
    // On another thread: a run may have thousands of steps.
    const auto found = core::andThen<Found>(m_runs.run(m_id), this, [](const plan::Run &run) {
        return onPool<Found>([run]() -> core::Result<Found> {
            return Found{mapping::leftBehind(run), mapping::formerTable(run)};
        });
    });
    m_question.ask(found, [this](const core::Result<Found> &answer) {
        const Found left = answer.value_or(Found());
        set(left.table, left.former);
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
