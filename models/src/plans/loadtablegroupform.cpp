// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/plans/loadtablegroupform.h>
#include <isthmus/plan/words.h>

#include <algorithm>

namespace isthmus::models {

LoadTableGroupForm::LoadTableGroupForm(connections::ConnectionManager &connections, planning::Planners planners,
                                       const computegroups::LoadTableGroup &start, QObject *parent)
    : PlanForm(connections, std::move(planners), parent), m_definition(start)
{
    m_loaded.reserve({tr("Table group")});
    read();
}

QString LoadTableGroupForm::title() const
{
    return tr("Load to compute group — %1").arg(m_definition.tableGroup.name());
}

QString LoadTableGroupForm::remark() const
{
    return tr("Tables can be read in the compute groups that their table group is loaded to.");
}

QStringList LoadTableGroupForm::computeGroups() const
{
    QStringList names;
    if (m_facts) {
        for (const catalog::Entry &group : m_facts->computeGroups)
            names.append(group.name());
    }
    return names;
}

void LoadTableGroupForm::setComputeGroup(const QString &name)
{
    if (name == m_definition.computeGroup)
        return;
    m_definition.computeGroup = name;
    touched();
}

void LoadTableGroupForm::setReplicas(int replicas)
{
    if (replicas == m_definition.replicas)
        return;
    m_definition.replicas = replicas;
    touched();
}

void LoadTableGroupForm::takeFacts(const planning::Facts &facts)
{
    m_facts = std::any_cast<const computegroups::LoadTableGroupFacts &>(facts.value);
    QList<catalog::FactLine> lines{{tr("Table group"), m_definition.tableGroup.name(), false},
                                   {tr("Database"), m_facts->database, false}};
    for (const catalog::Entry &group : m_facts->loaded)
        lines.append({group.name(), group.note, false});
    m_loaded.setFacts(lines);
    if (!m_definition.computeGroup.isEmpty())
        return;
    const auto isLoaded = [this](const catalog::Entry &group) {
        return std::ranges::find(m_facts->loaded, group.name(), &catalog::Entry::name) != m_facts->loaded.end();
    };
    const auto free = std::ranges::find_if_not(m_facts->computeGroups, isLoaded);
    if (free != m_facts->computeGroups.end())
        m_definition.computeGroup = free->name();
    else if (!m_facts->computeGroups.isEmpty())
        m_definition.computeGroup = m_facts->computeGroups.first().name();
}

std::optional<planning::Facts> LoadTableGroupForm::facts() const
{
    return m_facts ? std::optional(planning::Facts{*m_facts}) : std::nullopt;
}

QHash<QString, QString> LoadTableGroupForm::findProblems() const
{
    QHash<QString, QString> problems;
    for (const QString &field : {QStringLiteral("computeGroup"), QStringLiteral("replicas")}) {
        if (const plan::Text problem = computegroups::problemOf(field, m_definition, *m_facts); !problem.isEmpty())
            problems.insert(field, plan::words(problem));
    }
    return problems;
}

QString LoadTableGroupForm::readingTitle() const
{
    return tr("Read where %1 is loaded").arg(m_definition.tableGroup.name());
}

} // namespace isthmus::models
