// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/jdbclocation.h>
#include <isthmus/connections/connectionkind.h>
#include <isthmus/core/async.h>
#include <isthmus/mapping/externaltable/definition.h>
#include <isthmus/mapping/externaltable/dropexternaltable.h>
#include <isthmus/mapping/manytables/maptables.h>
#include <isthmus/models/catalog/counterparts.h>

#include <QRegularExpression>

#include <optional>

namespace isthmus::models {

using catalog::ObjectPath;
using connections::Profile;

namespace {

constexpr int pageSize = 200;

// An instance has one name per network: "<id>-<region>-internal.hologres.aliyuncs.com" is the same server as
// "<id>-<region>.hologres.aliyuncs.com". Source: docs/hologres.md#hosts.
QString serverOf(const QString &host)
{
    static const QRegularExpression network(QStringLiteral("\\A([^.]+?)-(?:internal|vpc|vpc-st)\\."));
    return host.toLower().replace(network, QStringLiteral("\\1."));
}

bool isSameServer(const Profile &profile, const catalog::JdbcLocation &location)
{
    const connections::ServerAddress server = profile.info().server(profile);
    const int port = location.port == 0 ? catalog::JdbcLocation::driverPort : location.port;
    return profile.can(connections::Capability::MappedFrom) && server.port == port
        && serverOf(server.host) == serverOf(location.host);
}

} // namespace

CounterpartFeed::CounterpartFeed(CatalogTreeModel &tree, const connections::ConnectionManager &connections,
                                 tasks::Runs &runs, QObject *parent)
    : QObject(parent), m_tree(tree), m_connections(connections), m_runs(runs)
{
    m_markTimer.setSingleShot(true);
    m_markTimer.setInterval(0);
    connect(&m_markTimer, &QTimer::timeout, this, &CounterpartFeed::markMade);
    connect(&runs, &tasks::Runs::summaryChanged, this, &CounterpartFeed::takeRun);
    readEarlier(mapping::DropExternalTable::taskKind, {}); // first, so that no mark comes and goes
}

void CounterpartFeed::readEarlier(const QString &kind, const QString &before)
{
    tasks::RunQuery query;
    query.limit = pageSize;
    query.before = before;
    query.states = {plan::RunState::Succeeded};
    query.taskKind = kind;
    core::whenDone(m_runs.list(query), this, [this, kind](const core::Result<tasks::RunPage> &page) {
        if (!page)
            return; // the marks of tables that are read come all the same
        for (const auto &run : page->runs)
            takeRun(run);
        if (page->hasMore)
            readEarlier(kind, page->runs.last().id);
        else if (kind == mapping::DropExternalTable::taskKind)
            readEarlier(mapping::MapTable::taskKind, {});
        else if (kind == mapping::MapTable::taskKind)
            readEarlier(mapping::MapTables::taskKind, {});
    });
}

void CounterpartFeed::takeRun(const plan::RunSummary &run)
{
    if (run.state != plan::RunState::Succeeded)
        return;
    if (run.taskKind == mapping::DropExternalTable::taskKind)
        takeDrop(run);
    if (run.taskKind != mapping::MapTable::taskKind && run.taskKind != mapping::MapTables::taskKind)
        return;
    for (const auto &touch : run.touches)
        m_made.append({run.number, touch});
    markMade();
}

// A run may have made a thousand tables: some at a time, so that the window is not held up.
void CounterpartFeed::markMade()
{
    constexpr int atOnce = 100;
    for (int i = 0; i < atOnce && !m_made.isEmpty(); ++i) {
        const auto [number, touch] = m_made.takeFirst();
        const auto source = ObjectPath::parse(touch.source);
        const auto target = ObjectPath::parse(touch.path);
        if (source && target && touch.change != plan::Change::Dropped && m_dropped.value(touch.path, -1) < number)
            m_tree.setCounterpart(*source, *target);
    }
    if (!m_made.isEmpty())
        m_markTimer.start();
}

void CounterpartFeed::takeDrop(const plan::RunSummary &run)
{
    for (const auto &touch : run.touches) {
        if (m_dropped.value(touch.path, -1) >= run.number)
            continue;
        m_dropped.insert(touch.path, run.number);
        if (const auto target = ObjectPath::parse(touch.path))
            m_tree.removeCounterparts(*target);
    }
}

void CounterpartFeed::takeTable(const catalog::TableInfo &info)
{
    if (!info.external)
        return;
    const auto location = catalog::JdbcLocation::parse(info.external->location);
    if (!location || location->table().isEmpty())
        return;
    // Where a database is saved as a data source, an instance that shows it too adds nothing.
    std::optional<ObjectPath> source;
    for (const Profile &profile : m_connections.profiles()) {
        if (!isSameServer(profile, *location))
            continue;
        const QString database = profile.database();
        if (database == location->database)
            source = ObjectPath{profile.name, {location->schema(), location->table()}};
        else if (database.isEmpty() && !source)
            source = ObjectPath{profile.name, {location->database, location->schema(), location->table()}};
    }
    if (source)
        m_tree.setCounterpart(*source, info.path);
}

} // namespace isthmus::models
