// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/names.h"
#include "externaltable/targetschema.h"
#include "manytables/onetable.h"
#include "text.h"

#include <isthmus/catalog/jdbclocation.h>
#include <isthmus/mapping/externaltable/definition.h>
#include <isthmus/mapping/foreignserver/foreignserver.h>

#include <QHash>
#include <QSet>

#include <algorithm>

namespace isthmus::mapping {

namespace {

using catalog::ObjectKind;
using Problems = QList<FieldProblem>;

constexpr int maxLifecycleDays = 37'231; // MaxCompute SQL, "Lifecycle"

plan::Text hostProblem(const QString &host, int port)
{
    if (host.isEmpty())
        return coded("Mapping.host_unknown",
                     QT_TRANSLATE_NOOP("Mapping", "The host of the Hologres instance is not known"));
    if (host.startsWith(u'/'))
        return coded(
            "Mapping.host_socket",
            QT_TRANSLATE_NOOP("Mapping",
                              "MaxCompute cannot reach a Unix socket; connect to Hologres by host name and port"));
    // docs/requirements.md#h-48. The region part reads "<region>-vpc-st" or "<region>-vpc" in such names.
    if (networkOf(host) == HostNetwork::Vpc)
        return coded(
            "Mapping.host_vpc",
            QT_TRANSLATE_NOOP("Mapping",
                              "%1 is a VPC address, which MaxCompute cannot reach; use the classic network address"),
            {host});
    if (port < 1 || port > 65'535)
        return coded("Mapping.port_unknown",
                     QT_TRANSLATE_NOOP("Mapping", "The port of the Hologres instance is not known"));
    return {};
}

plan::Text locationProblem(const MapTable &definition, const MapTableFacts &facts)
{
    if (definition.location.isEmpty())
        return hostProblem(facts.sourceServer.host, facts.sourceServer.port);
    const auto location = catalog::JdbcLocation::parse(definition.location);
    if (!location || location->table().isEmpty())
        return coded("Mapping.location_form",
                     QT_TRANSLATE_NOOP("Mapping", "Expected jdbc:postgresql://host:port/database?…&table=name/"));
    if (location->hasCredential())
        return coded("Mapping.location_credential",
                     QT_TRANSLATE_NOOP("Mapping",
                                       "A user or password has no place in a location; it is stored readable for all"));
    return hostProblem(location->host, location->port);
}

plan::Text targetSchemaProblem(const MapTable &definition, const MapTableFacts &facts)
{
    if (!isSchemaPath(definition.targetSchema) || facts.targetServer.database.isEmpty())
        return coded("Mapping.schema_missing", QT_TRANSLATE_NOOP("Mapping", "Choose a schema of a MaxCompute project"));
    const QString schema = definition.targetSchema.name();
    if (facts.targetReadOnly)
        return coded("Mapping.connection_read_only", QT_TRANSLATE_NOOP("Mapping", "The connection %1 is read-only"),
                     {definition.targetSchema.connection});
    if (const plan::Text problem = tableNameProblem(schema); !problem.isEmpty())
        return problem;
    if (!facts.targetServer.schemasEnabled && schema != u"default")
        return coded("Mapping.project_without_schemas",
                     QT_TRANSLATE_NOOP("Mapping", "The project %1 has no schemas; only \"default\" can be used"),
                     {facts.targetServer.database});
    if (facts.targetSchema == TargetSchema::Missing)
        return coded(
            "Mapping.schema_not_there",
            QT_TRANSLATE_NOOP("Mapping", "The project %1 has no schema %2; create it first, or choose another"),
            {facts.targetServer.database, schema});
    if (facts.targetSchema == TargetSchema::External)
        return coded("Mapping.schema_external",
                     QT_TRANSLATE_NOOP(
                         "Mapping", "%1 is an external schema, whose tables are those of its source; choose another"),
                     {schema});
    return {};
}

plan::Text takenProblem(const MapTable &definition, const MapTableFacts &facts)
{
    if (!facts.existing || definition.ifTaken == MapTable::IfTaken::Replace)
        return {};
    if (const QString other = otherSourceOfExisting(facts); !other.isEmpty()) {
        return coded(
            "Mapping.name_taken_by_other",
            QT_TRANSLATE_NOOP("Mapping",
                              "%1 exists in %2 already and shows %3; replace it, or choose another name, for "
                              "example %4"),
            {definition.tableName, targetSchemaTitle(definition, facts), other, distinctTableName(facts.source.name)});
    }
    if (definition.ifTaken == MapTable::IfTaken::Keep) {
        if (facts.existing->kind == ObjectKind::ExternalTable)
            return {};
        return coded("Mapping.keep_other_kind",
                     QT_TRANSLATE_NOOP("Mapping",
                                       "%1 is no external table (%2): kept, it would show nothing of %3; choose "
                                       "another name"),
                     {definition.tableName, relationKindText(facts.existing->kind).toJson(), facts.source.name});
    }
    return coded("Mapping.name_taken",
                 QT_TRANSLATE_NOOP(
                     "Mapping", "%1 exists in %2 already; keep it, replace it, or choose another name, for example %3"),
                 {definition.tableName, targetSchemaTitle(definition, facts), distinctTableName(facts.source.name)});
}

plan::Text replaceProblem(const MapTable &definition, const MapTableFacts &facts)
{
    if (definition.ifTaken != MapTable::IfTaken::Replace)
        return {};
    if (facts.existing && facts.existing->kind != ObjectKind::ExternalTable) {
        return coded(
            "Mapping.replace_other_kind",
            QT_TRANSLATE_NOOP("Mapping", "%1 is no external table (%2) and is not dropped; choose another name"),
            {definition.tableName, relationKindText(facts.existing->kind).toJson()});
    }
    if (facts.existingUnknown) {
        return coded("Mapping.replace_unknown",
                     QT_TRANSLATE_NOOP("Mapping", "What %1 is now could not be read, so it cannot be replaced: %2"),
                     {definition.tableName, facts.existingUnknown->message});
    }
    return {};
}

void addColumnProblems(const MapTable &definition, const MapTableFacts &facts, Problems &problems)
{
    const auto add = [&problems](const plan::Text &text) { problems.append({QStringLiteral("columns"), text}); };
    QSet<QString> sourceNames;
    for (const auto &column : facts.source.columns)
        sourceNames.insert(column.name);
    for (const auto &choice : definition.columns) {
        if (!sourceNames.contains(choice.source))
            add(coded("Mapping.column_missing", QT_TRANSLATE_NOOP("Mapping", "%1 has no column %2"),
                      {facts.source.name, choice.source}));
    }
    qsizetype included = 0;
    for (const auto &column : plannedColumns(definition, facts.source)) {
        included += column.choice.include ? 1 : 0;
        if (column.problem.isEmpty())
            continue;
        // The few words for a table cell do not say which type it is.
        const bool isUnreadable = column.mapping.fit == Fit::LeftOut && column.problem == column.mapping.note;
        const plan::Text &problem = isUnreadable ? column.mapping.explanation : column.problem;
        add(coded("Mapping.column_problem", QT_TRANSLATE_NOOP("Mapping", "%1: %2"),
                  {column.source.name, problem.toJson()}));
    }
    if (included == 0)
        add(coded("Mapping.no_column", QT_TRANSLATE_NOOP("Mapping", "No column is included")));
    if (included > maxColumns)
        add(coded("Mapping.too_many_columns",
                  QT_TRANSLATE_NOOP("Mapping", "%1 columns are included; a MaxCompute table holds at most %2"),
                  {QString::number(included), QString::number(maxColumns)}));
}

} // namespace

// docs/requirements.md#h-73: only what Hologres itself stores can be mapped.
plan::Text sourceKindProblem(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Table:
    case ObjectKind::PartitionedTable:
        return {};
    case ObjectKind::DynamicTable:
        return coded(
            "Mapping.source_dynamic",
            QT_TRANSLATE_NOOP("Mapping", "A dynamic table cannot be mapped; map the tables that it is computed from"));
    case ObjectKind::ForeignTable:
        return coded("Mapping.source_foreign",
                     QT_TRANSLATE_NOOP("Mapping", "A foreign table cannot be mapped: its rows are not in Hologres"));
    case ObjectKind::View:
    case ObjectKind::MaterializedView:
        return coded("Mapping.source_view",
                     QT_TRANSLATE_NOOP("Mapping", "A view cannot be mapped; map the tables that it reads"));
    default:
        return coded("Mapping.source_no_table", QT_TRANSLATE_NOOP("Mapping", "Only a Hologres table can be mapped"));
    }
}

plan::Text fieldTitle(const QString &field)
{
    const QHash<QString, plan::Text> titles{
        {QStringLiteral("source"), coded("Mapping.field_source", QT_TRANSLATE_NOOP("Mapping", "Source"))},
        {QStringLiteral("targetSchema"), coded("Mapping.field_schema", QT_TRANSLATE_NOOP("Mapping", "Schema"))},
        {QStringLiteral("tableName"), coded("Mapping.field_table", QT_TRANSLATE_NOOP("Mapping", "External table"))},
        {QStringLiteral("ifTaken"),
         coded("Mapping.field_if_taken", QT_TRANSLATE_NOOP("Mapping", "If the name is taken"))},
        {QStringLiteral("roleArn"), coded("Mapping.field_arn", QT_TRANSLATE_NOOP("Mapping", "Role ARN"))},
        {QStringLiteral("location"), coded("Mapping.field_location", QT_TRANSLATE_NOOP("Mapping", "Location"))},
        {QStringLiteral("lifecycle"), coded("Mapping.field_lifecycle", QT_TRANSLATE_NOOP("Mapping", "Lifecycle"))},
        {QStringLiteral("columns"), coded("Mapping.field_columns", QT_TRANSLATE_NOOP("Mapping", "Columns"))}};
    return titles.value(field, field);
}

QList<FieldProblem> fieldProblems(const MapTable &definition, const MapTableFacts &facts)
{
    Problems problems;
    const auto add = [&problems](const char *field, const plan::Text &text) {
        if (!text.isEmpty())
            problems.append({QLatin1String(field), text});
    };
    add("source", sourceKindProblem(facts.source.kind));
    add("targetSchema", targetSchemaProblem(definition, facts));
    const plan::Text nameProblem = tableNameProblem(definition.tableName);
    add("tableName", nameProblem.isEmpty() ? takenProblem(definition, facts) : nameProblem);
    add("ifTaken", replaceProblem(definition, facts));
    if (definition.access == MapTable::Access::RamRole)
        add("roleArn", roleArnProblem(definition.roleArn));
    add("location", locationProblem(definition, facts));
    if (definition.lifecycleDays && (*definition.lifecycleDays < 1 || *definition.lifecycleDays > maxLifecycleDays))
        add("lifecycle",
            coded("Mapping.lifecycle_range", QT_TRANSLATE_NOOP("Mapping", "1 to %1 days, or empty"),
                  {QString::number(maxLifecycleDays)}));
    addColumnProblems(definition, facts, problems);
    return problems;
}

} // namespace isthmus::mapping
