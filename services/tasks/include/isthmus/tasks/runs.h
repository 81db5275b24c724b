// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/run.h>

#include <QFuture>
#include <QObject>

#include <optional>

namespace isthmus::tasks {

/// Which runs to list: newest first.
struct RunQuery {
    int limit = 100; ///< runs of one page, 1 to 1,000
    QString before; ///< only runs older than the one with this id; empty: from the newest
    QList<plan::RunState> states; ///< only these; empty: all
    QString taskKind; ///< only of tasks of this kind; empty: all
};

struct RunPage {
    QList<plan::RunSummary> runs;
    bool hasMore = false; ///< older ones match as well
};

/// Lines of a log, which are counted from 0 over the whole life of the run.
struct LogPage {
    qint64 first = 0; ///< number of lines.first(); larger than asked for where the oldest were dropped
    QList<plan::LogLine> lines;
    bool hasMore = false; ///< ask again from first + lines.size()
};

/// Runs plans in the background and remembers every run, wherever that happens: in this process (engine::LocalRuns) or
/// in another one.
///
/// Nothing blocks the caller; every answer is a future. Signals arrive in the order in which things happened. An answer
/// holds everything that was signalled before it was given, and may arrive after signals of what happened since: what
/// was signalled of a run is newer than an older answer, and the lines of a log have numbers.
/// Thread: members on the object's own thread. Errors of all futures: those of the way to the engine, and NotFound for
/// a run that is not there.
class Runs : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Starts \a plan of \a task and answers the run's id once the run is remembered. Errors: Invalid if the plan is
    /// damaged, not runnable, or no executor knows a step; Permission if it writes to a read-only connection, or to one
    /// of production that is not among \a confirmed: those whose names the user typed to confirm that.
    [[nodiscard]] virtual QFuture<core::Result<QString>> start(const plan::Task &task, const plan::Plan &plan,
                                                               const QStringList &confirmed = {}) = 0;
    /// Asks a run to stop; no effect on one that has ended. Errors: Unsupported for a run of another process.
    virtual QFuture<core::Result<core::Done>> cancel(const QString &id) = 0;
    /// Goes on with a run that failed, was interrupted or cancelled: the steps that have not succeeded run again, from
    /// their checkpoints, and what proves that the others have done what they did (StepExecutor::isProof()). Errors:
    /// Invalid if it has not ended so, or a step that had begun cannot be run again; those of start(), whatever was
    /// confirmed when the run was started.
    [[nodiscard]] virtual QFuture<core::Result<core::Done>> resume(const QString &id,
                                                                   const QStringList &confirmed = {}) = 0;

    /// From now on so many steps of a run run at once, in groups where the user chooses that
    /// (StepGroup::isParallelChosen); those that run end by themselves. No effect on a run that has ended. Errors:
    /// Invalid out of the range of StepGroup::parallel, Unsupported for a run of another process.
    [[nodiscard]] virtual QFuture<core::Result<core::Done>> setParallel(const QString &id, int parallel) = 0;

    [[nodiscard]] virtual QFuture<core::Result<RunPage>> list(const RunQuery &query) = 0;
    [[nodiscard]] virtual QFuture<core::Result<plan::Run>> run(const QString &id) = 0;
    /// Lines from number \a from on, at most 1,000 at once.
    [[nodiscard]] virtual QFuture<core::Result<LogPage>> log(const QString &id, qint64 from) = 0;
    /// Whether runs are remembered. Errors: those of opening the store and of its last write; runs then still work.
    [[nodiscard]] virtual QFuture<core::Result<core::Done>> storeState() = 0;

Q_SIGNALS:
    /// A run that is new, or whose summary is another one: each change of its state at once, Waiting first; counts at
    /// most every 100 ms.
    void summaryChanged(const isthmus::plan::RunSummary &run);
    void stepChanged(const QString &runId, int index, const isthmus::plan::StepRun &step); ///< another state or job id
    void progressed(const QString &runId, int index, const isthmus::plan::Figures &figures); ///< at most every 100 ms
    void logged(const QString &runId, qint64 number, const isthmus::plan::LogLine &line);
    void storeFailed(const isthmus::core::Error &error); ///< runs are not remembered, or no longer
    void storeRecovered(); ///< what storeFailed() told of is over, and what was not remembered then is now
};

} // namespace isthmus::tasks
