// SPDX-License-Identifier: GPL-3.0-or-later
#include "plans/lifecycletext.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/models/plans/maptableform.h>
#include <isthmus/models/table/tablefacts.h>
#include <isthmus/plan/words.h>

#include <algorithm>

namespace isthmus::models {

using catalog::ObjectPath;
using connections::Backend;
using connections::ConnectionManager;
using connections::Profile;
using mapping::MapTable;

namespace {

const QString defaultSchema = QStringLiteral("default");

QString fieldName(MapTableForm::Field field)
{
    using Field = MapTableForm::Field;
    switch (field) {
    case Field::Source:
        return QStringLiteral("source");
    case Field::TargetSchema:
        return QStringLiteral("targetSchema");
    case Field::TableName:
        return QStringLiteral("tableName");
    case Field::RoleArn:
        return QStringLiteral("roleArn");
    case Field::Location:
        return QStringLiteral("location");
    case Field::Lifecycle:
        return QStringLiteral("lifecycle");
    case Field::IfTaken:
        return QStringLiteral("ifTaken");
    case Field::Columns:
        break;
    }
    return QStringLiteral("columns");
}

} // namespace

MapTableForm::MapTableForm(ConnectionManager &manager, planning::Planners planners, const ObjectPath &source,
                           const std::optional<ObjectPath> &target, QObject *parent)
    : PlanForm(manager, std::move(planners), parent), m_manager(manager),
      m_destinations(manager, source.connection, target, this)
{
    m_definition.source = source;
    m_definition.tableName = mapping::proposedTableName(source.name());
    begin();
}

MapTableForm::MapTableForm(ConnectionManager &manager, planning::Planners planners, const MapTable &start,
                           QObject *parent)
    : PlanForm(manager, std::move(planners), parent), m_manager(manager), m_definition(start),
      m_lifecycle(lifecycleText(start.lifecycleDays)),
      m_destinations(manager, start.source.connection, start.targetSchema, this)
{
    begin();
    readRoles();
}

bool MapTableForm::shows(const MapTable &definition)
{
    return !definition.comment && std::ranges::none_of(definition.columns, [](const mapping::ColumnChoice &choice) {
        return choice.comment.has_value();
    });
}

void MapTableForm::begin()
{
    connect(&m_columns, &MapColumnsModel::edited, this, [this] {
        m_definition.columns = m_columns.choices();
        updateColumns();
        touched();
    });
    m_sourceFacts.reserve({tr("Table"), tr("Rows"), tr("Server"), tr("Host")});
    m_isSchemaChosen = !m_destinations.namesBelow().isEmpty();
    m_schemas = {m_destinations.namesBelow().value(0, defaultSchema)};
    m_definition.targetSchema = destination().child(m_schemas.first());
    connect(&m_destinations, &MapDestinations::changed, this, &MapTableForm::destinationsChanged);
    connect(&m_destinations, &MapDestinations::chosenChanged, this, &MapTableForm::destinationChosen);
    connect(&m_destinations, &MapDestinations::chosenRenamed, this, &MapTableForm::destinationRenamed);
    connect(&m_manager, &ConnectionManager::renamed, this, &MapTableForm::renameSource);
    read();
    m_destinations.read();
    readSchemas();
}

// Destination

// What was read and planned names it: both are done again, and what was confirmed is asked for again.
void MapTableForm::renameSource(const QString &before, const QString &after)
{
    if (m_definition.source.connection != before)
        return;
    m_definition.source.connection = after;
    readAgain();
}

void MapTableForm::destinationRenamed()
{
    m_definition.targetSchema.connection = destination().connection;
    Q_EMIT destinationsChanged();
    readAgain();
    readSchemas();
}

void MapTableForm::destinationChosen()
{
    m_definition.targetSchema = destination().child(defaultSchema);
    m_schemas = {defaultSchema};
    m_isSchemaChosen = false;
    Q_EMIT destinationsChanged();
    readSchemas();
    readRoles();
    targetChanged();
}

void MapTableForm::setSchema(const QString &schema)
{
    if (schema == this->schema() || schema.isEmpty())
        return;
    m_definition.targetSchema = destination().child(schema);
    m_isSchemaChosen = true;
    targetChanged();
}

void MapTableForm::readSchemas()
{
    if (!m_destinations.isProject())
        return; // there is none yet
    const ObjectPath place = destination();
    const auto schemas =
        m_manager.ask<QList<catalog::Entry>>(place.connection, [receiver = &m_manager, place](const Backend &backend) {
            return catalog::listAll(backend.catalog, place, receiver);
        });
    m_schemasQuestion.ask(schemas, [this](const core::Result<QList<catalog::Entry>> &reply) { acceptSchemas(reply); });
}

void MapTableForm::acceptSchemas(const core::Result<QList<catalog::Entry>> &reply)
{
    if (!reply)
        return; // the field can still be typed into, and the reading of the facts names the error
    QStringList schemas;
    for (const catalog::Entry &entry : *reply) {
        if (entry.kind == catalog::ObjectKind::Schema)
            schemas.append(entry.name());
    }
    const bool isListed = schemas.contains(schema());
    if (!isListed && !m_isSchemaChosen && !schemas.isEmpty()) {
        m_definition.targetSchema = destination().child(schemas.first());
        targetChanged();
    } else if (!isListed) {
        schemas.prepend(schema());
    }
    m_schemas = schemas;
    Q_EMIT destinationsChanged();
}

// Fields

void MapTableForm::setTableName(const QString &name)
{
    if (name == m_definition.tableName)
        return;
    m_definition.tableName = name;
    targetChanged();
}

void MapTableForm::setAccess(MapTable::Access access)
{
    if (access == m_definition.access)
        return;
    m_definition.access = access;
    readRoles();
    touched();
}

void MapTableForm::readRoles()
{
    if (m_definition.access == MapTable::Access::RamRole && m_destinations.isProject())
        m_roles.read(destination());
}

void MapTableForm::setRoleArn(const QString &arn)
{
    if (arn.trimmed() == m_definition.roleArn)
        return;
    m_definition.roleArn = arn.trimmed();
    touched();
}

void MapTableForm::setLocation(const QString &location)
{
    if (location.trimmed() == m_definition.location)
        return;
    m_definition.location = location.trimmed();
    touched();
}

void MapTableForm::setLifecycle(const QString &days)
{
    if (days == m_lifecycle)
        return;
    m_lifecycle = days;
    m_definition.lifecycleDays = lifecycleDaysOf(days);
    touched();
}

void MapTableForm::setIfTaken(MapTable::IfTaken ifTaken)
{
    if (ifTaken == m_definition.ifTaken)
        return;
    m_definition.ifTaken = ifTaken;
    forgetConfirmation();
    touched();
}

QString MapTableForm::problem(Field field) const
{
    return problem(fieldName(field));
}

void MapTableForm::targetChanged()
{
    if (m_facts) { // they are about another name
        m_facts->existing.reset();
        m_facts->existingUnknown.reset();
        m_facts->targetSchema = mapping::TargetSchema::Unknown;
    }
    readAgain();
}

// Reading

void MapTableForm::retry()
{
    PlanForm::retry();
    m_destinations.read();
    readSchemas();
}

std::optional<core::Error> MapTableForm::missing() const
{
    if (!project().isEmpty())
        return std::nullopt;
    return core::Error{core::ErrorKind::NotFound,
                       tr("There is no MaxCompute connection yet"),
                       tr("Connect to MaxCompute, then map the table."),
                       {},
                       {}};
}

void MapTableForm::takeFacts(const planning::Facts &facts)
{
    m_facts = std::any_cast<const mapping::MapTableFacts &>(facts.value);
    m_sourceFacts.fill(
        {{tr("Table"), sourceTitle(), false},
         {tr("Rows"), m_facts->source.rowEstimate ? rowEstimateText(m_facts->source) : tr("not known"), false},
         {tr("Server"), tr("%1, %2").arg(m_facts->sourceServer.product, m_facts->source.database), false},
         {tr("Host"), QStringLiteral("%1:%2").arg(m_facts->sourceServer.host).arg(m_facts->sourceServer.port), true}});
    updateColumns();
}

// Plan

std::optional<planning::Facts> MapTableForm::facts() const
{
    if (!m_facts)
        return std::nullopt;
    return planning::Facts{*m_facts};
}

QHash<QString, QString> MapTableForm::findProblems() const
{
    QHash<QString, QString> problems;
    for (const mapping::FieldProblem &problem : mapping::fieldProblems(m_definition, *m_facts)) {
        if (!problems.contains(problem.field))
            problems.insert(problem.field, plan::words(problem.text));
    }
    return problems;
}

void MapTableForm::updateColumns()
{
    if (m_facts)
        m_columns.setColumns(mapping::plannedColumns(m_definition, m_facts->source));
}

void MapTableForm::setTypes(const QString &name, const QString &value)
{
    if (!m_definition.types.set(name, value))
        return;
    // A column that has no type any more is no longer asked for; it would be in the way of the others.
    for (mapping::ColumnChoice &choice : m_definition.columns) {
        for (qsizetype i = 0; m_facts && i < m_facts->source.columns.size(); ++i) {
            const catalog::Column &column = m_facts->source.columns.at(i);
            if (column.name == choice.source
                && mapping::toMaxCompute(column.type, m_definition.types).fit == mapping::Fit::LeftOut)
                choice.include = false;
        }
    }
    updateColumns();
    touched();
}

bool MapTableForm::isConcerned(const QString &name) const
{
    const auto base = name == u"arrays" ? catalog::DataType::Base::Array : catalog::DataType::Base::Decimal;
    return m_facts && (name == u"arrays" || name == u"decimals")
        && std::ranges::any_of(m_facts->source.columns, [base](const catalog::Column &column) {
               const bool isReadable = mapping::toMaxCompute(column.type).fit != mapping::Fit::LeftOut;
               return column.type.base == base && isReadable;
           });
}

MapTableForm::NameCheck MapTableForm::nameCheck() const
{
    using State = NameCheck::State;
    if (reading() == Reading::Failed)
        return {State::Unknown, tr("The name cannot be checked now")};
    if (reading() == Reading::Loading)
        return {State::Checking, tr("Checking the name in %1").arg(place())};
    if (m_facts->existing)
        return {State::Taken,
                tr("%1 exists in %2 (%3)")
                    .arg(m_definition.tableName, place(), catalog::objectKindTitle(m_facts->existing->kind))};
    if (m_facts->existingUnknown)
        return {State::Unknown, m_facts->existingUnknown->message};
    if (const QString wrong = problem(Field::TableName); !wrong.isEmpty())
        return {State::Unknown, wrong}; // a name that cannot be was not asked for
    return {State::Free, tr("Name is free in %1").arg(place())};
}

QString MapTableForm::title() const
{
    return tr("Map metadata to MaxCompute — %1").arg(m_definition.source.name());
}

QString MapTableForm::remark() const
{
    return tr("A table mapping is a snapshot of the columns. Map again when the Hologres table changes.");
}

QString MapTableForm::readingTitle() const
{
    return tr("Read columns of %1").arg(m_definition.source.name());
}

QString MapTableForm::sourceTitle() const
{
    QStringList names = m_definition.source.names;
    const auto profile = m_manager.profile(m_definition.source.connection);
    if (const QString database = profile ? profile->database() : QString(); !database.isEmpty())
        names.prepend(database);
    return names.join(u'.');
}

QString MapTableForm::place() const
{
    const ObjectPath place = destination();
    const auto profile = m_manager.profile(place.connection);
    const QString own = profile ? profile->database() : QString();
    return (own.isEmpty() ? place.name() : own) + u'.' + schema();
}

QString MapTableForm::generatedLocation() const
{
    if (!m_facts)
        return {};
    MapTable definition = m_definition;
    definition.location.clear();
    return mapping::defaultLocation(definition, *m_facts);
}

ObjectPath MapTableForm::target() const
{
    return m_definition.targetSchema.child(m_definition.tableName);
}

} // namespace isthmus::models
