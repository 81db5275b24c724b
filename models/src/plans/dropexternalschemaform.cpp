// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/plans/dropexternalschemaform.h>

namespace isthmus::models {

DropExternalSchemaForm::DropExternalSchemaForm(connections::ConnectionManager &connections, planning::Planners planners,
                                               const catalog::ObjectPath &schema, QObject *parent)
    : PlanForm(connections, std::move(planners), parent), m_manager(connections), m_definition{schema}
{
    connect(&connections, &connections::ConnectionManager::renamed, this, &DropExternalSchemaForm::renameConnection);
    m_schemaFacts.reserve({tr("Schema"), tr("Project")});
    read();
}

// What was read and planned names it: both are done again, and what was confirmed is asked for again.
void DropExternalSchemaForm::renameConnection(const QString &before, const QString &after)
{
    if (m_definition.schema.connection != before)
        return;
    m_definition.schema.connection = after;
    readAgain();
}

QString DropExternalSchemaForm::title() const
{
    return tr("Drop external schema — %1").arg(m_definition.schema.name());
}

QString DropExternalSchemaForm::remark() const
{
    return tr("Only the definition in MaxCompute goes. To have it back, map the schema again.");
}

void DropExternalSchemaForm::takeFacts(const planning::Facts &facts)
{
    m_facts = std::any_cast<const mapping::DropExternalSchemaFacts &>(facts.value);
    m_schemaFacts.fill({{tr("Schema"), m_definition.schema.name(), true}, {tr("Project"), project(), true}});
}

std::optional<planning::Facts> DropExternalSchemaForm::facts() const
{
    return m_facts ? std::optional(planning::Facts{*m_facts, {}}) : std::nullopt;
}

QString DropExternalSchemaForm::readingTitle() const
{
    return tr("Read %1").arg(m_definition.schema.name());
}

QString DropExternalSchemaForm::project() const
{
    const auto profile = m_manager.profile(m_definition.schema.connection);
    const QString own = profile ? profile->database() : QString();
    return own.isEmpty() ? m_definition.schema.parent().name() : own;
}

QString DropExternalSchemaForm::place() const
{
    return project();
}

} // namespace isthmus::models
