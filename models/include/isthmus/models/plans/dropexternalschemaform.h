// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/externalschema/dropexternalschema.h>
#include <isthmus/models/parts/factsmodel.h>
#include <isthmus/models/plans/planform.h>

namespace isthmus::models {

/// The form of "Drop external schema": which one it is. It has no fields but the confirmation.
class DropExternalSchemaForm final : public PlanForm {
    Q_OBJECT

public:
    DropExternalSchemaForm(connections::ConnectionManager &connections, planning::Planners planners,
                           const catalog::ObjectPath &schema, QObject *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString remark() const override;
    [[nodiscard]] QString connectionToEdit() const override { return m_definition.schema.connection; }
    [[nodiscard]] FactsModel *schemaFacts() { return &m_schemaFacts; } ///< schema, project

protected:
    [[nodiscard]] plan::Task task() const override { return m_definition.toTask(); }
    void takeFacts(const planning::Facts &facts) override;
    void readingFailed() override { m_schemaFacts.finish(); }
    [[nodiscard]] std::optional<planning::Facts> facts() const override;
    [[nodiscard]] QHash<QString, QString> findProblems() const override { return {}; }
    [[nodiscard]] QString readingTitle() const override;
    [[nodiscard]] QString place() const override;

private:
    void renameConnection(const QString &before, const QString &after);
    [[nodiscard]] QString project() const;

    connections::ConnectionManager &m_manager;
    mapping::DropExternalSchema m_definition;
    std::optional<mapping::DropExternalSchemaFacts> m_facts;
    FactsModel m_schemaFacts;
};

} // namespace isthmus::models
