// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite.h"

#include <isthmus/tasks/runs.h>

#include <QLockFile>

#include <memory>
#include <utility>

namespace isthmus::engine {

/// The runs in one SQLite file, which several processes may use at the same time.
///
/// Every run belongs to the process that executes it: that process holds a lock file named by its owner id for as long
/// as it lives, so that another one can tell a run that goes on from one that was cut off.
/// Thread: make, use and destroy on one thread.
class RunStore {
public:
    static constexpr int maxRuns = 500; ///< that have ended; the oldest go first
    static constexpr int maxLogLines = 10'000; ///< of one run; the oldest go first

    /// What has changed of one run since it was written last.
    struct Change {
        const plan::Run *run = nullptr;
        bool isNew = false; ///< to be inserted whole
        QList<int> steps; ///< indexes
        QList<std::pair<qint64, plan::LogLine>> lines; ///< with their numbers
    };

    RunStore();

    /// Opens or makes the file and marks the unfinished runs of processes that are gone as Interrupted.
    /// Errors: Permission (folder or file), Protocol (damaged, or not a run store), Unsupported (a newer version's
    /// file).
    [[nodiscard]] core::Result<core::Done> open(const QString &file);
    /// A store that is gone with this object.
    [[nodiscard]] core::Result<core::Done> openInMemory();

    /// Writes all changes in one transaction, or none of them. Answers the numbers of the new runs, in their order.
    [[nodiscard]] core::Result<QList<qint64>> write(const QList<Change> &changes);
    /// Writes down all runs of \a other, with their logs, as new ones of this process, the oldest first: all or none.
    /// Answers their ids.
    [[nodiscard]] core::Result<QStringList> adopt(RunStore &other);
    /// Makes this process the owner of a run that has ended; false if another process was faster.
    [[nodiscard]] core::Result<bool> takeOver(const QString &runId);
    /// Marks the unfinished runs of processes that are gone as Interrupted.
    [[nodiscard]] core::Result<core::Done> interruptOrphans();
    /// The runs that this store has marked so since it was asked last.
    [[nodiscard]] QList<plan::Run> takeInterrupted() { return std::exchange(m_interrupted, {}); }
    /// Adds \a line to the log of a run that has ended. Answers its number.
    [[nodiscard]] core::Result<qint64> appendLine(const plan::Run &run, const plan::LogLine &line);

    [[nodiscard]] core::Result<tasks::RunPage> list(const tasks::RunQuery &query);
    /// The newest runs that belong to other processes, newest first.
    [[nodiscard]] core::Result<QList<plan::RunSummary>> ofOthers(int limit);
    /// Another number whenever another process has written since it was asked for last.
    [[nodiscard]] core::Result<qint64> othersVersion();
    [[nodiscard]] core::Result<plan::Run> run(const QString &runId); ///< Errors: NotFound; Invalid for a damaged plan
    [[nodiscard]] core::Result<tasks::LogPage> log(const QString &runId, qint64 from, int limit);
    [[nodiscard]] core::Result<qint64> nextLogNumber(const QString &runId);

private:
    [[nodiscard]] core::Result<core::Done> takeOwnership();
    void removeLeftLocks();
    [[nodiscard]] core::Result<QStringList> orphans();
    [[nodiscard]] core::Result<std::pair<qint64, plan::LogLine>> interruptionLine(const plan::Run &run);
    [[nodiscard]] core::Result<core::Done> writeRun(const Change &change, qint64 number);
    [[nodiscard]] core::Result<core::Done> writeLines(qint64 run, const QList<std::pair<qint64, plan::LogLine>> &lines);
    [[nodiscard]] core::Result<QStringList> everyRun(); // the oldest first
    [[nodiscard]] core::Result<core::Done> adoptRun(RunStore &other, const QString &runId);
    [[nodiscard]] core::Result<core::Done> prune();

    Sqlite m_database;
    QString m_owner;
    std::unique_ptr<QLockFile> m_ownerLock;
    QList<plan::Run> m_interrupted;
};

} // namespace isthmus::engine
