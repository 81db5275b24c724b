// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/plans/dropforeignserverform.h>

namespace isthmus::models {

DropForeignServerForm::DropForeignServerForm(connections::ConnectionManager &connections, planning::Planners planners,
                                             const catalog::ObjectPath &server, QObject *parent)
    : PlanForm(connections, std::move(planners), parent), m_definition{server}
{
    connect(&connections, &connections::ConnectionManager::renamed, this,
            [this](const QString &before, const QString &after) {
                if (m_definition.server.connection != before)
                    return;
                m_definition.server.connection = after;
                readAgain(); // what was read and planned names it
            });
    m_serverFacts.reserve({tr("Foreign server"), tr("Host"), tr("Database"), tr("RAM role")});
    read();
}

QString DropForeignServerForm::title() const
{
    return tr("Drop foreign server — %1").arg(m_definition.server.name());
}

QString DropForeignServerForm::remark() const
{
    return tr("The Hologres database stays. External schemas over it are to be dropped first.");
}

void DropForeignServerForm::takeFacts(const planning::Facts &facts)
{
    m_facts = std::any_cast<const mapping::DropForeignServerFacts &>(facts.value);
    QList<catalog::FactLine> lines{{tr("Foreign server"), m_definition.server.name(), true}};
    if (const auto &server = m_facts->server) {
        lines.append({tr("Host"), server->host + u':' + server->port, true});
        lines.append({tr("Database"), server->database, true});
        if (!server->roleArn.isEmpty())
            lines.append({tr("RAM role"), server->roleArn, true});
    }
    m_serverFacts.fill(lines);
    m_serverFacts.finish();
}

std::optional<planning::Facts> DropForeignServerForm::facts() const
{
    return m_facts ? std::optional(planning::Facts{*m_facts, {}}) : std::nullopt;
}

QString DropForeignServerForm::readingTitle() const
{
    return tr("Read %1").arg(m_definition.server.name());
}

} // namespace isthmus::models
