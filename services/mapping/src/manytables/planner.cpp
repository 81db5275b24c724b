// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/names.h"
#include "externaltable/targetschema.h"
#include "manytables/reading.h"
#include "text.h"

#include <isthmus/core/async.h>
#include <isthmus/mapping/manytables/maptables.h>

namespace isthmus::mapping {

namespace {

using core::Done;
using core::Result;

// As far as its kind tells: docs/requirements.md#h-73.
bool isMappable(catalog::ObjectKind kind)
{
    return kind == catalog::ObjectKind::Table || kind == catalog::ObjectKind::PartitionedTable;
}

Result<Done> readTarget(const MapTables &definition, catalog::Catalog &target, MapTablesFacts &facts,
                        const core::Cancellation &cancellation)
{
    const auto server = core::await(target.server(databaseOf(definition.targetSchema)), cancellation);
    if (!server)
        return core::fail(server.error());
    facts.targetServer = *server;
    if (!tableNameProblem(definition.targetSchema.name()).isEmpty())
        return Done{};
    facts.targetSchema = awaitTargetSchema(definition.targetSchema, target, cancellation);
    if (facts.targetSchema != TargetSchema::Missing && facts.targetSchema != TargetSchema::External)
        facts.existingUnknown = readExisting(definition.targetSchema, target, catalog::ObjectKind::ExternalTable,
                                             facts.existing, cancellation);
    return Done{};
}

} // namespace

Result<planning::Facts> MapTablesPlanner::read(const plan::Task &task, const planning::Sources &sources,
                                               const core::Cancellation &cancellation) const
{
    const auto definition = MapTables::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    const auto source = sources.source(definition->sources.first().schema.connection, cancellation);
    if (!source)
        return core::fail(source.error());
    const auto target = sources.source(definition->targetSchema.connection, cancellation);
    if (!target)
        return core::fail(target.error());
    if (source->system != u"hologres" || target->system != u"maxcompute") {
        return core::fail(core::ErrorKind::Invalid,
                          Text::tr("A mapping goes from Hologres tables to a MaxCompute schema."),
                          Text::tr("The Hologres tables come first, the MaxCompute schema last."));
    }
    MapTablesFacts facts;
    facts.targetReadOnly = target->isReadOnly;
    const auto server = core::await(source->catalog->server(), cancellation);
    if (!server)
        return core::fail(server.error());
    facts.sourceServer = *server;
    auto read = readRelations(definition->sources, isMappable, *source->catalog, sources, cancellation);
    if (!read)
        return core::fail(read.error());
    facts.relations = std::move(read->relations);
    facts.hasMore = read->hasMore;
    sources.waitsFor(definition->targetSchema);
    if (const auto looked = readTarget(*definition, *target->catalog, facts, cancellation); !looked)
        return core::fail(looked.error());
    if (cancellation.isRequested())
        return core::fail(core::Error::cancelled());
    return planning::Facts{std::move(facts)};
}

Result<plan::Plan> MapTablesPlanner::plan(const plan::Task &task, const planning::Facts &facts) const
{
    const auto definition = MapTables::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    return planMapTables(*definition, std::any_cast<const MapTablesFacts &>(facts.value));
}

} // namespace isthmus::mapping
