// SPDX-License-Identifier: GPL-3.0-or-later
#include "appservices.h"

#include "connectionkinds.h"
#include "connectionsources.h"
#include "watchedwork.h"

#include <isthmus/computegroups/loadexecutor.h>
#include <isthmus/computegroups/loadtablegroup.h>
#include <isthmus/computegroups/verifyloadexecutor.h>
#include <isthmus/connections/connectionkind.h>
#include <isthmus/connections/databaseat.h>
#include <isthmus/connections/defaultsecretstore.h>
#include <isthmus/connections/mappedsource.h>
#include <isthmus/core/async.h>
#include <isthmus/core/privatefile.h>
#include <isthmus/engine/localruns.h>
#include <isthmus/exporting/exportrowsexecutor.h>
#include <isthmus/mapping/access/hologresuser.h>
#include <isthmus/mapping/access/verifyuserexecutor.h>
#include <isthmus/mapping/drift/repairmappings.h>
#include <isthmus/mapping/externalschema/dropexternalschema.h>
#include <isthmus/mapping/externalschema/externalschemaexecutor.h>
#include <isthmus/mapping/externalschema/mapschema.h>
#include <isthmus/mapping/externalschema/verifyschemaexecutor.h>
#include <isthmus/mapping/externaltable/createexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/definition.h>
#include <isthmus/mapping/externaltable/dropexternaltable.h>
#include <isthmus/mapping/externaltable/dropexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/planner.h>
#include <isthmus/mapping/externaltable/verifymappingexecutor.h>
#include <isthmus/mapping/foreignserver/dropforeignserver.h>
#include <isthmus/mapping/foreignserver/newforeignserver.h>
#include <isthmus/mapping/foreignserver/verifyserverexecutor.h>
#include <isthmus/mapping/foreigntable/alterforeigntableexecutor.h>
#include <isthmus/mapping/foreigntable/dropforeigntable.h>
#include <isthmus/mapping/foreigntable/maptohologres.h>
#include <isthmus/mapping/manytables/maptables.h>
#include <isthmus/mapping/manytables/tableruns.h>
#include <isthmus/mapping/manytables/verifymappingsexecutor.h>
#include <isthmus/tasks/newestrun.h>
#include <isthmus/tasks/sqlstepexecutor.h>

#include <QFile>
#include <QFileInfo>
#include <QSemaphore>
#include <QThreadPool>

namespace isthmus::app {

namespace {

using connections::ConnectionManager;
using core::Result;

// What \a part makes of the back end of a connection, opened first.
template <typename Part>
auto opening(ConnectionManager &manager, Part part)
{
    using Made = decltype(part(std::declval<const connections::Backend &>()));
    return [&manager, part](const QString &connection, const core::Cancellation &cancellation) -> Made {
        const auto backend = core::await(manager.open(connection), cancellation);
        if (!backend)
            return core::fail(backend.error());
        return part(*backend);
    };
}

std::unique_ptr<plan::StepExecutor> makeSqlExecutor(ConnectionManager &manager)
{
    return std::make_unique<tasks::SqlStepExecutor>(opening(manager, connections::sqlOf));
}

std::unique_ptr<plan::StepExecutor> makeVerifyExecutor(ConnectionManager &manager,
                                                       const std::shared_ptr<const mapping::Fingerprints> &fingerprints)
{
    using Side = mapping::VerifyMappingExecutor::Side;
    return std::make_unique<mapping::VerifyMappingExecutor>(
        opening(manager,
                [](const connections::Backend &backend) -> Result<Side> {
                    auto reader = connections::readerOf(backend);
                    if (!reader)
                        return core::fail(reader.error());
                    return Side{backend.catalog, *std::move(reader)};
                }),
        fingerprints);
}

// What a run waits for is told by its steps.
class RunSources final : public planning::Sources {
public:
    explicit RunSources(const planning::Sources &sources) : m_sources(sources) { }

