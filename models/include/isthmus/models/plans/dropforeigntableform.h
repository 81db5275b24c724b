// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/foreigntable/dropforeigntable.h>
#include <isthmus/models/parts/factsmodel.h>
#include <isthmus/models/plans/planform.h>

namespace isthmus::models {

/// The form of "Drop foreign table": what the table is and shows. It has no fields but the confirmation.
class DropForeignTableForm final : public PlanForm {
    Q_OBJECT

public:
    DropForeignTableForm(connections::ConnectionManager &connections, planning::Planners planners,
                         const catalog::ObjectPath &table, QObject *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString remark() const override;
    [[nodiscard]] QString connectionToEdit() const override { return m_definition.table.connection; }
    [[nodiscard]] FactsModel *tableFacts() { return &m_tableFacts; } ///< table, what it shows, columns, created

protected:
    [[nodiscard]] plan::Task task() const override { return m_definition.toTask(); }
    void takeFacts(const planning::Facts &facts) override;
    void readingFailed() override { m_tableFacts.finish(); }
    [[nodiscard]] std::optional<planning::Facts> facts() const override;
    [[nodiscard]] QHash<QString, QString> findProblems() const override { return {}; }
    [[nodiscard]] QString readingTitle() const override;
    [[nodiscard]] QString place() const override;

private:
    void renameConnection(const QString &before, const QString &after);

    mapping::DropForeignTable m_definition;
    std::optional<mapping::DropForeignTableFacts> m_facts;
    FactsModel m_tableFacts;
};

} // namespace isthmus::models
