// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/pooled.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/core/format.h>
#include <isthmus/core/wordlist.h>
#include <isthmus/models/plans/manytablesform.h>

#include <algorithm>

namespace isthmus::models {

using catalog::ObjectPath;
using connections::Backend;
using connections::ConnectionManager;
using mapping::MapTables;

QList<MapTables::Source> ManyTablesForm::sourcesOf(const QList<ObjectPath> &paths, qsizetype schemaLevels)
{
    QList<MapTables::Source> sources;
    for (const ObjectPath &path : paths) {
        const bool isSchema = path.names.size() <= schemaLevels;
        MapTables::add(isSchema ? path : path.parent(), isSchema ? QStringList() : QStringList{path.name()}, sources);
    }
    return sources;
}

ManyTablesForm::ManyTablesForm(ConnectionManager &manager, planning::Planners planners, const QString &source,
                               const std::optional<ObjectPath> &target, connections::Capability destination,
                               const QString &defaultSchema, QObject *parent)
    : PlanForm(manager, std::move(planners), parent), m_manager(manager),
      m_destinations(manager, source, target, this, destination), m_defaultSchema(defaultSchema)
{
    m_sourceFacts.reserve({tr("Tables"), tr("Server"), tr("Host")});
    connect(&m_destinations, &MapDestinations::changed, this, &ManyTablesForm::destinationsChanged);
    connect(&m_destinations, &MapDestinations::chosenChanged, this, &ManyTablesForm::destinationChosen);
    connect(&m_destinations, &MapDestinations::chosenRenamed, this, [this] {
        fields().targetSchema.connection = m_destinations.chosen().connection;
        Q_EMIT destinationsChanged();
        readAgain();
    });
    connect(&manager, &ConnectionManager::renamed, this, &ManyTablesForm::renameSource);
    connect(this, &PlanForm::planChanged, this, &ManyTablesForm::showTables);
}

void ManyTablesForm::begin()
{
    m_schemas = {m_destinations.namesBelow().value(0, m_defaultSchema)};
    fields().targetSchema = m_destinations.chosen().child(m_schemas.first());
    read();
    m_destinations.read();
    readSchemas();
}

// What was read and planned names it: both are done again, and what was confirmed is asked for again.
void ManyTablesForm::renameSource(const QString &before, const QString &after)
{
    if (sourceConnection() != before)
        return;
    for (MapTables::Source &source : fields().sources)
        source.schema.connection = after;
    sourceRenamed();
    readAgain();
}

// Destination

void ManyTablesForm::destinationChosen()
{
    fields().targetSchema = m_destinations.chosen().child(m_defaultSchema);
    m_schemas = {m_defaultSchema};
    Q_EMIT destinationsChanged();
    readSchemas();
    readAgain();
}

void ManyTablesForm::setSchema(const QString &schema)
{
    if (schema == this->schema() || schema.isEmpty())
        return;
    fields().targetSchema = m_destinations.chosen().child(schema);
    readAgain();
}

void ManyTablesForm::readSchemas()
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
void ManyTablesForm::acceptSchemas(const core::Result<QList<catalog::Entry>> &reply)
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

void ManyTablesForm::setNaming(const mapping::NamingRule &naming)
{
    if (naming == fields().naming)
        return;
    fields().naming = naming;
    forgetConfirmation(); // other tables are dropped, perhaps
    touched();
}

void ManyTablesForm::setInFlight(int count)
{
    if (count == fields().inFlight)
        return;
    fields().inFlight = count;
    touched();
}

void ManyTablesForm::setContinuesOnError(bool continues)
{
    if (continues == fields().continuesOnError)
        return;
    fields().continuesOnError = continues;
    touched();
}

void ManyTablesForm::setReadsRows(bool reads)
{
    if (reads == fields().readsRows)
        return;
    fields().readsRows = reads;
    touched();
}

QString ManyTablesForm::exampleName() const
{
    const catalog::TableInfo *first = firstTable();
    if (!first || !mapping::ruleProblem(naming(), namesOf()).isEmpty())
        return {};
    return tr("%1 → %2").arg(first->name, mapping::nameByRule(naming(), *first, {}, namesOf()));
}

// Reading

void ManyTablesForm::retry()
{
    PlanForm::retry();
    m_destinations.read();
    readSchemas();
}

// The lines of a thousand tables are made on another thread too.
void ManyTablesForm::showTables()
{
    const auto reading =
        onPool<mapping::TableRuns>([task = task(), plan = plan()]() -> core::Result<mapping::TableRuns> {
            return mapping::TableRuns(plan::Run::of(task, plan));
        });
    m_tablesQuestion.ask(reading, [this](const core::Result<mapping::TableRuns> &runs) {
        m_tables.setRuns(*runs);
        const auto &tables = m_tables.runs().tables();
        const auto same = std::ranges::find(tables, m_currentSource, &mapping::TableRun::source);
        becomeCurrent(same == tables.end() ? 0 : int(same - tables.begin()));
        Q_EMIT tablesChanged();
        Q_EMIT shownSqlChanged();
    });
}

void ManyTablesForm::becomeCurrent(int row)
{
    m_current = row;
    const auto &tables = m_tables.runs().tables();
    if (row >= tables.size() || tables.at(row).source == m_currentSource)
        return; // where nothing is planned the table stays
    m_currentSource = tables.at(row).source;
    Q_EMIT currentTableChanged();
}

void ManyTablesForm::setCurrentTable(int row)
{
    if (row < 0 || row == m_current)
        return;
    becomeCurrent(row);
    Q_EMIT shownSqlChanged();
}

QString ManyTablesForm::shownSql() const
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

QList<plan::Notice> ManyTablesForm::notices() const
{
    QList<plan::Notice> common;
    for (const plan::Notice &notice : plan().notices) {
        if (!notice.subject.code.isEmpty() || notice.level == plan::NoticeLevel::Blocker)
            common.append(notice); // others stand in the lines of their tables
    }
    return common;
}

// Words

QString ManyTablesForm::tablesSummary() const
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
    return core::inOneLine(parts);
}

QString ManyTablesForm::readingTitle() const
{
    return tr("Read tables and names");
}

QString ManyTablesForm::place() const
{
    const ObjectPath &place = m_destinations.chosen();
    const auto profile = m_manager.profile(place.connection);
    const QString own = profile ? profile->database() : QString();
    return (own.isEmpty() ? place.name() : own) + u'.' + schema();
}

QString ManyTablesForm::sourceNames() const
{
    QStringList schemas;
    for (const MapTables::Source &source : fields().sources)
        schemas.append(source.schema.name());
    return schemas.join(QStringLiteral(", "));
}

catalog::FactLine ManyTablesForm::tablesFact(qsizetype count) const
{
    return {tr("Tables"),
            count == 1 ? tr("1 of %1").arg(sourceNames()) : tr("%1 of %2").arg(core::formatCount(count), sourceNames()),
            false};
}

} // namespace isthmus::models
