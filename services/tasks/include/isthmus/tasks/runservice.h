// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/run.h>
#include <isthmus/plan/stepexecutor.h>

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace isthmus::tasks {

/// Runs plans in the background and remembers every run. Each transition is written to the store before it is acted on,
/// so that a run cut off by a crash is found at the next start and told as Interrupted.
///
/// Thread: members are called on the object's own thread and return at once; executors run on a worker thread, one run
/// after another per service. The destructor cancels the running step and waits for it.
class RunService : public QObject {
    Q_OBJECT

public:
    struct Setup {
        QString storeFile; ///< SQLite file; its folder is made if missing
        std::vector<std::unique_ptr<plan::StepExecutor>> executors;
        /// Whether a connection refuses writing steps; asked before a run starts and again before each step,
        /// on any thread.
        std::function<bool(const QString &connection)> isReadOnly;
    };

    /// Errors of opening the store are reported by storeError(); runs then still work but are not remembered.
    explicit RunService(Setup setup, QObject *parent = nullptr);
    ~RunService() override;

    [[nodiscard]] std::optional<core::Error> storeError() const;

    /// Starts \a plan of \a task and answers the run's id. Errors: Invalid if the plan is not runnable or no executor
    /// knows a step; Permission if it writes to a read-only connection.
    [[nodiscard]] core::Result<QString> start(const plan::Task &task, const plan::Plan &plan);
    void cancel(const QString &runId); ///< no effect on a finished run

    [[nodiscard]] QList<plan::Run> runs() const; ///< newest first; the last 500
    [[nodiscard]] std::optional<plan::Run> run(const QString &runId) const;
    [[nodiscard]] QList<plan::LogLine> log(const QString &runId) const;

Q_SIGNALS:
    void runAdded(const isthmus::plan::Run &run);
    void runChanged(const isthmus::plan::Run &run); ///< at most every 100 ms while rows move; every transition at once
    void logged(const QString &runId, const isthmus::plan::LogLine &line);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace isthmus::tasks
