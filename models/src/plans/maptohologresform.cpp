// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/pooled.h"

#include <isthmus/models/plans/maptohologresform.h>
#include <isthmus/plan/words.h>

#include <algorithm>
#include <utility>

namespace isthmus::models {

using catalog::ObjectPath;
using connections::ConnectionManager;
using mapping::MapToHologres;

MapToHologresForm::MapToHologresForm(ConnectionManager &manager, planning::Planners planners,
                                     const QList<ObjectPath> &sources, const std::optional<ObjectPath> &target,
                                     QObject *parent)
    : ManyTablesForm(manager, std::move(planners), sources.first().connection, target,
                     connections::Capability::MappedFrom, QStringLiteral("public"), parent)
{
    const auto profile = manager.profile(sources.first().connection);
    const bool showsProjects = profile && catalog::databaseKindBelow(profile->rootKind()).has_value();
    m_definition.sources = sourcesOf(sources, showsProjects ? 2 : 1);
    begin();
}

MapToHologresForm::~MapToHologresForm()
{
    freeLater(std::move(m_facts));
}

bool MapToHologresForm::isOfOneTable() const
{
    return m_definition.sources.size() == 1 && m_definition.sources.first().tables.size() == 1;
}

void MapToHologresForm::setTableName(const QString &name)
{
    if (name == m_definition.tableName)
        return;
    m_definition.tableName = name;
    forgetConfirmation();
    touched();
}

void MapToHologresForm::setIfTaken(MapToHologres::IfTaken ifTaken)
{
    if (ifTaken == m_definition.ifTaken)
        return;
    m_definition.ifTaken = ifTaken;
    forgetConfirmation();
    touched();
}

void MapToHologresForm::setIfUnsupported(MapToHologres::IfUnsupported ifUnsupported)
{
    if (ifUnsupported == m_definition.ifUnsupported)
        return;
    m_definition.ifUnsupported = ifUnsupported;
    forgetConfirmation(); // other tables are dropped, perhaps
    touched();
}

void MapToHologresForm::setTypes(const QString &name, const QString &value)
{
    const auto before = m_definition.types;
    if (m_definition.types.set(name, value) && m_definition.types != before)
        touched();
}

const catalog::TableInfo *MapToHologresForm::firstTable() const
{
    if (!m_facts)
        return nullptr;
    const auto first =
        std::ranges::find_if(m_facts->relations, [](const auto &relation) { return relation.info.has_value(); });
    return first == m_facts->relations.end() ? nullptr : &*first->info;
}

std::optional<core::Error> MapToHologresForm::missing() const
{
    if (!chosenPlace().isEmpty())
        return std::nullopt;
    return core::Error{core::ErrorKind::NotFound,
                       tr("There is no Hologres connection yet"),
                       tr("Connect to Hologres, then map the tables."),
                       {},
                       {}};
}

void MapToHologresForm::takeFacts(const planning::Facts &facts)
{
    freeLater(std::exchange(m_facts, std::any_cast<const mapping::MapToHologresFacts &>(facts.value)));
    const auto &server = m_facts->sourceServer;
    sourceFacts()->fill(
        {tablesFact(m_facts->relations.size()),
         {tr("Server"), server.product, false},
         {tr("Host"), server.port > 0 ? server.host + u':' + QString::number(server.port) : server.host, true}});
}

std::optional<planning::Facts> MapToHologresForm::facts() const
{
    return m_facts ? std::optional(planning::Facts{*m_facts, {}}) : std::nullopt;
}

QHash<QString, QString> MapToHologresForm::findProblems() const
{
    QHash<QString, QString> problems;
    for (const auto &problem : mapping::fieldProblems(m_definition, *m_facts)) {
        if (!problems.contains(problem.field))
            problems.insert(problem.field, plan::words(problem.text));
    }
    return problems;
}

QString MapToHologresForm::title() const
{
    return tr("Map metadata to Hologres — %1").arg(sourceNames());
}

QString MapToHologresForm::remark() const
{
    return tr("A foreign table is a snapshot of the columns. Map again when a MaxCompute table changes.");
}

} // namespace isthmus::models
