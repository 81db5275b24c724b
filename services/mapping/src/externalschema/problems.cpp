// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/names.h"
#include "text.h"

#include <isthmus/mapping/externalschema/mapschema.h>

#include <QHash>

#include <algorithm>

namespace isthmus::mapping {

namespace {

plan::Text projectProblem(const MapSchema &definition, const MapSchemaFacts &facts)
{
    if (facts.targetServer.database.isEmpty() || definition.targetProject.names.size() > 1)
        return coded("Mapping.project_missing", QT_TRANSLATE_NOOP("Mapping", "Choose a MaxCompute project"));
    if (facts.targetReadOnly)
        return coded("Mapping.connection_read_only", QT_TRANSLATE_NOOP("Mapping", "The connection %1 is read-only"),
                     {definition.targetProject.connection});
    // docs/requirements.md#h-08.
    if (!facts.targetServer.schemasEnabled)
        return coded("Mapping.schemas_off",
                     QT_TRANSLATE_NOOP("Mapping",
                                       "The project %1 has no schemas (odps.schema.model.enabled is false); its owner "
                                       "must turn them on, or choose another project"),
                     {facts.targetServer.database});
    return {};
}

plan::Text takenProblem(const MapSchema &definition, const MapSchemaFacts &facts)
{
    if (facts.existing == TargetSchema::There)
        return coded("Mapping.schema_taken_own",
                     QT_TRANSLATE_NOOP("Mapping", "%1 is a schema of the project %2 itself; choose another name"),
                     {definition.schemaName, facts.targetServer.database});
    if (facts.existing == TargetSchema::External && definition.ifTaken == MapSchema::IfTaken::Stop)
        return coded("Mapping.schema_taken",
                     QT_TRANSLATE_NOOP("Mapping",
                                       "The external schema %1 exists in %2 already; keep it, or choose another name"),
                     {definition.schemaName, facts.targetServer.database});
    return {};
}

plan::Text schemaNameProblem(const MapSchema &definition, const MapSchemaFacts &facts)
{
    const plan::Text problem = tableNameProblem(definition.schemaName);
    return problem.isEmpty() ? takenProblem(definition, facts) : problem;
}

// docs/requirements.md#h-46 to #h-48, #h-54.
plan::Text serverProblem(const MapSchema &definition, const MapSchemaFacts &facts)
{
    const QString &name = definition.foreignServer;
    if (name.isEmpty())
        return coded("Mapping.server_missing", QT_TRANSLATE_NOOP("Mapping", "Choose a foreign server"));
    if (const plan::Text wrong = serverNameProblem(name); !wrong.isEmpty())
        return wrong;
    if (facts.foreignServers && !facts.hasServer(name))
        return coded("Mapping.server_not_there",
                     QT_TRANSLATE_NOOP("Mapping", "There is no foreign server %1; make it first, or choose another"),
                     {name});
    if (!facts.server)
        return {};
    if (facts.server->roleArn.isEmpty())
        return coded("Mapping.server_executor",
                     QT_TRANSLATE_NOOP("Mapping",
                                       "%1 uses the task executor's identity, which is for external projects only; an "
                                       "external schema needs a foreign server with a RAM role"),
                     {name});
    if (facts.server->database != facts.database)
        return coded(
            "Mapping.server_database",
            QT_TRANSLATE_NOOP("Mapping",
                              "%1 is for the database %2, and the schema is in %3; choose a foreign server for "
                              "%3"),
            {name, facts.server->database, facts.database});
    return serverHostProblem(facts.server->host);
}

plan::Text onProblem(const MapSchema &definition, const MapSchemaFacts &facts)
{
    const QString schema = definition.source.name();
    const QString whole = facts.database + u'.' + schema;
    if (definition.on.isEmpty() || definition.on == whole || (definition.on == schema && !schema.contains(u'.')))
        return {};
    const qsizetype dot = definition.on.indexOf(u'.');
    if (dot >= 0 && definition.on.left(dot) != facts.database)
        return coded("Mapping.on_database",
                     QT_TRANSLATE_NOOP("Mapping", "It names the database %1; the schema is in %2"),
                     {definition.on.left(dot), facts.database});
    if (schema.contains(u'.'))
        return coded("Mapping.on_whole", QT_TRANSLATE_NOOP("Mapping", "Expected %1"), {whole});
    return coded("Mapping.on_schema", QT_TRANSLATE_NOOP("Mapping", "Expected %1 or %2"), {schema, whole});
}

} // namespace

bool MapSchemaFacts::hasServer(const QString &name) const
{
    const auto isIt = [&name](const catalog::Entry &listed) { return listed.name() == name; };
    return foreignServers && std::ranges::any_of(*foreignServers, isIt);
}

plan::Text schemaFieldTitle(const QString &field)
{
    const QHash<QString, plan::Text> titles{
        {QStringLiteral("targetProject"), coded("Mapping.field_project", QT_TRANSLATE_NOOP("Mapping", "Project"))},
        {QStringLiteral("schemaName"),
         coded("Mapping.field_external_schema", QT_TRANSLATE_NOOP("Mapping", "External schema"))},
        {QStringLiteral("foreignServer"),
         coded("Mapping.field_server", QT_TRANSLATE_NOOP("Mapping", "Foreign server"))},
        {QStringLiteral("on"), coded("Mapping.field_on", QT_TRANSLATE_NOOP("Mapping", "Source in SQL"))}};
    return titles.value(field, field);
}

QList<SchemaFieldProblem> fieldProblems(const MapSchema &definition, const MapSchemaFacts &facts)
{
    QList<SchemaFieldProblem> problems;
    const auto add = [&problems](const char *field, const plan::Text &text) {
        if (!text.isEmpty())
            problems.append({QLatin1String(field), text});
    };
    add("targetProject", projectProblem(definition, facts));
    add("schemaName", schemaNameProblem(definition, facts));
    add("foreignServer", serverProblem(definition, facts));
    add("on", onProblem(definition, facts));
    return problems;
}

} // namespace isthmus::mapping