    [[nodiscard]] Result<planning::Source> source(const QString &connection,
                                                  const core::Cancellation &cancellation) const override
    {
        return m_sources.source(connection, cancellation);
    }

private:
    const planning::Sources &m_sources;
};

std::unique_ptr<plan::StepExecutor> makeVerifyManyExecutor(ConnectionManager &manager,
                                                           std::shared_ptr<const planning::Sources> sources,
                                                           const mapping::DriftReader &drift,
                                                           std::shared_ptr<const mapping::Fingerprints> fingerprints)
{
    using Side = mapping::VerifyMappingExecutor::Side;
    return std::make_unique<mapping::VerifyMappingsExecutor>(
        opening(manager,
                [](const connections::Backend &backend) -> Result<Side> {
                    auto reader = connections::readerOf(backend);
                    if (!reader)
                        return core::fail(reader.error());
                    return Side{backend.catalog, *std::move(reader)};
                }),
        [sources = std::move(sources), drift](const catalog::ObjectPath &schema, const QStringList &names,
                                              const core::Cancellation &cancellation) {
            return drift.sourcesOf(schema, names, RunSources(*sources), cancellation);
        },
        std::move(fingerprints));
}

std::unique_ptr<plan::StepExecutor> makeSchemaExecutor(ConnectionManager &manager)
{
    using Catalog = std::shared_ptr<catalog::Catalog>;
    return std::make_unique<mapping::ExternalSchemaExecutor>(
        opening(manager, [](const connections::Backend &backend) -> Result<Catalog> { return backend.catalog; }),
        makeSqlExecutor(manager));
}

std::unique_ptr<plan::StepExecutor> makeVerifySchemaExecutor(ConnectionManager &manager)
{
    using Catalog = std::shared_ptr<catalog::Catalog>;
    return std::make_unique<mapping::VerifySchemaExecutor>(
        opening(manager, [](const connections::Backend &backend) -> Result<Catalog> { return backend.catalog; }));
}

std::unique_ptr<plan::StepExecutor> makeVerifyServerExecutor(ConnectionManager &manager)
{
    using Catalog = std::shared_ptr<catalog::Catalog>;
    return std::make_unique<mapping::VerifyServerExecutor>(
        opening(manager, [](const connections::Backend &backend) -> Result<Catalog> { return backend.catalog; }));
}

std::unique_ptr<plan::StepExecutor> makeVerifyUserExecutor(ConnectionManager &manager)
{
    return std::make_unique<mapping::VerifyUserExecutor>(opening(manager, connections::sqlOf));
}

std::unique_ptr<plan::StepExecutor> makeExportExecutor(ConnectionManager &manager)
{
    using Side = exporting::ExportRowsExecutor::Side;
    return std::make_unique<exporting::ExportRowsExecutor>(
        opening(manager, [](const connections::Backend &backend) -> Result<Side> {
            auto reader = connections::readerOf(backend);
            if (!reader)
                return core::fail(reader.error());
            return Side{*std::move(reader), backend.profile.info().sqlDialect};
        }));
}

std::unique_ptr<plan::StepExecutor> makeCreateExecutor(ConnectionManager &manager,
                                                       const std::shared_ptr<const mapping::Fingerprints> &fingerprints)
{
    using Catalog = std::shared_ptr<catalog::Catalog>;
    return std::make_unique<mapping::CreateExternalTableExecutor>(
        opening(manager, [](const connections::Backend &backend) -> Result<Catalog> { return backend.catalog; }),
        makeSqlExecutor(manager), mapping::LookingAgain{}, fingerprints);
}

std::unique_ptr<plan::StepExecutor> makeDropExecutor(ConnectionManager &manager,
                                                     const std::shared_ptr<const mapping::Fingerprints> &fingerprints)
{
    using Catalog = std::shared_ptr<catalog::Catalog>;
    return std::make_unique<mapping::DropExternalTableExecutor>(
        opening(manager, [](const connections::Backend &backend) -> Result<Catalog> { return backend.catalog; }),
        makeSqlExecutor(manager), mapping::LookingAgain{}, fingerprints);
}

std::unique_ptr<plan::StepExecutor> makeAlterForeignExecutor(ConnectionManager &manager)
{
    using Catalog = std::shared_ptr<catalog::Catalog>;
    return std::make_unique<mapping::AlterForeignTableExecutor>(
        opening(manager, [](const connections::Backend &backend) -> Result<Catalog> { return backend.catalog; }),
        makeSqlExecutor(manager));
}

std::unique_ptr<plan::StepExecutor> makeVerifyLoadExecutor(ConnectionManager &manager)
{
    using Catalog = std::shared_ptr<catalog::Catalog>;
    return std::make_unique<computegroups::VerifyLoadExecutor>(
        opening(manager, [](const connections::Backend &backend) -> Result<Catalog> { return backend.catalog; }));
}

std::unique_ptr<plan::StepExecutor> makeLoadExecutor(ConnectionManager &manager)
{
    using Catalog = std::shared_ptr<catalog::Catalog>;
    return std::make_unique<computegroups::LoadExecutor>(
        opening(manager, [](const connections::Backend &backend) -> Result<Catalog> { return backend.catalog; }),
        makeSqlExecutor(manager));
}

// A folder that cannot be made is told by what has to write to it. One that bears our name and is there already may
// have been made by an earlier version, for all to look into; any other is as the user wants it.
void makePrivate(const QString &folder)
{
    const bool isMade = core::makePrivateFolder(folder).has_value();
    if (isMade && QFileInfo(folder).fileName() == u"isthmus")
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

connections::BackendFactory watchedBy(const std::shared_ptr<nameindex::Feed> &feed)
{
    return [feed](const connections::Profile &profile, const QString &secret) {
        auto backend = makeBackend(profile, secret);
        if (backend)
            backend->catalog = feed->watched(profile, backend->catalog);
        return backend;
    };
}

// By what is saved when it asks.
mapping::DriftReader makeDriftReader(ConnectionManager &manager,
                                     std::shared_ptr<const mapping::Fingerprints> fingerprints)
{
    return {std::move(fingerprints),
            [&manager](const catalog::JdbcLocation &location) {
                return connections::mappedSource(manager.profiles(), location);
            },
            [&manager](const catalog::ForeignSource &shown, const QString &endpoint) {
                const auto profiles = manager.profiles();
                return mapping::DriftReader::ProjectTable{connections::shownProjectTable(profiles, shown, endpoint),
                                                          connections::serversOfProject(profiles, shown)};
            }};
}

mapping::LineageReader makeLineageReader(ConnectionManager &manager, const mapping::DriftReader &drift)
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
    return {drift, std::move(saved)};
}

planning::Planners makePlanners(ConnectionManager &manager, std::shared_ptr<const planning::Sources> sources,
                                const mapping::DriftReader &drift,
                                mapping::DropExternalSchemaPlanner::NewestRun newestRun)
{
    std::vector<std::unique_ptr<const planning::Planner>> planners;
    planners.push_back(watched(manager, std::make_unique<mapping::MapTablePlanner>()));
    planners.push_back(watched(manager, std::make_unique<mapping::MapTablesPlanner>()));
    planners.push_back(watched(manager, std::make_unique<mapping::MapToHologresPlanner>()));
    planners.push_back(watched(manager, std::make_unique<mapping::DropExternalTablePlanner>()));
    planners.push_back(watched(manager, std::make_unique<mapping::DropForeignTablePlanner>()));
    planners.push_back(watched(manager, std::make_unique<mapping::MapSchemaPlanner>()));
    planners.push_back(watched(manager, std::make_unique<mapping::RepairMappingsPlanner>(drift)));
    planners.push_back(watched(manager, std::make_unique<mapping::DropExternalSchemaPlanner>(std::move(newestRun))));
    planners.push_back(watched(manager, std::make_unique<mapping::NewForeignServerPlanner>()));
    planners.push_back(watched(manager, std::make_unique<mapping::DropForeignServerPlanner>()));
    planners.push_back(watched(manager, std::make_unique<mapping::AddHologresUserPlanner>()));
    planners.push_back(watched(manager, std::make_unique<mapping::GrantHologresRightsPlanner>()));
    planners.push_back(watched(manager, std::make_unique<exporting::ExportRowsPlanner>()));
    planners.push_back(watched(manager, std::make_unique<computegroups::LoadTableGroupPlanner>()));
    return {std::move(sources), std::move(planners)};
}

} // namespace

AppServices::AppServices(const Paths &paths, connections::AskMasterPassword ask, Runs runs)
    : m_paths(paths), m_feed(std::make_shared<nameindex::Feed>()),
      m_connections(std::make_unique<ConnectionManager>(
          connections::ProfileStore(paths.connectionsFile()),
          connections::makeDefaultSecretStore(paths.secretsFile(), std::move(ask)), watchedBy(m_feed))),
      m_sources(std::make_shared<ConnectionSources>(*m_connections)),
      m_fingerprints(std::make_shared<mapping::Fingerprints>(paths.fingerprintsDir())),
      m_drift(makeDriftReader(*m_connections, m_fingerprints)), m_lineage(makeLineageReader(*m_connections, m_drift)),
      m_planners(makePlanners(*m_connections, m_sources, m_drift,
                              [this](const catalog::ObjectPath &schema) { return newestMapping(schema); }))
{
    registerConnectionKinds();
    // Before anything is written to them: whichever file is the first, nobody else sees even its name.
    makePrivate(paths.configDir);
    makePrivate(paths.dataDir);
    engine::Setup setup;
    setup.storeFile = paths.runsFile();
    setup.executors.push_back(watched(*m_connections, makeSqlExecutor(*m_connections)));
    setup.executors.push_back(watched(*m_connections, makeCreateExecutor(*m_connections, m_fingerprints)));
    setup.executors.push_back(watched(*m_connections, makeDropExecutor(*m_connections, m_fingerprints)));
    setup.executors.push_back(watched(*m_connections, makeAlterForeignExecutor(*m_connections)));
    setup.executors.push_back(watched(*m_connections, makeVerifyExecutor(*m_connections, m_fingerprints)));
    setup.executors.push_back(
        watched(*m_connections, makeVerifyManyExecutor(*m_connections, m_sources, m_drift, m_fingerprints)));
    setup.executors.push_back(watched(*m_connections, makeSchemaExecutor(*m_connections)));
    setup.executors.push_back(watched(*m_connections, makeVerifySchemaExecutor(*m_connections)));
    setup.executors.push_back(watched(*m_connections, makeVerifyServerExecutor(*m_connections)));
    setup.executors.push_back(watched(*m_connections, makeVerifyUserExecutor(*m_connections)));
    setup.executors.push_back(watched(*m_connections, makeExportExecutor(*m_connections)));
    setup.executors.push_back(watched(*m_connections, makeLoadExecutor(*m_connections)));
    setup.executors.push_back(watched(*m_connections, makeVerifyLoadExecutor(*m_connections)));
    // By the file: another program may have set it a moment ago.
    setup.isReadOnly = [this](const QString &connection) {
        const auto profile = m_connections->savedProfile(connection);
        return profile && profile->readOnly;
    };
    setup.isProduction = [this](const QString &connection) {
        const auto profile = m_connections->savedProfile(connection);
        return profile && profile->environment == connections::Environment::Production;
    };
    setup.diversion = [this](const plan::Step &step) { return diversionOf(*m_connections, step); };
    setup.limits.steps = 2 * mapping::MapTables::maxInFlight; // so that many tables do not hold up all others
    setup.isHeld = runs == Runs::Held;
    if (setup.isHeld)
        setup.followEvery = std::chrono::seconds(1);
    m_runs = std::make_unique<engine::LocalRuns>(std::move(setup));
}

AppServices::~AppServices()
{
    QThreadPool::globalInstance()->waitForDone(); // plans that are still being made use the connections
}

void AppServices::setOnWaiting(std::function<void(const catalog::ObjectPath &what)> onWaiting)
{
    m_sources->setOnWaiting(std::move(onWaiting));
}

std::shared_ptr<const planning::Sources> AppServices::sources() const
{
    return m_sources;
}

tasks::Runs &AppServices::runs()
{
    return *m_runs;
}

// A plan is made on a thread of the pool, and runs are asked for on the main one, which waits for the pool when all
// ends: hence the limit, in milliseconds. What is not known in time is told as not known.
std::optional<plan::Run> AppServices::newestMapping(const catalog::ObjectPath &schema)
{
    struct Answer {
        std::optional<plan::Run> run;
        QSemaphore came;
    };
    const auto answer = std::make_shared<Answer>();
    QMetaObject::invokeMethod(
        m_runs.get(),
        [this, schema, answer] {
            beginRuns();
            core::whenDone(tasks::newestRun(*m_runs, mapping::MapSchema::taskKind, schema.toString()), m_runs.get(),
                           [answer](const Result<plan::Run> &run) {
                               if (run)
                                   answer->run = *run;
                               answer->came.release();
                           });
        },
        Qt::QueuedConnection);
    return answer->came.tryAcquire(1, 3'000) ? answer->run : std::nullopt;
}

void AppServices::beginRuns()
{
    m_runs->begin();
}

nameindex::NameIndex &AppServices::names()
{
    if (!m_names) {
        m_names = std::make_unique<nameindex::NameIndex>(*m_connections, m_feed, m_paths.namesFile());
        QObject::connect(m_runs.get(), &tasks::Runs::summaryChanged, m_names.get(),
                         [this](const plan::RunSummary &run) { noteRun(run); });
    }
    return *m_names;
}

// What a run is known to have done; of one that failed halfway the next list tells.
void AppServices::noteRun(const plan::RunSummary &run)
{
    if (run.state != plan::RunState::Succeeded)
        return;
    const bool isMapping = run.taskKind == mapping::MapTable::taskKind || mapping::isOfManyTables(run.taskKind);
    const auto made = run.taskKind == mapping::MapToHologres::taskKind ? catalog::ObjectKind::ForeignTable
                                                                       : catalog::ObjectKind::ExternalTable;
    const bool isDropping =
        run.taskKind == mapping::DropExternalTable::taskKind || run.taskKind == mapping::DropForeignTable::taskKind;
    if (!isMapping && !isDropping)
        return;
    QHash<QString, QList<nameindex::NameIndex::NotedRelation>> noted; // by connection
    for (const plan::Touch &touch : run.touches) {
        const auto path = catalog::ObjectPath::parse(touch.path);
        if (!path || touch.change == plan::Change::Changed)
            continue;
        noted[path->connection].append(
            {*path, touch.change == plan::Change::Dropped ? std::nullopt : std::optional(made)});
    }
    for (auto of = noted.cbegin(); of != noted.cend(); ++of)
        m_names->noteRelations(of.key(), of.value());
}

Result<core::Done> AppServices::load()
{
    return m_connections->load();
}

} // namespace isthmus::app
