// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/targetschema.h"
#include "manytables/reading.h"
#include "text.h"

#include <isthmus/core/async.h>
#include <isthmus/mapping/foreigntable/maptohologres.h>

#include <QSet>

namespace isthmus::mapping {

namespace {

using core::Done;
using core::Result;

// Views and external tables have no rows of their own in MaxCompute; why they are left out: tables.cpp.
bool isMappable(catalog::ObjectKind kind)
{
    return kind == catalog::ObjectKind::Table || kind == catalog::ObjectKind::PartitionedTable;
}

// Only where a table is: what a project is named by in Hologres depends on it.
Result<Done> readProjects(catalog::Catalog &catalog, MapToHologresFacts &facts, const core::Cancellation &cancellation)
{
    QSet<QString> asked;
    for (const auto &relation : std::as_const(facts.relations)) {
        if (!relation.info || asked.contains(relation.info->database))
            continue;
        asked.insert(relation.info->database);
        const auto server = core::await(catalog.server(relation.info->database), cancellation);
        if (!server)
            return core::fail(server.error());
        if (asked.size() == 1)
            facts.sourceServer = *server;
        if (!server->schemasEnabled)
            facts.projectsWithoutSchemas.append(relation.info->database);
    }
    return Done{};
}

Result<Done> readTarget(const MapToHologres &definition, catalog::Catalog &target, MapToHologresFacts &facts,
                        const core::Cancellation &cancellation)
{
    const auto server = core::await(target.server(databaseOf(definition.targetSchema)), cancellation);
    if (!server)
        return core::fail(server.error());
    facts.targetServer = *server;
    const auto schema = awaitSchemaKind(definition.targetSchema, target, cancellation); // with these very capitals
    facts.isSchemaThere = !schema || schema->has_value();
    if (facts.isSchemaThere)
        facts.existingUnknown = readExisting(definition.targetSchema, target, catalog::ObjectKind::ForeignTable,
                                             facts.existing, cancellation);
    return Done{};
}

} // namespace

Result<planning::Facts> MapToHologresPlanner::read(const plan::Task &task, const planning::Sources &sources,
                                                   const core::Cancellation &cancellation) const
{
    const auto definition = MapToHologres::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    const auto source = sources.source(definition->sources.first().schema.connection, cancellation);
    if (!source)
        return core::fail(source.error());
    const auto target = sources.source(definition->targetSchema.connection, cancellation);
    if (!target)
        return core::fail(target.error());
    if (source->system != u"maxcompute" || target->system != u"hologres") {
        return core::fail(core::ErrorKind::Invalid,
                          Text::tr("This mapping goes from MaxCompute tables to a Hologres schema."),
                          Text::tr("The MaxCompute tables come first, the Hologres schema last."));
    }
    MapToHologresFacts facts;
    facts.targetReadOnly = target->isReadOnly;
    auto read = readRelations(definition->sources, isMappable, *source->catalog, sources, cancellation);
    if (!read)
        return core::fail(read.error());
    facts.relations = std::move(read->relations);
    facts.hasMore = read->hasMore;
    if (const auto projects = readProjects(*source->catalog, facts, cancellation); !projects)
        return core::fail(projects.error());
    sources.waitsFor(definition->targetSchema);
    if (const auto looked = readTarget(*definition, *target->catalog, facts, cancellation); !looked)
        return core::fail(looked.error());
    if (cancellation.isRequested())
        return core::fail(core::Error::cancelled());
    return planning::Facts{std::move(facts), {}};
}

Result<plan::Plan> MapToHologresPlanner::plan(const plan::Task &task, const planning::Facts &facts) const
{
    const auto definition = MapToHologres::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    return planMapToHologres(*definition, std::any_cast<const MapToHologresFacts &>(facts.value));
}

} // namespace isthmus::mapping
