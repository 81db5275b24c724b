// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionmanager.h>
#include <isthmus/core/latest.h>
#include <isthmus/models/plans/planstepsmodel.h>
#include <isthmus/tasks/runs.h>

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace isthmus::models {

/// The form of a kind of task: its fields belong to the class that is derived for the kind; reading what the plan is
/// made from, the plan, what is wrong with which field and what holds Run back are the same for all and stand here.
/// Facts are read in the background; 150 ms after a change the plan is made anew. Nothing is written before run().
/// Thread: the window's.
class PlanForm : public QObject {
    Q_OBJECT

public:
    enum class Reading : quint8 { Loading, Ready, Failed };
    Q_ENUM(Reading)

    // What a dialog says
    [[nodiscard]] virtual QString title() const = 0; ///< "Map metadata to MaxCompute — dwd_orders"
    [[nodiscard]] virtual QString remark() const { return {}; } ///< one sentence to those who may run it
    /// Whose settings may help where reading failed.
    [[nodiscard]] virtual QString connectionToEdit() const = 0;

    // Reading
    [[nodiscard]] Reading reading() const { return m_reading; } ///< of the facts that belong to the present fields
    [[nodiscard]] std::optional<core::Error> readingError() const { return m_readingError; }
    virtual void retry() { read(); } ///< reads all again

    // Plan
    [[nodiscard]] const plan::Plan &plan() const { return m_planned.plan; }
    [[nodiscard]] bool isPlanCurrent() const { return m_isPlanCurrent; } ///< false while a change is not planned yet
    [[nodiscard]] QString planText() const; ///< the exact SQL of all steps
    [[nodiscard]] QString planSummary() const; ///< "3 steps, writes to dbs_mc.default"
    [[nodiscard]] PlanStepsModel *steps() { return &m_steps; }
    [[nodiscard]] QList<plan::Notice> notices() const { return m_planned.plan.notices; } ///< blockers too
    /// What is wrong with the field called \a field, in the user's words; empty if it is fine.
    [[nodiscard]] QString problem(const QString &field) const { return m_planned.problems.value(field); }

    // Run
    /// What the user must type into the foot before Run; empty: nothing.
    [[nodiscard]] QString confirmName() const;
    void setConfirmation(const QString &typed);
    [[nodiscard]] bool canRun() const { return runBlockedReason().isEmpty(); }
    [[nodiscard]] QString runBlockedReason() const; ///< one sentence; empty if it can run
    /// Starts the shown plan and answers the run's id. Errors: Invalid with runBlockedReason(); those of tasks::Runs.
    [[nodiscard]] QFuture<core::Result<QString>> run(tasks::Runs &runs);

Q_SIGNALS:
    void changed(); ///< any field, problem, reading state or run state
    void planChanged();

protected:
    struct Planned {
        plan::Plan plan;
        QHash<QString, QString> problems; ///< of each field the first; see problem()
    };

    explicit PlanForm(connections::ConnectionManager &manager, QObject *parent = nullptr);

    /// Asks for the facts of the present fields with ask(), or says with failReading() why it cannot.
    virtual void startReading() = 0;
    /// From the present fields and facts; nothing as long as there are no facts. Pure.
    [[nodiscard]] virtual std::optional<Planned> makePlan() const = 0;
    [[nodiscard]] virtual plan::Task task() const = 0; ///< what the plan is for, to be kept with its run
    [[nodiscard]] virtual QString
    readingTitle() const = 0; ///< the first line of the steps: "Read columns of dwd_orders"
    [[nodiscard]] virtual QString place() const = 0; ///< what the plan writes to: "dbs_mc.default"

    [[nodiscard]] connections::ConnectionManager &manager() const { return m_manager; }

    void read(); ///< reads at once; a derived class calls it at the end of its constructor
    /// Within startReading(): \a accept(T) is called with the answer, unless reading starts again before it is there.
    template <typename T, typename Accept>
    void ask(const QFuture<core::Result<T>> &facts, Accept accept)
    {
        m_question.ask(facts, [this, accept = std::move(accept)](core::Result<T> reply) mutable {
            if (!reply) {
                failReading(reply.error());
                return;
            }
            accept(*std::move(reply));
            finishReading();
        });
    }
    virtual void failReading(const core::Error &error);
    void touched(); ///< a field changed: plan again soon
    void readAgain(); ///< what was read is about something else now: read and plan again soon
    void forgetConfirmation() { m_confirmation.clear(); } ///< it was about something else

private:
    void finishReading();
    void replan();
    [[nodiscard]] PlanStepsModel::Reading readingLine() const;

    connections::ConnectionManager &m_manager;
    Reading m_reading = Reading::Loading;
    std::optional<core::Error> m_readingError;
    Planned m_planned;
    bool m_isPlanCurrent = false;
    QString m_confirmation;
    PlanStepsModel m_steps;
    QTimer m_planTimer;
    QTimer m_readTimer;
    QElapsedTimer m_readSince;
    std::chrono::milliseconds m_readElapsed{0};
    core::Latest m_question{this};
};

} // namespace isthmus::models
