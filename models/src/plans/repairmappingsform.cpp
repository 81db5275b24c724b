// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/plans/repairmappingsform.h>

namespace isthmus::models {

RepairMappingsForm::RepairMappingsForm(connections::ConnectionManager &connections, planning::Planners planners,
                                       const QList<catalog::ObjectPath> &tables, QObject *parent)
    : PlanForm(connections, std::move(planners), parent), m_definition{tables}
{
    connect(&connections, &connections::ConnectionManager::renamed, this, &RepairMappingsForm::renameConnection);
    const auto profile = connections.profile(tables.first().connection);
    m_isForeign = profile && profile->can(connections::Capability::MappedFrom);
    m_mappings.setForeign(m_isForeign);
    m_mappings.setTickable(false);
    read();
}

// What was read and planned names it: both are done again, and what was confirmed is asked for again.
void RepairMappingsForm::renameConnection(const QString &before, const QString &after)
{
    if (m_definition.tables.first().connection != before)
        return;
    for (catalog::ObjectPath &table : m_definition.tables)
        table.connection = after;
    m_mappings.clear();
    readAgain();
}

QString RepairMappingsForm::title() const
{
    return m_definition.tables.size() == 1 ? tr("Repair mapping — %1").arg(m_definition.tables.first().name())
                                           : tr("Repair %1 mappings").arg(m_definition.tables.size());
}

QString RepairMappingsForm::remark() const
{
    if (m_isForeign)
        return tr("Repairing changes or drops only the definition in Hologres. No row in MaxCompute is touched.");
    return tr("Dropping an external table removes only the mapping. No row in Hologres is touched.");
}

void RepairMappingsForm::takeFacts(const planning::Facts &facts)
{
    m_facts = std::any_cast<const QList<mapping::RepairFacts> &>(facts.value);
    for (const mapping::RepairFacts &one : *m_facts)
        m_mappings.take(mapping::compared(one.drift));
}

std::optional<planning::Facts> RepairMappingsForm::facts() const
{
    return m_facts ? std::optional(planning::Facts{*m_facts, {}}) : std::nullopt;
}

QString RepairMappingsForm::readingTitle() const
{
    return m_definition.tables.size() == 1 ? tr("Compare %1").arg(m_definition.tables.first().name())
                                           : tr("Compare %1 mappings").arg(m_definition.tables.size());
}

QString RepairMappingsForm::place() const
{
    const QString project = m_facts ? m_facts->first().targetServer.database : m_definition.tables.first().connection;
    return m_definition.tables.size() == 1 ? project + u'.' + m_definition.tables.first().parent().name() : project;
}

} // namespace isthmus::models
