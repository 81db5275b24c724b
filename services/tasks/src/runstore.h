// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/run.h>

#include <QList>
#include <QLockFile>
#include <QSqlDatabase>
#include <QString>

#include <memory>

class QSqlQuery;

namespace isthmus::tasks {

/// The runs in one SQLite file, which several processes may use at the same time.
///
/// Every run belongs to the process that started it: that process holds a lock file named by its owner id for as long
/// as it lives, so that another one can tell a run that goes on from one that was cut off.
/// Thread: create, use and destroy on one thread (QtSql's rule).
class RunStore {
public:
    static constexpr int maxRuns = 500;
    static constexpr int maxLogLines = 10'000; ///< of one run; the oldest go first

    RunStore();
    ~RunStore();
    RunStore(const RunStore &) = delete;
    RunStore &operator=(const RunStore &) = delete;

    /// Opens or makes the file, marks the unfinished runs of processes that are gone as Interrupted, and answers the
    /// newest maxRuns runs, newest first.
    /// Errors: Permission (folder or file), Protocol (damaged, or not a run store), Unsupported (a newer version's
    /// file).
    [[nodiscard]] core::Result<QList<plan::Run>> open(const QString &file);

    [[nodiscard]] core::Result<core::Done> insert(const plan::Run &run);
    [[nodiscard]] core::Result<core::Done> update(const plan::Run &run);
    /// \a number counts the lines of the run from 0.
    [[nodiscard]] core::Result<core::Done> appendLog(const QString &runId, qint64 number, const plan::LogLine &line);
    [[nodiscard]] core::Result<QList<plan::LogLine>> log(const QString &runId);

private:
    [[nodiscard]] core::Result<core::Done> openFile(const QString &file);
    [[nodiscard]] core::Result<core::Done> makeTables();
    [[nodiscard]] core::Result<core::Done> takeOwnership(const QString &file);
    [[nodiscard]] core::Result<core::Done> interruptOrphans(const QString &file);
    [[nodiscard]] core::Result<QList<plan::Run>> load();
    [[nodiscard]] core::Result<core::Done> prune();
    [[nodiscard]] core::Result<core::Done> run(const QString &sql, const QVariantList &values = {});
    [[nodiscard]] core::Result<core::Done> run(QSqlQuery &query, const QString &sql, const QVariantList &values = {});
    [[nodiscard]] core::Error storeError(const QString &detail) const;

    QString m_file;
    QString m_owner;
    std::unique_ptr<QLockFile> m_ownerLock;
    QSqlDatabase m_database;
};

} // namespace isthmus::tasks
