// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/foreignsource.h>
#include <isthmus/catalog/jdbclocation.h>
#include <isthmus/connections/mappedsource.h>
#include <isthmus/core/async.h>
#include <isthmus/mapping/drift/repairmappings.h>
#include <isthmus/mapping/externaltable/definition.h>
#include <isthmus/mapping/externaltable/dropexternaltable.h>
#include <isthmus/mapping/foreigntable/dropforeigntable.h>
#include <isthmus/mapping/foreigntable/maptohologres.h>
#include <isthmus/mapping/manytables/maptables.h>
#include <isthmus/models/catalog/counterparts.h>

#include <QSet>

namespace isthmus::models {

using catalog::ObjectPath;

namespace {

constexpr int pageSize = 200;

} // namespace

CounterpartFeed::CounterpartFeed(CatalogTreeModel &tree, const connections::ConnectionManager &connections,
                                 tasks::Runs &runs, QObject *parent)
    : QObject(parent), m_tree(tree), m_connections(connections), m_runs(runs)
{
    m_markTimer.setSingleShot(true);
    m_markTimer.setInterval(0);
    connect(&m_markTimer, &QTimer::timeout, this, &CounterpartFeed::markMade);
    connect(&runs, &tasks::Runs::summaryChanged, this, &CounterpartFeed::takeRun);
    readEarlier(mapping::DropForeignTable::taskKind, {}); // what drops first, so that no mark comes and goes
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
        else if (kind == mapping::DropForeignTable::taskKind)
            readEarlier(mapping::DropExternalTable::taskKind, {});
        else if (kind == mapping::DropExternalTable::taskKind)
            readEarlier(mapping::MapTable::taskKind, {});
        else if (kind == mapping::MapTable::taskKind)
            readEarlier(mapping::MapTables::taskKind, {});
        else if (kind == mapping::MapTables::taskKind)
            readEarlier(mapping::MapToHologres::taskKind, {});
    });
}

void CounterpartFeed::takeRun(const plan::RunSummary &run)
{
    if (run.state != plan::RunState::Succeeded)
        return;
    if (run.taskKind == mapping::DropExternalTable::taskKind || run.taskKind == mapping::DropForeignTable::taskKind)
        takeDrop(run);
    static const QSet<QString> making{mapping::MapTable::taskKind, mapping::MapTables::taskKind,
                                      mapping::MapToHologres::taskKind, mapping::RepairMappings::taskKind};
    if (!making.contains(run.taskKind))
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
            mark(*source, *target);
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
    const bool isMapping = info.external || info.kind == catalog::ObjectKind::ForeignTable;
    const auto source = sourceOf(info);
    const auto before = m_sources.constFind(info.path);
    if (before != m_sources.cend() && (source ? *source != *before : !isMapping)) {
        m_tree.removeCounterpart(*before, info.path);
        m_sources.erase(before);
    }
    if (source)
        mark(*source, info.path);
}

void CounterpartFeed::mark(const ObjectPath &source, const ObjectPath &target)
{
    m_sources.insert(target, source);
    m_tree.setCounterpart(source, target);
}

std::optional<ObjectPath> CounterpartFeed::sourceOf(const catalog::TableInfo &info) const
{
    if (const auto shown = catalog::ForeignSource::of(info))
        return connections::shownProjectTable(m_connections.profiles(), *shown);
    if (!info.external)
        return std::nullopt;
    const auto location = catalog::JdbcLocation::parse(info.external->location);
    return location ? connections::mappedSource(m_connections.profiles(), *location) : std::nullopt;
}

} // namespace isthmus::models
