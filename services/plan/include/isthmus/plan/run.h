// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/plan/plan.h>
#include <isthmus/plan/task.h>

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace isthmus::plan {

enum class RunState : quint8 {
    Waiting,
    Running,
    Succeeded,
    Failed,
    Cancelled,
    Interrupted, ///< the program ended while it ran; found at the next start
};

[[nodiscard]] QString runStateName(RunState state); ///< "succeeded", for JSON and the store
[[nodiscard]] std::optional<RunState> runStateFromName(const QString &name);
[[nodiscard]] QString runStateTitle(RunState state); ///< translated
[[nodiscard]] bool isFinal(RunState state);

/// How far one step of a run is.
struct StepRun {
    RunState state = RunState::Waiting;
    QDateTime started;
    QDateTime ended;
    QString jobId; ///< MaxCompute instance id, if the step has one
    QString outcome; ///< one line for people: "External table, 12 columns"
    friend bool operator==(const StepRun &, const StepRun &) = default;
};

/// One execution of a task.
struct Run {
    QString id; ///< UUID without braces
    Task task;
    Plan plan;
    RunState state = RunState::Waiting;
    QList<StepRun> steps; ///< one per step of the plan
    QDateTime started;
    QDateTime ended;
    std::optional<qint64> rowsDone; ///< for steps that move rows
    std::optional<qint64> rowsTotal; ///< an estimate
    QString outcome; ///< one line: what came of it
    std::optional<core::Error> error; ///< set when Failed

    [[nodiscard]] int finishedSteps() const;

    friend bool operator==(const Run &, const Run &) = default;
};

/// One line of a run's log.
struct LogLine {
    QDateTime time;
    int step = -1; ///< -1: the run itself
    QString text; ///< plain text, redacted
    friend bool operator==(const LogLine &, const LogLine &) = default;
};

} // namespace isthmus::plan

Q_DECLARE_METATYPE(isthmus::plan::Run)
Q_DECLARE_METATYPE(isthmus::plan::LogLine)
