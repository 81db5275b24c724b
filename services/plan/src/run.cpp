// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/plan/run.h>

#include <QUuid>

#include <algorithm>
#include <array>

namespace isthmus::plan {

namespace {

constexpr std::array<const char *, 6> stateNames{"waiting", "running",   "succeeded",
                                                 "failed",  "cancelled", "interrupted"};

} // namespace

QString runStateName(RunState state)
{
    return QLatin1String(stateNames[size_t(state)]);
}

std::optional<RunState> runStateFromName(const QString &name)
{
    for (size_t i = 0; i < stateNames.size(); ++i) {
        if (name == QLatin1String(stateNames[i]))
            return RunState(i);
    }
    return std::nullopt;
}

bool isFinal(RunState state)
{
    return state != RunState::Waiting && state != RunState::Running;
}

Run Run::of(const Task &task, const Plan &plan)
{
    Run run;
    run.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    run.taskId = task.id;
    run.taskKind = task.kind;
    run.taskTitle = task.title;
    run.definition = task.definition;
    run.plan = plan;
    run.touches = plan.touches;
    for (const Step &step : plan.steps()) {
        for (const QString &connection : step.connections) {
            if (!run.connections.contains(connection))
                run.connections.append(connection);
        }
    }
    run.steps.resize(plan.stepCount());
    run.stepsTotal = int(run.steps.size());
    return run;
}

void Run::count()
{
    stepsDone = 0;
    rowsDone.reset();
    rowsTotal.reset();
    rowsMoving = 0;
    movingSince = {};
    for (const auto &step : std::as_const(steps)) {
        stepsDone += isFinal(step.state) ? 1 : 0;
        if (step.figures.isEmpty())
            continue;
        const auto done = step.figures.value(figure::rowsDone);
        const auto total = step.figures.value(figure::rowsTotal);
        if (done)
            rowsDone = rowsDone.value_or(0) + *done;
        if (total)
            rowsTotal = rowsTotal.value_or(0) + *total;
        if (!done || step.state != RunState::Running)
            continue;
        rowsMoving += *done;
        if (!movingSince.isValid() || step.started < movingSince)
            movingSince = step.started;
    }
}

} // namespace isthmus::plan
