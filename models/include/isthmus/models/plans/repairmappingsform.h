// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/drift/repairmappings.h>
#include <isthmus/models/drift/driftlistmodel.h>
#include <isthmus/models/plans/planform.h>

namespace isthmus::models {

/// The form of "Repair mappings": what changed in each of them. It has no fields but the confirmation.
class RepairMappingsForm final : public PlanForm {
    Q_OBJECT

public:
    RepairMappingsForm(connections::ConnectionManager &connections, planning::Planners planners,
                       const QList<catalog::ObjectPath> &tables, QObject *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString remark() const override;
    [[nodiscard]] QString connectionToEdit() const override { return m_definition.tables.first().connection; }
    [[nodiscard]] bool isForeign() const { return m_isForeign; } ///< foreign tables of Hologres, else external tables
    [[nodiscard]] DriftListModel *mappings() { return &m_mappings; }

protected:
    [[nodiscard]] plan::Task task() const override { return m_definition.toTask(); }
    void takeFacts(const planning::Facts &facts) override;
    [[nodiscard]] std::optional<planning::Facts> facts() const override;
    [[nodiscard]] QHash<QString, QString> findProblems() const override { return {}; }
    [[nodiscard]] QString readingTitle() const override;
    [[nodiscard]] QString place() const override;

private:
    void renameConnection(const QString &before, const QString &after);

    mapping::RepairMappings m_definition;
    std::optional<QList<mapping::RepairFacts>> m_facts;
    DriftListModel m_mappings;
    bool m_isForeign = false;
};

} // namespace isthmus::models
