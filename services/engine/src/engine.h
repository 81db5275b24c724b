// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runending.h"
#include "runstore.h"
#include "stepqueue.h"
#include "stepreporter.h"

#include <isthmus/engine/localruns.h>

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QThreadPool>
#include <QTimer>

#include <map>
#include <memory>
#include <set>
#include <vector>

namespace isthmus::engine {

/// What decides which runs and steps begin, and writes down what happens. It lives on one thread, which alone touches
/// the store; executors run on a pool and report to it. What several of them report at the same time is written in one
/// transaction, and a step begins only after the transaction that says so.
/// Thread: all members on the thread it was moved to, the constructor and the destructor while none runs.
class Engine final : public QObject {
    Q_OBJECT

public:
    explicit Engine(Setup setup);
    ~Engine() override;

    void open(); ///< first of all
    /// Stops everything and ends the thread's event loop once the last step has ended.
    void shutDown();

    // As in tasks::Runs.
    [[nodiscard]] core::Result<QString> start(const plan::Task &task, const plan::Plan &plan,
                                              const QStringList &confirmed);
    [[nodiscard]] core::Result<core::Done> cancel(const QString &id);
    [[nodiscard]] core::Result<core::Done> resume(const QString &id, const QStringList &confirmed);
    [[nodiscard]] core::Result<core::Done> setParallel(const QString &id, int parallel);
    [[nodiscard]] core::Result<tasks::RunPage> list(const tasks::RunQuery &query);
    [[nodiscard]] core::Result<plan::Run> run(const QString &id);
    [[nodiscard]] core::Result<tasks::LogPage> log(const QString &id, qint64 from);
    [[nodiscard]] core::Result<core::Done> storeState() const;

Q_SIGNALS:
    void summaryChanged(const isthmus::plan::RunSummary &run);
    void stepChanged(const QString &runId, int index, const isthmus::plan::StepRun &step);
    void progressed(const QString &runId, int index, const isthmus::plan::Figures &figures);
    void logged(const QString &runId, qint64 number, const isthmus::plan::LogLine &line);
    void storeFailed(const isthmus::core::Error &error);
    void storeRecovered();

protected:
    bool event(QEvent *event) override;

private:
    // A run of this process that has not ended, or whose end is not written yet.
    struct Live {
        Live(plan::Run newRun, bool isUnknown, QStringList confirmedNames);

        [[nodiscard]] int chosenParallel(int index) const; // of the group that the step is in; 0: nobody has chosen
        [[nodiscard]] QStringList succeededBefore(int index) const; // of those that the step comes after
        // The steps that the step comes after or needs; of one that names none, all before it in its group.
        [[nodiscard]] std::vector<int> provenBy(int index) const;
        [[nodiscard]] QStringList doneEarlier(int index) const; // of those: StepContext::before
        // Whether the step's failure by \a failure stops the run, if its group says so.
        [[nodiscard]] bool mayStop(int index, const plan::Failure &failure, bool isProof) const;

        plan::Run run;
        EarlierWork earlier; // of a run that was resumed
        QStringList confirmed; // connections of production that it may write to
        QList<plan::Step> steps;
        StepQueue queue;
        core::Cancellation cancellation;
        std::map<int, std::shared_ptr<StepReporter>> running; // by step
        QHash<QString, int> indexOf; // of steps, by their ids
        std::set<int> repeated; // steps that run, which an earlier attempt had begun
        qint64 nextLine = 0;
        // Since it was written last.
        bool isNew; // never written
        bool isChanged = true;
        std::set<int> changedSteps;
        QList<std::pair<qint64, plan::LogLine>> lines;
        // Since it was told last.
        bool hasNewState = true;
        bool hasNewCounts = false;
        QList<int> toldSteps;
    };
    // A run of another process, as it was told last.
    struct Other {
        plan::RunSummary run;
        qint64 nextLine = 0;
        bool hasMoreLines = false; // than were told
    };
    struct Dispatch {
        Live *live;
        int index;
    };

    // Decides everything that can be decided now, writes it, tells it, and lets the steps begin.
    void pump();
    void schedulePump();
    [[nodiscard]] bool beginRuns();
    [[nodiscard]] bool beginSteps();
    [[nodiscard]] bool endRuns();
    void beginStep(Live &live, int index);
    void endStep(Live &live, int index, const plan::StepResult &result);
    [[nodiscard]] bool mayBegin(const Live &live, int index) const;
    void dispatch(Live &live, int index);
    void flush();
    void tell();
    void tick(); // shows what has moved
    void forgetEnded();

    /// As of the store; what the runs have left that were found is taken away then, by who ran their steps.
    [[nodiscard]] core::Result<core::Done> interruptOrphans();
    void tidyUp();
    void tidiedUp(const plan::Run &run, int index, const plan::Text &told);

    void startFollowing();
    void followOthers();
    [[nodiscard]] bool follow(const plan::RunSummary &run);

    void noteNews(const QString &runId, int index, StepReporter::Urgency urgency);
    void takeNews(Live &live, int index);
    void stepReturned(const QString &runId, int index, const plan::StepResult &result);
    void log(Live &live, int step, const plan::Text &text);
    void logFailure(Live &live, int step, const plan::Failure &failure);
    void appendLine(Live &live, const plan::LogLine &line);
    void noteStoreError(const core::Error &error);
    void noteStoreWritten(bool isWritten);
    void useFile(); // in place of the store in memory, once that is possible

    [[nodiscard]] Live *find(const QString &runId);
    [[nodiscard]] plan::StepExecutor *executorFor(const QString &kind) const;
    [[nodiscard]] bool isProof(const plan::Step &step) const;
    [[nodiscard]] core::Result<core::Done> checkSteps(const QList<plan::Step> &steps,
                                                      const QStringList &confirmed) const;
    /// Why \a step must not write to its connection as that is now; nothing if it may.
    [[nodiscard]] std::optional<QStringList> productionOf(const plan::Run &run) const; // RunSummary::production
    [[nodiscard]] std::optional<plan::Failure> refusal(const plan::Step &step, const QStringList &confirmed) const;

    Setup m_setup;
    std::unique_ptr<RunStore> m_store;
    std::optional<core::Error> m_storeError;
    bool m_isInMemory = false; // since the file cannot be used
    std::vector<std::unique_ptr<Live>> m_live; // in the order of starting
    std::vector<Dispatch> m_dispatches; // begun, not written yet
    std::vector<std::function<void()>> m_written; // waits for the next transaction
    QHash<QString, int> m_writers; // running writing steps by connection
    int m_runningSteps = 0;
    int m_tidying = 0; // steps of runs that were cut off
    QTimer m_tick{this};
    QTimer m_flush{this}; // for lines of a log while nothing else happens
    QTimer m_retry{this}; // for what could not be written
    QTimer m_follow{this}; // looks at what other processes have written
    std::optional<qint64> m_othersVersion; // of the store, as it was looked at last
    QDateTime m_followedSince;
    QHash<QString, Other> m_others; // by id
    int m_looks = 0;
    QTimer m_reopen{this}; // for the file, while the store is in memory
    bool m_isPumpScheduled = false;
    bool m_isShuttingDown = false;
    QThreadPool m_pool;
};

} // namespace isthmus::engine
