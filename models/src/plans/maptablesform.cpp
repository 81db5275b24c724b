// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/pooled.h"
#include "plans/lifecycletext.h"

#include <isthmus/models/plans/maptablesform.h>
#include <isthmus/plan/words.h>

#include <algorithm>
#include <utility>

namespace isthmus::models {

using catalog::ObjectPath;
using connections::ConnectionManager;
using mapping::MapTables;

MapTablesForm::MapTablesForm(ConnectionManager &manager, planning::Planners planners, const QList<ObjectPath> &sources,
                             const std::optional<ObjectPath> &target, QObject *parent)
    : ManyTablesForm(manager, std::move(planners), sources.first().connection, target,
                     connections::Capability::MappedTo, QStringLiteral("default"), parent),
      m_roles(manager, this)
{
    connect(&destinations(), &MapDestinations::chosenChanged, this, &MapTablesForm::readRoles);
    const auto profile = manager.profile(sources.first().connection);
    const bool showsDatabases = profile && catalog::databaseKindBelow(profile->rootKind()).has_value();
    m_definition.sources = sourcesOf(sources, showsDatabases ? 2 : 1);
    begin();
}

MapTablesForm::MapTablesForm(ConnectionManager &manager, planning::Planners planners, const MapTables &start,
                             QObject *parent)
    : ManyTablesForm(manager, std::move(planners), start.sources.first().schema.connection, start.targetSchema,
                     connections::Capability::MappedTo, QStringLiteral("default"), parent),
      m_definition(start), m_roles(manager, this), m_lifecycle(lifecycleText(start.lifecycleDays))
{
    connect(&destinations(), &MapDestinations::chosenChanged, this, &MapTablesForm::readRoles);
    begin();
    readRoles();
}

MapTablesForm::~MapTablesForm()
{
    freeLater(std::move(m_facts));
}

void MapTablesForm::setIfTaken(MapTables::IfTaken ifTaken)
{
    if (ifTaken == m_definition.ifTaken)
        return;
    m_definition.ifTaken = ifTaken;
    forgetConfirmation();
    touched();
}

void MapTablesForm::setAccess(mapping::MapTable::Access access)
{
    if (access == m_definition.access)
        return;
    m_definition.access = access;
    readRoles();
    touched();
}

void MapTablesForm::readRoles()
{
    if (m_definition.access == mapping::MapTable::Access::RamRole && destinations().isProject())
        m_roles.read(destinations().chosen());
}

void MapTablesForm::setRoleArn(const QString &arn)
{
    if (arn.trimmed() == m_definition.roleArn)
        return;
    m_definition.roleArn = arn.trimmed();
    touched();
}

void MapTablesForm::setLifecycle(const QString &days)
{
    if (days == m_lifecycle)
        return;
    m_lifecycle = days;
    m_definition.lifecycleDays = lifecycleDaysOf(days);
    touched();
}

const catalog::TableInfo *MapTablesForm::firstTable() const
{
    if (!m_facts)
        return nullptr;
    const auto first =
        std::ranges::find_if(m_facts->relations, [](const auto &relation) { return relation.info.has_value(); });
    return first == m_facts->relations.end() ? nullptr : &*first->info;
}

std::optional<core::Error> MapTablesForm::missing() const
{
    if (!chosenPlace().isEmpty())
        return std::nullopt;
    return core::Error{core::ErrorKind::NotFound,
                       tr("There is no MaxCompute connection yet"),
                       tr("Connect to MaxCompute, then map the tables."),
                       {},
                       {}};
}

void MapTablesForm::takeFacts(const planning::Facts &facts)
{
    freeLater(std::exchange(m_facts, std::any_cast<const mapping::MapTablesFacts &>(facts.value)));
    const auto &server = m_facts->sourceServer;
    sourceFacts()->fill(
        {tablesFact(m_facts->relations.size()),
         {tr("Server"), server.product, false},
         {tr("Host"), server.port > 0 ? server.host + u':' + QString::number(server.port) : server.host, true}});
}

std::optional<planning::Facts> MapTablesForm::facts() const
{
    return m_facts ? std::optional(planning::Facts{*m_facts, {}}) : std::nullopt;
}

QHash<QString, QString> MapTablesForm::findProblems() const
{
    QHash<QString, QString> problems;
    for (const auto &problem : mapping::fieldProblems(m_definition, *m_facts)) {
        if (!problems.contains(problem.field))
            problems.insert(problem.field, plan::words(problem.text));
    }
    return problems;
}

QString MapTablesForm::title() const
{
    return tr("Map tables to MaxCompute — %1").arg(sourceNames());
}

QString MapTablesForm::remark() const
{
    return tr("A table mapping is a snapshot of the columns. Map again when a Hologres table changes.");
}

} // namespace isthmus::models
