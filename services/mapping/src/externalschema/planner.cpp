// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/names.h"
#include "externaltable/targetschema.h"
#include "foreignserver/reading.h"
#include "text.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/core/async.h>
#include <isthmus/mapping/externalschema/dropexternalschema.h>
#include <isthmus/mapping/externalschema/mapschema.h>
#include <isthmus/mapping/typeloss/typeloss.h>

namespace isthmus::mapping {

namespace {

using core::Result;

// Names and kinds of what the schema has, up to MapSchemaFacts::maxRelations.
Result<core::Done> readRelations(const catalog::ObjectPath &schema, catalog::Catalog &source, MapSchemaFacts &facts,
                                 const core::Cancellation &cancellation)
{
    catalog::ListRequest request;
    request.parent = schema;
    do {
        const auto page = core::await(source.children(request), cancellation);
        if (!page)
            return core::fail(page.error());
        if (page->nextMarker == request.marker && !page->nextMarker.isEmpty())
            break; // it does not go on
        for (const catalog::Entry &relation : page->entries) {
            if (isTaken(MappingPath::ExternalSchema, relation.kind))
                facts.relations.append(relation);
            else
                facts.notShown.append(relation.name());
        }
        request.marker = page->nextMarker;
    } while (!request.marker.isEmpty()
             && facts.relations.size() + facts.notShown.size() < MapSchemaFacts::maxRelations);
    facts.hasMoreRelations = !request.marker.isEmpty();
    return core::Done{};
}

// A service that does not tell its foreign servers answers with an error: it is told as not known.
void readServers(const MapSchema &definition, catalog::Catalog &target, MapSchemaFacts &facts,
                 const core::Cancellation &cancellation)
{
    const auto folder = definition.targetProject.child(catalog::foreignServersFolder);
    const auto servers = catalog::awaitAll(target, folder, cancellation);
    if (!servers)
        return;
    facts.foreignServers = *servers;
    if (facts.hasServer(definition.foreignServer))
        facts.server = awaitServer(folder.child(definition.foreignServer), target, cancellation);
}

Result<core::Done> readTarget(const MapSchema &definition, catalog::Catalog &target, MapSchemaFacts &facts,
                              const core::Cancellation &cancellation)
{
    const auto server = core::await(target.server(databaseOf(definition.target())), cancellation);
    if (!server)
        return core::fail(server.error());
    facts.targetServer = *server;
    if (!server->schemasEnabled || server->database.isEmpty())
        return core::Done{};
    if (tableNameProblem(definition.schemaName).isEmpty())
        facts.existing = awaitTargetSchema(definition.target(), target, cancellation);
    readServers(definition, target, facts, cancellation);
    return core::Done{};
}

} // namespace

Result<planning::Facts> MapSchemaPlanner::read(const plan::Task &task, const planning::Sources &sources,
                                               const core::Cancellation &cancellation) const
{
    const auto definition = MapSchema::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    const auto source = sources.source(definition->source.connection, cancellation);
    if (!source)
        return core::fail(source.error());
    const auto target = sources.source(definition->targetProject.connection, cancellation);
    if (!target)
        return core::fail(target.error());
    if (source->system != u"hologres" || target->system != u"maxcompute" || definition->source.isConnection())
        return core::fail(core::ErrorKind::Invalid,
                          Text::tr("A schema mapping goes from a Hologres schema to a MaxCompute project."),
                          Text::tr("The Hologres schema comes first, the MaxCompute project second."));
    MapSchemaFacts facts;
    facts.targetReadOnly = target->isReadOnly;
    sources.waitsFor(definition->source);
    const auto server = core::await(source->catalog->server(), cancellation);
    if (!server)
        return core::fail(server.error());
    facts.sourceServer = *server;
    // An instance shows its databases; a data source is one, perhaps with the compute group that it dials.
    facts.database =
        definition->source.names.size() > 1 ? definition->source.names.first() : server->database.section(u'@', 0, 0);
    if (const auto read = readRelations(definition->source, *source->catalog, facts, cancellation); !read)
        return core::fail(read.error());
    sources.waitsFor(definition->targetProject);
    if (const auto read = readTarget(*definition, *target->catalog, facts, cancellation); !read)
        return core::fail(read.error());
    if (cancellation.isRequested())
        return core::fail(core::Error::cancelled());
    return planning::Facts{std::move(facts)};
}

Result<plan::Plan> MapSchemaPlanner::plan(const plan::Task &task, const planning::Facts &facts) const
{
    const auto definition = MapSchema::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    return planMapSchema(*definition, std::any_cast<const MapSchemaFacts &>(facts.value));
}

Result<planning::Facts> DropExternalSchemaPlanner::read(const plan::Task &task, const planning::Sources &sources,
                                                        const core::Cancellation &cancellation) const
{
    const auto definition = DropExternalSchema::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    const auto source = sources.source(definition->schema.connection, cancellation);
    if (!source)
        return core::fail(source.error());
    if (source->system != u"maxcompute")
        return core::fail(core::ErrorKind::Invalid, Text::tr("%1 is not in MaxCompute.").arg(definition->schema.name()),
                          Text::tr("Only external schemas of MaxCompute can be dropped here."));
    sources.waitsFor(definition->schema);
    // Signs in, so that what cannot be asked is told as what it is.
    if (const auto server = core::await(source->catalog->server(databaseOf(definition->schema)), cancellation); !server)
        return core::fail(server.error());
    DropExternalSchemaFacts facts;
    facts.isReadOnly = source->isReadOnly;
    facts.schema = awaitTargetSchema(definition->schema, *source->catalog, cancellation);
    if (facts.schema == TargetSchema::External)
        facts.created = awaitSchemaCreated(definition->schema, *source->catalog, cancellation);
    if (const auto run = facts.schema == TargetSchema::External ? m_newestRun(definition->schema) : std::nullopt)
        facts.making = makingOf(*run, facts.created);
    if (cancellation.isRequested())
        return core::fail(core::Error::cancelled());
    return planning::Facts{facts};
}

Result<plan::Plan> DropExternalSchemaPlanner::plan(const plan::Task &task, const planning::Facts &facts) const
{
    const auto definition = DropExternalSchema::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    return planDropExternalSchema(*definition, std::any_cast<const DropExternalSchemaFacts &>(facts.value));
}

} // namespace isthmus::mapping
