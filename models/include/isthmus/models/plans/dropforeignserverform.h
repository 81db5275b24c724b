// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/foreignserver/dropforeignserver.h>
#include <isthmus/models/parts/factsmodel.h>
#include <isthmus/models/plans/planform.h>

namespace isthmus::models {

/// The form of "Drop foreign server": its data, and a name to confirm.
class DropForeignServerForm final : public PlanForm {
    Q_OBJECT

public:
    DropForeignServerForm(connections::ConnectionManager &connections, planning::Planners planners,
                          const catalog::ObjectPath &server, QObject *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString remark() const override;
    [[nodiscard]] QString connectionToEdit() const override { return m_definition.server.connection; }
    [[nodiscard]] FactsModel *serverFacts() { return &m_serverFacts; }

protected:
    [[nodiscard]] plan::Task task() const override { return m_definition.toTask(); }
    void takeFacts(const planning::Facts &facts) override;
    void readingFailed() override { m_serverFacts.finish(); }
    [[nodiscard]] std::optional<planning::Facts> facts() const override;
    [[nodiscard]] QHash<QString, QString> findProblems() const override { return {}; }
    [[nodiscard]] QString readingTitle() const override;
    [[nodiscard]] QString place() const override { return m_definition.server.connection; }

private:
    mapping::DropForeignServer m_definition;
    std::optional<mapping::DropForeignServerFacts> m_facts;
    FactsModel m_serverFacts;
};

} // namespace isthmus::models
