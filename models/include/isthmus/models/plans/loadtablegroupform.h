// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/computegroups/loadtablegroup.h>
#include <isthmus/models/parts/factsmodel.h>
#include <isthmus/models/plans/planform.h>

namespace isthmus::models {

/// The form of "Load to compute group": to which one, with how many replicas; its facts are where the table group is
/// loaded now.
class LoadTableGroupForm final : public PlanForm {
    Q_OBJECT

public:
    LoadTableGroupForm(connections::ConnectionManager &connections, planning::Planners planners,
                       const computegroups::LoadTableGroup &start, QObject *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString remark() const override;
    [[nodiscard]] QString connectionToEdit() const override { return m_definition.tableGroup.connection; }

    [[nodiscard]] FactsModel *loaded() { return &m_loaded; } ///< a row for each compute group that it is loaded to
    [[nodiscard]] QStringList computeGroups() const; ///< of the instance; none until they are read
    [[nodiscard]] QString computeGroup() const { return m_definition.computeGroup; }
    void setComputeGroup(const QString &name);
    [[nodiscard]] int replicas() const { return m_definition.replicas; }
    void setReplicas(int replicas);

protected:
    [[nodiscard]] plan::Task task() const override { return m_definition.toTask(); }
    void takeFacts(const planning::Facts &facts) override;
    void readingFailed() override { m_loaded.finish(); }
    [[nodiscard]] std::optional<planning::Facts> facts() const override;
    [[nodiscard]] QHash<QString, QString> findProblems() const override;
    [[nodiscard]] QString readingTitle() const override;
    [[nodiscard]] QString place() const override { return m_definition.tableGroup.connection; }

private:
    computegroups::LoadTableGroup m_definition;
    std::optional<computegroups::LoadTableGroupFacts> m_facts;
    FactsModel m_loaded;
};

} // namespace isthmus::models
