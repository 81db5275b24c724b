// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/plan/run.h>

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace isthmus::plan {

namespace {

struct StateRow {
    RunState state;
    const char *name;
    const char *title;
};

constexpr std::array<StateRow, 6> states{{
    {RunState::Waiting, "waiting", QT_TRANSLATE_NOOP("Plan", "Waiting")},
    {RunState::Running, "running", QT_TRANSLATE_NOOP("Plan", "Running")},
    {RunState::Succeeded, "succeeded", QT_TRANSLATE_NOOP("Plan", "Succeeded")},
    {RunState::Failed, "failed", QT_TRANSLATE_NOOP("Plan", "Failed")},
    {RunState::Cancelled, "cancelled", QT_TRANSLATE_NOOP("Plan", "Cancelled")},
    {RunState::Interrupted, "interrupted", QT_TRANSLATE_NOOP("Plan", "Interrupted")},
}};

} // namespace

QString runStateName(RunState state)
{
    return QLatin1String(states[size_t(state)].name);
}

std::optional<RunState> runStateFromName(const QString &name)
{
    for (const auto &row : states) {
        if (name == QLatin1String(row.name))
            return row.state;
    }
    return std::nullopt;
}

QString runStateTitle(RunState state)
{
    return QCoreApplication::translate("Plan", states[size_t(state)].title);
}

bool isFinal(RunState state)
{
    return state != RunState::Waiting && state != RunState::Running;
}

int Run::finishedSteps() const
{
    return int(std::count_if(steps.begin(), steps.end(), [](const StepRun &s) { return isFinal(s.state); }));
}

} // namespace isthmus::plan
