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

namespace {

bool isOneTable(const MapToHologres &definition)
{
    return definition.sources.size() == 1 && definition.sources.first().tables.size() == 1;
}

} // namespace

MapToHologresForm::MapToHologresForm(ConnectionManager &manager, planning::Planners planners,
                                     const QList<ObjectPath> &sources, const std::optional<ObjectPath> &target,
                                     QObject *parent)
    : ManyTablesForm(manager, std::move(planners), sources.first().connection, target,
                     connections::Capability::MappedFrom, QStringLiteral("public"), parent)
{
    const auto profile = manager.profile(sources.first().connection);
    const bool showsProjects = profile && catalog::databaseKindBelow(profile->rootKind()).has_value();
    m_definition.sources = sourcesOf(sources, showsProjects ? 2 : 1);
    follow();
    begin();
}

MapToHologresForm::MapToHologresForm(ConnectionManager &manager, planning::Planners planners,
                                     const MapToHologres &start, QObject *parent)
    : ManyTablesForm(manager, std::move(planners), start.sources.first().schema.connection, start.targetSchema,
                     connections::Capability::MappedFrom, QStringLiteral("public"), parent),
      m_definition(start)
{
    follow();
    begin();
}

bool MapToHologresForm::shows(const MapToHologres &definition)
{
    return definition.tableName.isEmpty() || isOneTable(definition);
}

void MapToHologresForm::follow()
{
    connect(&m_columns, &MapColumnsModel::edited, this, &MapToHologresForm::chooseColumns);
    connect(this, &ManyTablesForm::currentTableChanged, this, &MapToHologresForm::updateColumns);
}

MapToHologresForm::~MapToHologresForm()
{
    freeLater(std::move(m_facts));
}

bool MapToHologresForm::isOfOneTable() const
{
    return isOneTable(m_definition);
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
    if (!m_definition.types.set(name, value) || m_definition.types == before)
        return;
    updateColumns();
    touched();
}

// Columns

const catalog::TableInfo *MapToHologresForm::shownTable() const
{
    if (!m_facts || isOfOneTable())
        return firstTable();
    const auto shown = std::ranges::find(m_facts->relations, currentSource(),
                                         [](const auto &relation) { return relation.path.toString(); });
    return shown == m_facts->relations.end() || !shown->info ? nullptr : &*shown->info;
}

void MapToHologresForm::chooseColumns()
{
    const catalog::TableInfo *table = shownTable();
    if (!table)
        return;
    QList<mapping::ColumnChoice> choices = m_columns.choices();
    for (mapping::ColumnChoice &choice : choices)
        choice.target.clear(); // columns keep their names
    const bool isAll = std::ranges::all_of(
        choices, [](const mapping::ColumnChoice &choice) { return choice.include && choice.targetType.isEmpty(); });
    if (isAll)
        m_definition.columns.remove(table->path.toString());
    else
        m_definition.columns.insert(table->path.toString(), choices);
    forgetConfirmation(); // other tables are dropped, perhaps
    updateColumns();
    touched();
}

void MapToHologresForm::resetColumns()
{
    const catalog::TableInfo *table = shownTable();
    if (!table || m_definition.columns.remove(table->path.toString()) == 0)
        return;
    forgetConfirmation();
    updateColumns();
    touched();
}

bool MapToHologresForm::areColumnsChosen() const
{
    const catalog::TableInfo *table = shownTable();
    return table && m_definition.columns.contains(table->path.toString());
}

QString MapToHologresForm::columnsTitle() const
{
    const catalog::TableInfo *table = shownTable();
    return table ? tr("Columns of %1").arg(table->name) : tr("Columns");
}

void MapToHologresForm::updateColumns()
{
    const catalog::TableInfo *table = shownTable();
    m_columns.setColumns(table ? mapping::plannedColumns(m_definition, *table, m_facts->targetServer)
                               : QList<mapping::PlannedColumn>());
    Q_EMIT changed();
}

void MapToHologresForm::sourceRenamed()
{
    const QString &connection = m_definition.sources.first().schema.connection;
    QMap<QString, QList<mapping::ColumnChoice>> columns;
    for (auto it = m_definition.columns.cbegin(); it != m_definition.columns.cend(); ++it) {
        auto table = catalog::ObjectPath::parse(it.key()).value_or(catalog::ObjectPath());
        table.connection = connection;
        columns.insert(table.toString(), *it);
    }
    m_definition.columns = columns;
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
    updateColumns();
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
