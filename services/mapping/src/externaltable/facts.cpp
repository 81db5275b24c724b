// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/names.h"
#include "externaltable/targetschema.h"

#include <isthmus/core/async.h>
#include <isthmus/mapping/externaltable/facts.h>

namespace isthmus::mapping {

namespace {

using core::Result;

void takeExisting(const Result<catalog::TableInfo> &existing, MapTableFacts &facts)
{
    if (existing)
        facts.existing = *existing;
    else if (existing.error().kind != core::ErrorKind::NotFound)
        facts.existingUnknown = existing.error();
}

} // namespace

Result<MapTableFacts> awaitMapTableFacts(const MapTable &definition, const MappingSides &sides,
                                         const core::Cancellation &cancellation)
{
    // All asked at once: the sides work on lanes of their own.
    auto source = sides.source->table(definition.source);
    auto sourceServer = sides.source->server();
    auto targetServer = sides.target->server(databaseOf(definition.targetSchema));
    const bool mayExist = tableNameProblem(definition.tableName).isEmpty() && isSchemaPath(definition.targetSchema);
    auto existing = mayExist ? sides.target->table(definition.targetSchema.child(definition.tableName))
                             : core::ready<catalog::TableInfo>(core::fail(core::ErrorKind::NotFound, {}));
    auto cancelAll = [source, sourceServer, targetServer, existing]() mutable {
        source.cancel();
        sourceServer.cancel();
        targetServer.cancel();
        existing.cancel();
    };
    const auto guard = cancellation.interruptWith(cancelAll);
    auto give = [cancelAll](const core::Error &error) mutable {
        cancelAll(); // one answer is missing: the others are of no use
        return core::fail(error);
    };

    MapTableFacts facts;
    facts.targetReadOnly = sides.targetReadOnly;
    sides.waitsFor(definition.source);
    if (auto info = core::await(source); info)
        facts.source = *info;
    else
        return give(info.error());
    if (auto server = core::await(sourceServer); server)
        facts.sourceServer = *server;
    else
        return give(server.error());
    sides.waitsFor(definition.targetSchema);
    if (auto server = core::await(targetServer); server)
        facts.targetServer = *server;
    else
        return give(server.error());
    takeExisting(core::await(existing), facts);
    if (mayExist && !facts.existing && !cancellation.isRequested())
        facts.targetSchema = awaitTargetSchema(definition.targetSchema, *sides.target, cancellation);
    if (cancellation.isRequested())
        return core::fail(core::Error::cancelled());
    return facts;
}

} // namespace isthmus::mapping
