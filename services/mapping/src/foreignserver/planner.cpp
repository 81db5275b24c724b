// SPDX-License-Identifier: GPL-3.0-or-later
#include "foreignserver/reading.h"
#include "text.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/core/async.h>
#include <isthmus/mapping/foreignserver/dropforeignserver.h>
#include <isthmus/mapping/foreignserver/newforeignserver.h>

namespace isthmus::mapping {

namespace {

using core::Result;

// Names of the foreign servers below \a project; nothing where the service does not tell them.
Result<std::optional<QStringList>> readNames(const catalog::ObjectPath &project, catalog::Catalog &target,
                                             const core::Cancellation &cancellation)
{
    const auto servers = catalog::awaitAll(target, project.child(catalog::foreignServersFolder), cancellation);
    if (!servers && saysNoServers(servers.error()))
        return std::nullopt;
    if (!servers)
        return core::fail(servers.error());
    QStringList names;
    for (const catalog::Entry &server : *servers)
        names.append(server.name());
    return names;
}

Result<planning::Source> openTarget(const catalog::ObjectPath &path, const planning::Sources &sources,
                                    const core::Cancellation &cancellation)
{
    auto source = sources.source(path.connection, cancellation);
    if (source && source->system != u"maxcompute")
        return core::fail(core::ErrorKind::Invalid, Text::tr("%1 is not in MaxCompute.").arg(path.connection),
                          Text::tr("Foreign servers belong to MaxCompute projects."));
    if (source)
        sources.waitsFor(path);
    return source;
}

} // namespace

Result<planning::Facts> NewForeignServerPlanner::read(const plan::Task &task, const planning::Sources &sources,
                                                      const core::Cancellation &cancellation) const
{
    const auto definition = NewForeignServer::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    const auto target = openTarget(definition->project, sources, cancellation);
    if (!target)
        return core::fail(target.error());
    const auto server = core::await(target->catalog->server(definition->project.names.value(0)), cancellation);
    if (!server)
        return core::fail(server.error());
    NewForeignServerFacts facts{server->database, target->isReadOnly, {}};
    if (!server->database.isEmpty()) {
        auto names = readNames(definition->project, *target->catalog, cancellation);
        if (!names)
            return core::fail(names.error());
        facts.servers = *std::move(names);
    }
    if (cancellation.isRequested())
        return core::fail(core::Error::cancelled());
    return planning::Facts{std::move(facts), {}};
}

Result<plan::Plan> NewForeignServerPlanner::plan(const plan::Task &task, const planning::Facts &facts) const
{
    const auto definition = NewForeignServer::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    return planNewForeignServer(*definition, std::any_cast<const NewForeignServerFacts &>(facts.value));
}

Result<planning::Facts> DropForeignServerPlanner::read(const plan::Task &task, const planning::Sources &sources,
                                                       const core::Cancellation &cancellation) const
{
    const auto definition = DropForeignServer::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    const auto target = openTarget(definition->server, sources, cancellation);
    if (!target)
        return core::fail(target.error());
    const catalog::ObjectPath project = definition->server.parent().parent();
    // Signs in, so that what cannot be asked is told as what it is.
    if (const auto server = core::await(target->catalog->server(project.names.value(0)), cancellation); !server)
        return core::fail(server.error());
    DropForeignServerFacts facts;
    facts.isReadOnly = target->isReadOnly;
    auto names = readNames(project, *target->catalog, cancellation);
    if (!names)
        return core::fail(names.error());
    facts.servers = *std::move(names);
    if (facts.servers && facts.servers->contains(definition->server.name()))
        facts.server = awaitServer(definition->server, *target->catalog, cancellation);
    if (cancellation.isRequested())
        return core::fail(core::Error::cancelled());
    return planning::Facts{std::move(facts), {}};
}

Result<plan::Plan> DropForeignServerPlanner::plan(const plan::Task &task, const planning::Facts &facts) const
{
    const auto definition = DropForeignServer::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    return planDropForeignServer(*definition, std::any_cast<const DropForeignServerFacts &>(facts.value));
}

} // namespace isthmus::mapping
