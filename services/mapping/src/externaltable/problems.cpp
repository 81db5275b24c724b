// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/names.h"
#include "text.h"

#include <isthmus/mapping/externaltable/definition.h>
#include <isthmus/mapping/jdbclocation.h>

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace isthmus::mapping {

namespace {

using catalog::ObjectKind;
using Problems = QList<FieldProblem>;

constexpr int maxLifecycleDays = 37'231; // MaxCompute SQL, "Lifecycle"

// docs/requirements.md#h-73: only what Hologres itself stores can be mapped.
QString sourceKindProblem(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Table:
    case ObjectKind::PartitionedTable:
        return {};
    case ObjectKind::DynamicTable:
        return Text::tr("A dynamic table cannot be mapped; map the tables that it is computed from");
    case ObjectKind::ForeignTable:
        return Text::tr("A foreign table cannot be mapped: its rows are not in Hologres");
    case ObjectKind::View:
    case ObjectKind::MaterializedView:
        return Text::tr("A view cannot be mapped; map the tables that it reads");
    default:
        return Text::tr("Only a Hologres table can be mapped");
    }
}

QString hostProblem(const QString &host, int port)
{
    if (host.isEmpty())
        return Text::tr("The host of the Hologres instance is not known");
    if (host.startsWith(u'/'))
        return Text::tr("MaxCompute cannot reach a Unix socket; connect to Hologres by host name and port");
    // docs/requirements.md#h-48. The region part reads "<region>-vpc-st" or "<region>-vpc" in such names.
    if (host.contains(u"-vpc"))
        return Text::tr("%1 is a VPC address, which MaxCompute cannot reach; use the classic network address")
            .arg(host);
    if (port < 1 || port > 65'535)
        return Text::tr("The port of the Hologres instance is not known");
    return {};
}

QString locationProblem(const MapTable &definition, const MapTableFacts &facts)
{
    if (definition.location.isEmpty())
        return hostProblem(facts.sourceServer.host, facts.sourceServer.port);
    const auto location = parseJdbcLocation(definition.location);
    if (!location)
        return Text::tr("Expected jdbc:postgresql://host:port/database?…&table=name/");
    if (location->hasCredential)
        return Text::tr("A user or password has no place in a location; it is stored readable for all");
    return hostProblem(location->host, location->port);
}

QString roleArnProblem(const MapTable &definition)
{
    if (definition.access != MapTable::Access::RamRole)
        return {};
    if (definition.roleArn.isEmpty())
        return Text::tr("The ARN of the RAM role is missing");
    // Source: docs/mapping.md#foreign-servers; a role name has up to 64 letters, digits, '.', '-' and '_'.
    static const QRegularExpression form(QStringLiteral("\\Aacs:ram::[0-9]{1,20}:role/[A-Za-z0-9._-]{1,64}\\z"));
    if (!form.match(definition.roleArn).hasMatch())
        return Text::tr("Expected acs:ram::<account id>:role/<role name>");
    return {};
}

QString targetSchemaProblem(const MapTable &definition, const MapTableFacts &facts)
{
    if (definition.targetSchema.names.size() != 1)
        return Text::tr("Choose a schema of a MaxCompute project");
    const QString schema = definition.targetSchema.name();
    if (facts.targetReadOnly)
        return Text::tr("The connection %1 is read-only").arg(definition.targetSchema.connection);
    if (const QString problem = tableNameProblem(schema); !problem.isEmpty())
        return problem;
    if (!facts.targetServer.schemasEnabled && schema != u"default")
        return Text::tr("The project %1 has no schemas; only \"default\" can be used").arg(facts.targetServer.database);
    return {};
}

QString takenProblem(const MapTable &definition, const MapTableFacts &facts)
{
    if (!facts.existing || definition.ifTaken != MapTable::IfTaken::Stop)
        return {};
    return Text::tr("%1 exists in %2 already; keep it, replace it, or choose another name")
        .arg(definition.tableName, targetSchemaTitle(definition, facts));
}

QString replaceProblem(const MapTable &definition, const MapTableFacts &facts)
{
    if (definition.ifTaken != MapTable::IfTaken::Replace)
        return {};
    if (facts.existing && facts.existing->kind != ObjectKind::ExternalTable) {
        return Text::tr("%1 is no external table (%2) and is not dropped; choose another name")
            .arg(definition.tableName, catalog::objectKindTitle(facts.existing->kind));
    }
    if (facts.existingUnknown) {
        return Text::tr("What %1 is now could not be read, so it cannot be replaced: %2")
            .arg(definition.tableName, facts.existingUnknown->message);
    }
    return {};
}

void addColumnProblems(const MapTable &definition, const MapTableFacts &facts, Problems &problems)
{
    const auto add = [&problems](const QString &text) { problems.append({QStringLiteral("columns"), text}); };
    QSet<QString> sourceNames;
    for (const auto &column : facts.source.columns)
        sourceNames.insert(column.name);
    for (const auto &choice : definition.columns) {
        if (!sourceNames.contains(choice.source))
            add(Text::tr("%1 has no column %2").arg(facts.source.name, choice.source));
    }
    qsizetype included = 0;
    for (const auto &column : plannedColumns(definition, facts.source)) {
        included += column.choice.include ? 1 : 0;
        if (!column.problem.isEmpty())
            add(QStringLiteral("%1: %2").arg(column.source.name, column.problem));
    }
    if (included == 0)
        add(Text::tr("No column is included"));
    if (included > maxColumns)
        add(Text::tr("%1 columns are included; a MaxCompute table holds at most %2").arg(included).arg(maxColumns));
}

} // namespace

QString fieldTitle(const QString &field)
{
    const QHash<QString, QString> titles{{QStringLiteral("source"), Text::tr("Source")},
                                         {QStringLiteral("targetSchema"), Text::tr("Schema")},
                                         {QStringLiteral("tableName"), Text::tr("External table")},
                                         {QStringLiteral("ifTaken"), Text::tr("If the name is taken")},
                                         {QStringLiteral("roleArn"), Text::tr("Role ARN")},
                                         {QStringLiteral("location"), Text::tr("Location")},
                                         {QStringLiteral("lifecycle"), Text::tr("Lifecycle")},
                                         {QStringLiteral("columns"), Text::tr("Columns")}};
    return titles.value(field, field);
}

QList<FieldProblem> fieldProblems(const MapTable &definition, const MapTableFacts &facts)
{
    Problems problems;
    const auto add = [&problems](const char *field, const QString &text) {
        if (!text.isEmpty())
            problems.append({QLatin1String(field), text});
    };
    add("source", sourceKindProblem(facts.source.kind));
    add("targetSchema", targetSchemaProblem(definition, facts));
    const QString nameProblem = tableNameProblem(definition.tableName);
    add("tableName", nameProblem.isEmpty() ? takenProblem(definition, facts) : nameProblem);
    add("ifTaken", replaceProblem(definition, facts));
    add("roleArn", roleArnProblem(definition));
    add("location", locationProblem(definition, facts));
    if (definition.lifecycleDays && (*definition.lifecycleDays < 1 || *definition.lifecycleDays > maxLifecycleDays))
        add("lifecycle", Text::tr("1 to %1 days, or empty").arg(maxLifecycleDays));
    addColumnProblems(definition, facts, problems);
    return problems;
}

} // namespace isthmus::mapping
