// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/parts/factsmodel.h>
#include <isthmus/models/plans/planform.h>

namespace isthmus::models {

/// A task from a file, of any kind: nothing of it is changed here, it is planned anew from what is there now.
class SavedTaskForm final : public PlanForm {
    Q_OBJECT

public:
    /// Plans of more steps are shown in part: their SQL would take long to lay out. planText() has all of it.
    static constexpr qsizetype mostShownSteps = 100;
    static constexpr qsizetype mostShownNotices = 50;

    /// \a file: where \a task was read from.
    SavedTaskForm(connections::ConnectionManager &connections, planning::Planners planners, plan::Task task,
                  const QString &file, QObject *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString remark() const override;
    [[nodiscard]] QString connectionToEdit() const override { return {}; } ///< which one it is the error says
    [[nodiscard]] QString shownSql() const override;
    [[nodiscard]] QList<plan::Notice> notices() const override;
    [[nodiscard]] FactsModel *taskFacts() { return &m_taskFacts; } ///< the file, what it does, what it writes to
    [[nodiscard]] const QString &kind() const { return m_task.kind; }

protected:
    [[nodiscard]] plan::Task task() const override { return m_task; }
    void takeFacts(const planning::Facts &facts) override { m_facts = facts; }
    [[nodiscard]] std::optional<planning::Facts> facts() const override { return m_facts; }
    [[nodiscard]] QHash<QString, QString> findProblems() const override { return {}; }
    [[nodiscard]] bool plansBeside() const override { return true; }
    [[nodiscard]] QString readingTitle() const override;
    [[nodiscard]] QString place() const override;

private:
    void showFacts();

    const plan::Task m_task;
    const QString m_file;
    std::optional<planning::Facts> m_facts;
    FactsModel m_taskFacts;
};

} // namespace isthmus::models
