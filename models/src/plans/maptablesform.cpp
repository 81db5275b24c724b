// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/pooled.h"
#include "plans/lifecycletext.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/core/format.h>
#include <isthmus/models/plans/maptablesform.h>
#include <isthmus/plan/words.h>

#include <algorithm>
#include <utility>

namespace isthmus::models {

using catalog::ObjectPath;
using connections::Backend;
using connections::ConnectionManager;
using mapping::MapTables;

namespace {

const QString defaultSchema = QStringLiteral("default");

// Schemas, and tables by their schemas, in the order in which they were chosen.
QList<MapTables::Source> sourcesOf(const QList<ObjectPath> &paths, qsizetype schemaLevels)
{
    QList<MapTables::Source> sources;
    for (const ObjectPath &path : paths) {
        const bool isSchema = path.names.size() <= schemaLevels;
        const ObjectPath schema = isSchema ? path : path.parent();
        auto source = std::ranges::find(sources, schema, &MapTables::Source::schema);
        if (source == sources.end())
            source = sources.insert(sources.end(), {schema, {}});
        if (!isSchema)
            source->tables.append(path.name());
    }
    return sources;
}

} // namespace

MapTablesForm::MapTablesForm(ConnectionManager &manager, planning::Planners planners, const QList<ObjectPath> &sources,
                             const std::optional<ObjectPath> &target, QObject *parent)
    : PlanForm(manager, std::move(planners), parent), m_manager(manager),
      m_destinations(manager, sources.first().connection, target, this)
{
    const auto profile = manager.profile(sources.first().connection);
    const bool showsDatabases = profile && catalog::databaseKindBelow(profile->rootKind()).has_value();
    m_definition.sources = sourcesOf(sources, showsDatabases ? 2 : 1);
    m_schemas = {m_destinations.namesBelow().value(0, defaultSchema)};
    m_definition.targetSchema = m_destinations.chosen().child(m_schemas.first());
    m_sourceFacts.reserve({tr("Tables"), tr("Server"), tr("Host")});
    connect(&m_destinations, &MapDestinations::changed, this, &MapTablesForm::destinationsChanged);
    connect(&m_destinations, &MapDestinations::chosenChanged, this, &MapTablesForm::destinationChosen);
    connect(&m_destinations, &MapDestinations::chosenRenamed, this, [this] {
        m_definition.targetSchema.connection = m_destinations.chosen().connection;
        Q_EMIT destinationsChanged();
        readAgain();
    });
    connect(&manager, &ConnectionManager::renamed, this, &MapTablesForm::renameSource);
    connect(this, &PlanForm::planChanged, this, &MapTablesForm::showTables);
    read();
    m_destinations.read();
    readSchemas();
}

MapTablesForm::~MapTablesForm()
{
    freeLater(std::move(m_facts));
}

// What was read and planned names it: both are done again, and what was confirmed is asked for again.
void MapTablesForm::renameSource(const QString &before, const QString &after)
{
    if (sourceConnection() != before)
        return;
    for (MapTables::Source &source : m_definition.sources)
        source.schema.connection = after;
    readAgain();
}

// Destination

void MapTablesForm::destinationChosen()
{
    m_definition.targetSchema = m_destinations.chosen().child(defaultSchema);
    m_schemas = {defaultSchema};
    Q_EMIT destinationsChanged();
    readSchemas();
    readAgain();
}

void MapTablesForm::setSchema(const QString &schema)
{
    if (schema == this->schema() || schema.isEmpty())
        return;
    m_definition.targetSchema = m_destinations.chosen().child(schema);
    readAgain();
}

void MapTablesForm::readSchemas()
{
    if (!m_destinations.isProject())
        return; // there is none yet
    const ObjectPath place = m_destinations.chosen();
    const auto schemas =
        m_manager.ask<QList<catalog::Entry>>(place.connection, [receiver = &m_manager, place](const Backend &backend) {
            return catalog::listAll(backend.catalog, place, receiver);
        });
    m_schemasQuestion.ask(schemas, [this](const core::Result<QList<catalog::Entry>> &reply) { acceptSchemas(reply); });
}

// What cannot be listed is named by the reading of the facts.
void MapTablesForm::acceptSchemas(const core::Result<QList<catalog::Entry>> &reply)
{
    if (!reply)
        return;
    QStringList schemas;
    for (const catalog::Entry &entry : *reply) {
        if (entry.kind == catalog::ObjectKind::Schema)
            schemas.append(entry.name());
    }
    if (!schemas.contains(schema()))
        schemas.prepend(schema());
    m_schemas = schemas;
    Q_EMIT destinationsChanged();
}

// How

void MapTablesForm::setNaming(const mapping::NamingRule &naming)
{
    if (naming == m_definition.naming)
        return;
    m_definition.naming = naming;
    forgetConfirmation(); // other tables are dropped, perhaps
    touched();
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
    touched();
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

void MapTablesForm::setInFlight(int count)
{
    if (count == m_definition.inFlight)
        return;
    m_definition.inFlight = count;
    touched();
}

void MapTablesForm::setContinuesOnError(bool continues)
{
    if (continues == m_definition.continuesOnError)
        return;
    m_definition.continuesOnError = continues;
    touched();
}

void MapTablesForm::setReadsRows(bool reads)
{
    if (reads == m_definition.readsRows)
        return;
    m_definition.readsRows = reads;
    touched();
}

QString MapTablesForm::exampleName() const
{
    if (!m_facts || !mapping::ruleProblem(m_definition.naming).isEmpty())
        return {};
    const auto first =
        std::ranges::find_if(m_facts->relations, [](const auto &relation) { return relation.info.has_value(); });
    if (first == m_facts->relations.end())
        return {};
    return tr("%1 → %2").arg(first->info->name, mapping::nameByRule(m_definition.naming, *first->info));
}

// Reading

void MapTablesForm::retry()
{
    PlanForm::retry();
    m_destinations.read();
    readSchemas();
}

std::optional<core::Error> MapTablesForm::missing() const
{
    if (!project().isEmpty())
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
    QStringList schemas;
    for (const MapTables::Source &source : m_definition.sources)
        schemas.append(source.schema.name());
    const qsizetype count = m_facts->relations.size();
    m_sourceFacts.fill(
        {{tr("Tables"),
          count == 1 ? tr("1 of %1").arg(schemas.join(QStringLiteral(", ")))
                     : tr("%1 of %2").arg(core::formatCount(count), schemas.join(QStringLiteral(", "))),
          false},
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

// The lines of a thousand tables are made on another thread too.
void MapTablesForm::showTables()
{
    const auto reading = onPool<mapping::TableRuns>(
        [plan = plan()]() -> core::Result<mapping::TableRuns> { return mapping::TableRuns(plan::Run::of({}, plan)); });
    m_tablesQuestion.ask(reading, [this](const core::Result<mapping::TableRuns> &runs) {
        m_tables.setRuns(*runs);
        m_current = 0;
        Q_EMIT tablesChanged();
        Q_EMIT shownSqlChanged();
    });
}

void MapTablesForm::setCurrentTable(int row)
{
    if (row < 0 || row == m_current)
        return;
    m_current = row;
    Q_EMIT shownSqlChanged();
}

QString MapTablesForm::shownSql() const
{
    const auto &tables = m_tables.runs().tables(); // perhaps of the plan before
    const auto &groups = plan().groups; // one, or none
    const int step = m_current < tables.size() ? tables.at(m_current).step : -1;
    if (groups.isEmpty() || step < 0 || step >= groups.first().steps.size())
        return {};
    const plan::Step &create = groups.first().steps.at(step);
    return create.needs.isEmpty() ? create.sql
                                  : groups.first().steps.at(step - 1).sql + QStringLiteral("\n\n") + create.sql;
}

QList<plan::Notice> MapTablesForm::notices() const
{
    QList<plan::Notice> common;
    for (const plan::Notice &notice : plan().notices) {
        if (!notice.subject.code.isEmpty() || notice.level == plan::NoticeLevel::Blocker)
            common.append(notice); // others stand in the lines of their tables
    }
    return common;
}

// Words

QString MapTablesForm::tablesSummary() const
{
    using State = mapping::TableRun::State;
    const auto &runs = m_tables.runs();
    const qsizetype all = runs.tables().size();
    const qsizetype kept = runs.count(State::Kept);
    const qsizetype leftOut = runs.count(State::LeftOut);
    QStringList parts{tr("%1 to make").arg(core::formatCount(all - kept - leftOut))};
    if (kept > 0)
        parts.append(tr("%1 kept").arg(core::formatCount(kept)));
    if (leftOut > 0)
        parts.append(tr("%1 left out").arg(core::formatCount(leftOut)));
    return parts.join(QStringLiteral(", "));
}

QString MapTablesForm::title() const
{
    QStringList schemas;
    for (const MapTables::Source &source : m_definition.sources)
        schemas.append(source.schema.name());
    return tr("Map tables to MaxCompute — %1").arg(schemas.join(QStringLiteral(", ")));
}

QString MapTablesForm::remark() const
{
    return tr("A table mapping is a snapshot of the columns. Map again when a Hologres table changes.");
}

QString MapTablesForm::readingTitle() const
{
    return tr("Read tables and names");
}

QString MapTablesForm::place() const
{
    const ObjectPath &place = m_destinations.chosen();
    const auto profile = m_manager.profile(place.connection);
    const QString own = profile ? profile->database() : QString();
    return (own.isEmpty() ? place.name() : own) + u'.' + schema();
}

} // namespace isthmus::models
