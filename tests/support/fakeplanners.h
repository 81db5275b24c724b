// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakeconnections.h"

#include <isthmus/computegroups/loadtablegroup.h>
#include <isthmus/connections/databaseat.h>
#include <isthmus/connections/mappedsource.h>
#include <isthmus/core/async.h>
#include <isthmus/mapping/access/hologresuser.h>
#include <isthmus/mapping/drift/repairmappings.h>
#include <isthmus/mapping/externalschema/dropexternalschema.h>
#include <isthmus/mapping/externalschema/mapschema.h>
#include <isthmus/mapping/externaltable/dropexternaltable.h>
#include <isthmus/mapping/externaltable/planner.h>
#include <isthmus/mapping/foreignserver/dropforeignserver.h>
#include <isthmus/mapping/foreignserver/newforeignserver.h>
#include <isthmus/mapping/foreigntable/dropforeigntable.h>
#include <isthmus/mapping/foreigntable/maptohologres.h>
#include <isthmus/mapping/lineage/lineagereader.h>
#include <isthmus/mapping/manytables/maptables.h>

namespace isthmus::testsupport {

/// The connections of a manager as planners see them; it outlives every plan that is being made.
/// For tests that link isthmus::models.
class FakeSources final : public planning::Sources {
public:
    explicit FakeSources(connections::ConnectionManager &manager) : m_manager(manager) { }
    [[nodiscard]] core::Result<planning::Source> source(const QString &connection,
                                                        const core::Cancellation &cancellation) const override
    {
        auto backend = core::await(m_manager.open(connection), cancellation);
        if (!backend)
            return core::fail(backend.error());
        return planning::Source{backend->catalog, backend->profile.kind, backend->profile.readOnly};
    }

private:
    connections::ConnectionManager &m_manager;
};

/// What mappings are compared by; fingerprints are in \a folder.
[[nodiscard]] inline mapping::DriftReader makeDriftReader(connections::ConnectionManager &manager,
                                                          const QString &folder)
{
    return {std::make_shared<mapping::Fingerprints>(folder),
            [&manager](const catalog::JdbcLocation &location) {
                return connections::mappedSource(manager.profiles(), location);
            },
            [&manager](const catalog::ForeignSource &shown, const QString &endpoint) {
                const auto profiles = manager.profiles();
                return mapping::DriftReader::ProjectTable{connections::shownProjectTable(profiles, shown, endpoint),
                                                          connections::serversOfProject(profiles, shown)};
            }};
}

/// What lineage is read with; fingerprints are in \a folder.
[[nodiscard]] inline mapping::LineageReader makeLineageReader(connections::ConnectionManager &manager,
                                                              const QString &folder)
{
    mapping::LineageReader::Saved saved;
    saved.sourceOf = [&manager](const catalog::JdbcLocation &location) {
        return connections::mappedSource(manager.profiles(), location);
    };
    saved.projectTableOf = [&manager](const catalog::ForeignSource &shown) {
        return connections::shownProjectTable(manager.profiles(), shown);
    };
    saved.databaseAt = [&manager](const QString &host, int port, const QString &database) {
        return connections::databaseAt(manager.profiles(), host, port, database);
    };
    saved.placeOf = [&manager](const QString &connection) -> std::optional<mapping::LineageReader::Place> {
        const auto profile = manager.profile(connection);
        if (!profile)
            return std::nullopt;
        return mapping::LineageReader::Place{profile->can(connections::Capability::MappedTo),
                                             catalog::databaseKindBelow(profile->rootKind()).has_value()};
    };
    return {makeDriftReader(manager, folder), std::move(saved)};
}

/// Those that the program has; \a fingerprints: a folder.
[[nodiscard]] inline planning::Planners makePlanners(connections::ConnectionManager &manager,
                                                     const QString &fingerprints = QStringLiteral("/nowhere"))
{
    std::vector<std::unique_ptr<const planning::Planner>> planners;
    planners.push_back(std::make_unique<mapping::MapTablePlanner>());
    planners.push_back(std::make_unique<mapping::MapTablesPlanner>());
    planners.push_back(std::make_unique<mapping::MapToHologresPlanner>());
    planners.push_back(std::make_unique<mapping::DropExternalTablePlanner>());
    planners.push_back(std::make_unique<mapping::DropForeignTablePlanner>());
    planners.push_back(std::make_unique<mapping::MapSchemaPlanner>());
    planners.push_back(std::make_unique<mapping::DropExternalSchemaPlanner>(
        [](const catalog::ObjectPath &) { return std::optional<plan::Run>(); }));
    planners.push_back(std::make_unique<mapping::NewForeignServerPlanner>());
    planners.push_back(std::make_unique<mapping::DropForeignServerPlanner>());
    planners.push_back(std::make_unique<mapping::AddHologresUserPlanner>());
    planners.push_back(std::make_unique<mapping::GrantHologresRightsPlanner>());
    planners.push_back(std::make_unique<mapping::RepairMappingsPlanner>(makeDriftReader(manager, fingerprints)));
    planners.push_back(std::make_unique<computegroups::LoadTableGroupPlanner>());
    return {std::make_shared<FakeSources>(manager), std::move(planners)};
}

} // namespace isthmus::testsupport
