// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionmanager.h>
#include <isthmus/core/latest.h>
#include <isthmus/models/parts/waiting.h>
#include <isthmus/models/plans/planstepsmodel.h>
#include <isthmus/planning/planner.h>
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
/// The planner of the kind reads in the background and plans anew 150 ms after a change, so that the form shows what
/// the command line does. Nothing is written before run().
/// Thread: the window's.
class PlanForm : public QObject {
    Q_OBJECT

public:
    enum class Reading : quint8 { Loading, Ready, Failed };
    Q_ENUM(Reading)

    ~PlanForm() override;

    // What a dialog says
    [[nodiscard]] virtual QString title() const = 0; ///< "Map metadata to MaxCompute — dwd_orders"
    [[nodiscard]] virtual QString remark() const { return {}; } ///< one sentence to those who may run it
    /// Whose settings may help where reading failed.
    [[nodiscard]] virtual QString connectionToEdit() const = 0;

    // Reading
    [[nodiscard]] Reading reading() const { return m_reading; } ///< of the facts that belong to the present fields
    [[nodiscard]] std::optional<core::Error> error() const { return m_error; } ///< why there is no plan
    virtual void retry() { read(); } ///< reads all again
    void planAgain() { touched(); } ///< by what was read: connections may lead elsewhere now

    // Plan
    [[nodiscard]] const plan::Plan &plan() const { return m_plan; }
    [[nodiscard]] bool isPlanCurrent() const { return m_isPlanCurrent; } ///< false while a change is not planned yet
    [[nodiscard]] QString planText() const; ///< the exact SQL of all steps
    /// The SQL that is shown: all of it, or of a plan of very many steps that of the part somebody looks at.
    [[nodiscard]] virtual QString shownSql() const { return planText(); }
    [[nodiscard]] QString planSummary() const; ///< "3 steps, writes to dbs_mc.default"
    [[nodiscard]] PlanStepsModel *steps() { return &m_steps; }
    /// Blockers too. A form that shows what a notice is about as a line of its own tells it there.
    [[nodiscard]] virtual QList<plan::Notice> notices() const { return m_plan.notices; }
    /// What is wrong with the field called \a field, in the user's words; empty if it is fine.
    [[nodiscard]] QString problem(const QString &field) const { return m_problems.value(field); }

    /// The present fields, to be saved.
    [[nodiscard]] plan::Task savedTask() const { return task(); }

    // Run
    /// What the user must type into the foot before Run; empty: nothing.
    [[nodiscard]] QString confirmName() const;
    void setConfirmation(const QString &typed);
    [[nodiscard]] const QString &confirmation() const { return m_confirmation; } ///< empty once it was about another
    /// Connections of production that the plan writes to: their names, with commas, are to be typed before Run too.
    [[nodiscard]] QStringList productionConnections() const;
    [[nodiscard]] QString productionNames() const; ///< to be typed; empty: nothing
    void setProductionConfirmation(const QString &typed);
    [[nodiscard]] const QString &productionConfirmation() const { return m_productionConfirmation; }
    [[nodiscard]] bool canRun() const { return runBlockedReason().isEmpty(); }
    [[nodiscard]] QString runBlockedReason() const; ///< one sentence; empty if it can run
    /// Starts the shown plan and answers the run's id. Errors: Invalid with runBlockedReason(); those of tasks::Runs.
    [[nodiscard]] QFuture<core::Result<QString>> run(tasks::Runs &runs);

    void setPatience(std::chrono::milliseconds patience) { m_waiting.setPatience(patience); } ///< see Waiting

Q_SIGNALS:
    void changed(); ///< any field, problem, reading state or run state
    void planChanged();
    void shownSqlChanged(); ///< while the plan stays

protected:
    /// \a connections outlive the form.
    PlanForm(connections::ConnectionManager &connections, planning::Planners planners, QObject *parent = nullptr);

    [[nodiscard]] virtual plan::Task task() const = 0; ///< the present fields, as the plan is made for them
    /// Why reading need not begin: what is missing before the task can be asked about.
    [[nodiscard]] virtual std::optional<core::Error> missing() const { return {}; }
    /// What the planner read for task().
    virtual void takeFacts(const planning::Facts &facts) = 0;
    virtual void readingFailed() { } ///< error() says why
    /// What the plan is made from now; nothing as long as nothing was read.
    [[nodiscard]] virtual std::optional<planning::Facts> facts() const = 0;
    /// Of each field the first thing that is wrong, for problem(); asked when there are facts.
    [[nodiscard]] virtual QHash<QString, QString> findProblems() const = 0;
    /// Whether planning takes so long that the window must not wait for it: it is done on another thread then.
    [[nodiscard]] virtual bool plansBeside() const { return false; }
    [[nodiscard]] virtual QString
    readingTitle() const = 0; ///< the first line of the steps: "Read columns of dwd_orders"
    [[nodiscard]] virtual QString place() const = 0; ///< what the plan writes to: "dbs_mc.default"

    void read(); ///< reads at once; a derived class calls it at the end of its constructor
    void touched(); ///< a field changed: plan again soon
    void readAgain(); ///< what was read is about something else now: read and plan again soon
    void forgetConfirmation(); ///< it was about something else

private:
    void finishReading(const core::Result<planning::Facts> &facts);
    void replan();
    void acceptPlan(const core::Result<plan::Plan> &plan);
    void showPlan();
    [[nodiscard]] PlanStepsModel::Reading readingLine() const;

    connections::ConnectionManager &m_connections;
    planning::Planners m_planners;
    Reading m_reading = Reading::Loading;
    std::optional<core::Error> m_error; // of reading, or of planning
    plan::Plan m_plan;
    QHash<QString, QString> m_problems;
    bool m_isPlanCurrent = false;
    QString m_confirmation;
    QString m_productionConfirmation;
    PlanStepsModel m_steps;
    QTimer m_planTimer;
    QTimer m_readTimer;
    QElapsedTimer m_readSince;
    Waiting m_waiting; // with Reading::Loading
    std::chrono::milliseconds m_readElapsed{0};
    QJsonObject m_servers; // of what was read
    core::Latest m_question{this};
    core::Latest m_planQuestion{this};
};

} // namespace isthmus::models
