// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/plans/dropforeigntableform.h>
#include <isthmus/models/table/tablefacts.h>

namespace isthmus::models {

DropForeignTableForm::DropForeignTableForm(connections::ConnectionManager &connections, planning::Planners planners,
                                           const catalog::ObjectPath &table, QObject *parent)
    : PlanForm(connections, std::move(planners), parent), m_definition{table}
{
    connect(&connections, &connections::ConnectionManager::renamed, this, &DropForeignTableForm::renameConnection);
    m_tableFacts.reserve({tr("Table"), tr("Database")});
    read();
}

// What was read and planned names it: both are done again, and what was confirmed is asked for again.
void DropForeignTableForm::renameConnection(const QString &before, const QString &after)
{
    if (m_definition.table.connection != before)
        return;
    m_definition.table.connection = after;
    readAgain();
}

QString DropForeignTableForm::title() const
{
    return tr("Drop foreign table — %1").arg(m_definition.table.name());
}

QString DropForeignTableForm::remark() const
{
    return tr("Only the definition in Hologres goes, with the rights that were given to it. To have it back, map the "
              "table again.");
}

void DropForeignTableForm::takeFacts(const planning::Facts &facts)
{
    m_facts = std::any_cast<const mapping::DropForeignTableFacts &>(facts.value);
    m_tableFacts.fill({{tr("Table"), m_definition.table.names.last(2).join(u'.'), false},
                       {tr("Database"), m_facts->server.database, false}});
    if (m_facts->table)
        m_tableFacts.fill(models::tableFacts(*m_facts->table));
}

std::optional<planning::Facts> DropForeignTableForm::facts() const
{
    return m_facts ? std::optional(planning::Facts{*m_facts}) : std::nullopt;
}

QString DropForeignTableForm::readingTitle() const
{
    return tr("Read %1").arg(m_definition.table.name());
}

QString DropForeignTableForm::place() const
{
    const QString project = m_facts ? m_facts->server.database : m_definition.table.connection;
    return project + u'.' + m_definition.table.parent().name();
}

} // namespace isthmus::models
