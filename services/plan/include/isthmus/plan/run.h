// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/failure.h>
#include <isthmus/plan/figures.h>
#include <isthmus/plan/plan.h>
#include <isthmus/plan/task.h>

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

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
[[nodiscard]] bool isFinal(RunState state);

/// How far one step of a run is.
struct StepRun {
    RunState state = RunState::Waiting; ///< still Waiting in a run that has ended: it was not reached, or not again
    QDateTime started; ///< known of one that waits where an earlier attempt had begun it
    QDateTime ended;
    QString jobId; ///< MaxCompute instance id, if the step has one
    Text outcome; ///< one line for people: "External table, 12 columns"
    Figures figures;
    QJsonObject checkpoint; ///< where the executor can go on from; empty: from its begin
    std::optional<Failure> error; ///< set when Failed

    friend bool operator==(const StepRun &, const StepRun &) = default;
};

/// What a list shows of a run: everything but its plan and its steps.
struct RunSummary {
    QString id; ///< UUID without braces
    qint64 number = 0; ///< grows with each run of the store
    QString taskId;
    QString taskKind;
    Text taskTitle;
    RunState state = RunState::Waiting;
    QDateTime started; ///< the first time
    QDateTime resumed; ///< when it went on the last time; unknown if it never did
    QDateTime ended;
    int stepsDone = 0; ///< ended, in whatever state
    int stepsTotal = 0;
    std::optional<qint64> rowsDone; ///< of all steps that move rows
    std::optional<qint64> rowsTotal; ///< an estimate
    qint64 rowsMoving = 0; ///< rowsDone of the steps that run now alone, for a rate; not remembered
    QDateTime movingSince; ///< when the first of those began; not remembered
    Text outcome; ///< one line: what came of it
    std::optional<Failure> error; ///< set when Failed: that of the first step that failed
    QList<Touch> touches;
    QStringList connections; ///< of its steps, in their order; empty for runs of earlier versions
    /// Of the connections that it reads or changes, those that were labelled production when it was started or resumed;
    /// unknown of runs of earlier versions.
    std::optional<QStringList> production;
    bool canResume = false; ///< ended without success, and Runs::resume() can go on with it
    bool isElsewhere = false; ///< another process executes it

    /// When what it does now, or did last, began: what lies between the parts of a resumed run is none of its time.
    [[nodiscard]] const QDateTime &begun() const { return resumed.isValid() ? resumed : started; }

    friend bool operator==(const RunSummary &, const RunSummary &) = default;
};

/// One execution of a task.
struct Run : RunSummary {
    QJsonObject definition; ///< of the task, as it was
    Plan plan;
    QList<StepRun> steps; ///< one per step of the plan, in the order of Plan::steps()

    /// A new run of \a task, Waiting, with an id of its own.
    [[nodiscard]] static Run of(const Task &task, const Plan &plan);
    [[nodiscard]] Task task() const { return {taskId, taskKind, taskTitle, definition}; }
    /// Counts stepsDone, rows and what moves from the steps.
    void count();

    friend bool operator==(const Run &, const Run &) = default;
};

/// One line of a run's log.
struct LogLine {
    QDateTime time;
    int step = -1; ///< index; -1: the run itself
    Text text; ///< plain text, redacted
    bool isFailure = false; ///< says what StepRun::error of a step says too; only in a line that is just told
    friend bool operator==(const LogLine &, const LogLine &) = default;
};

} // namespace isthmus::plan

Q_DECLARE_METATYPE(isthmus::plan::Run)
Q_DECLARE_METATYPE(isthmus::plan::RunSummary)
Q_DECLARE_METATYPE(isthmus::plan::StepRun)
Q_DECLARE_METATYPE(isthmus::plan::LogLine)
