// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/names.h"
#include "externaltable/targetschema.h"
#include "text.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/core/async.h>
#include <isthmus/mapping/manytables/maptables.h>

namespace isthmus::mapping {

namespace {

using core::Done;
using core::Result;
using Relation = MapTablesFacts::Relation;

constexpr qsizetype tablesAtOnce = 100; // descriptions of one question

// As far as its kind tells: docs/requirements.md#h-73.
bool isMappable(catalog::ObjectKind kind)
{
    return kind == catalog::ObjectKind::Table || kind == catalog::ObjectKind::PartitionedTable;
}

// Names and kinds, which cost nothing but a list.
Result<QList<Relation>> readNames(const MapTables::Source &source, catalog::Catalog &catalog,
                                  const core::Cancellation &cancellation)
{
    QList<Relation> relations;
    if (source.tables.isEmpty()) {
        const auto entries = catalog::awaitAll(catalog, source.schema, cancellation);
        if (!entries)
            return core::fail(entries.error());
        for (const catalog::Entry &entry : *entries) {
            if (catalog::isRelation(entry.kind))
                relations.append({entry.path, entry.kind, {}});
        }
        return relations;
    }
    for (const QString &name : source.tables)
        relations.append({source.schema.child(name), catalog::ObjectKind::Table, {}});
    return relations;
}

// What can be mapped by its kind, as far as that is known; of the others the description is of no use.
Result<Done> readTables(QList<Relation> &relations, const catalog::ObjectPath &schema, catalog::Catalog &catalog,
                        const core::Cancellation &cancellation)
{
    QHash<QString, qsizetype> places;
    QStringList names;
    for (qsizetype i = 0; i < relations.size(); ++i) {
        if (isMappable(relations.at(i).kind)) {
            places.insert(relations.at(i).path.name(), i);
            names.append(relations.at(i).path.name());
        }
    }
    for (qsizetype first = 0; first < names.size(); first += tablesAtOnce) {
        const auto tables = core::await(catalog.tables(schema, names.mid(first, tablesAtOnce)), cancellation);
        if (!tables)
            return core::fail(tables.error());
        for (const catalog::TableInfo &info : *tables) {
            const auto place = places.constFind(info.name);
            if (place == places.cend())
                continue;
            relations[*place].kind = info.kind;
            relations[*place].info = info;
        }
    }
    return Done{};
}

Result<Done> readSources(const MapTables &definition, catalog::Catalog &catalog, const planning::Sources &sources,
                         MapTablesFacts &facts, const core::Cancellation &cancellation)
{
    for (const MapTables::Source &source : definition.sources) {
        sources.waitsFor(source.schema);
        auto relations = readNames(source, catalog, cancellation);
        if (!relations)
            return core::fail(relations.error());
        const qsizetype room = MapTables::maxTables - facts.relations.size();
        if (relations->size() > room) {
            relations->resize(room);
            facts.hasMore = true;
        }
        if (auto read = readTables(*relations, source.schema, catalog, cancellation); !read)
            return read;
        facts.relations += *relations;
    }
    return Done{};
}

// Which names are taken, by what, and what the external tables among them show. A name that cannot be looked up is
// told.
void readExisting(const catalog::ObjectPath &schema, catalog::Catalog &target, MapTablesFacts &facts,
                  const core::Cancellation &cancellation)
{
    const auto entries = catalog::awaitAll(target, schema, cancellation);
    if (!entries) {
        if (entries.error().kind != core::ErrorKind::NotFound)
            facts.existingUnknown = entries.error();
        return;
    }
    bool hasExternal = false;
    for (const catalog::Entry &entry : *entries) {
        facts.existing.insert(entry.name().toLower(), {entry.kind, {}});
        hasExternal = hasExternal || entry.kind == catalog::ObjectKind::ExternalTable;
    }
    if (!hasExternal)
        return;
    const auto links = core::await(target.externalLinks(schema), cancellation);
    for (const catalog::ExternalLink &link : links.value_or(QList<catalog::ExternalLink>())) {
        const auto existing = facts.existing.find(link.table.name().toLower());
        if (existing != facts.existing.end())
            existing->location = link.location;
    }
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
        readExisting(definition.targetSchema, target, facts, cancellation);
    return Done{};
}

} // namespace

Result<planning::Facts> MapTablesPlanner::read(const plan::Task &task, const planning::Sources &sources,
                                               const core::Cancellation &cancellation) const
{
    const auto definition = MapTables::fromJson(task.definition);
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
    if (const auto read = readSources(*definition, *source->catalog, sources, facts, cancellation); !read)
        return core::fail(read.error());
    sources.waitsFor(definition->targetSchema);
    if (const auto read = readTarget(*definition, *target->catalog, facts, cancellation); !read)
        return core::fail(read.error());
    if (cancellation.isRequested())
        return core::fail(core::Error::cancelled());
    return planning::Facts{std::move(facts)};
}

Result<plan::Plan> MapTablesPlanner::plan(const plan::Task &task, const planning::Facts &facts) const
{
    const auto definition = MapTables::fromJson(task.definition);
    if (!definition)
        return core::fail(definition.error());
    return planMapTables(*definition, std::any_cast<const MapTablesFacts &>(facts.value));
}

} // namespace isthmus::mapping
