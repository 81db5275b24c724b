// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/connectionkind.h>
#include <isthmus/models/drift/driftwatch.h>
#include <isthmus/plan/words.h>

#include <QCoreApplication>
#include <QPointer>

namespace isthmus::models {

using catalog::ObjectPath;
using mapping::Drift;
using mapping::DriftReader;
using Found = DriftReader::Found;

DriftWatch::DriftWatch(CatalogTreeModel &tree, const connections::ConnectionManager &manager, Setup setup,
                       QObject *parent)
    : QObject(parent), m_tree(tree), m_manager(manager), m_setup(std::move(setup))
{
    connect(&manager, &connections::ConnectionManager::renamed, this, &DriftWatch::renameConnection);
}

// Who ends the program waits for nobody.
DriftWatch::~DriftWatch()
{
    for (auto &running : m_running)
        running.cancel();
}

mapping::DriftScope DriftWatch::scopeOf(const ObjectPath &path) const
{
    const auto profile = m_manager.profile(path.connection);
    return {path, profile && catalog::databaseKindBelow(profile->rootKind()).has_value()};
}

void DriftWatch::takeTable(const catalog::TableInfo &info)
{
    const auto profile = m_manager.profile(info.path.connection);
    const bool isExternal = info.kind == catalog::ObjectKind::ExternalTable && info.external
        && !info.external->location.isEmpty() && profile && profile->can(connections::Capability::MappedTo);
    const bool isForeign =
        catalog::ForeignSource::of(info) && profile && profile->can(connections::Capability::MappedFrom);
    if (!isExternal && !isForeign) {
        forget(info.path); // another sort of table may have taken its place
        return;
    }
    mapping::DriftScope scope = scopeOf(info.path);
    scope.known = info;
    read(scope);
}

void DriftWatch::touched(const ObjectPath &table)
{
    if (m_drifts.contains(table))
        read(scopeOf(table));
}

void DriftWatch::read(const mapping::DriftScope &scope)
{
    const ObjectPath path = scope.path;
    m_running[path].cancel(); // what it says is out of date
    const auto future = m_setup.reader.checkLater(scope, m_setup.sources, [](const QList<Drift> &) {});
    m_running.insert(path, future);
    core::whenDone(future, this, [this, path](const core::Result<Found> &found) {
        if (m_running.value(path).isFinished()) // not that of a later question
            m_running.remove(path);
        if (!found)
            return; // its page tells what is wrong with the connection
        for (const Drift &drift : found->mappings)
            take(drift);
    });
}

bool DriftWatch::isOfHologres(const QString &connection) const
{
    const auto profile = m_manager.profile(connection);
    return profile && profile->can(connections::Capability::MappedFrom);
}

QFuture<core::Result<Found>> DriftWatch::check(const ObjectPath &path)
{
    const QPointer<DriftWatch> watch(this);
    return m_setup.reader.checkLater(scopeOf(path), m_setup.sources, [watch](const QList<Drift> &some) {
        QMetaObject::invokeMethod(
            qApp,
            [watch, some] {
                for (const Drift &drift : some) {
                    if (watch)
                        watch->take(drift);
                }
            },
            Qt::QueuedConnection);
    });
}

std::optional<Drift> DriftWatch::driftOf(const ObjectPath &table) const
{
    const auto found = m_drifts.constFind(table);
    return found == m_drifts.cend() ? std::nullopt : std::optional(*found);
}

QHash<ObjectPath, ObjectPath> DriftWatch::knownSources() const
{
    QHash<ObjectPath, ObjectPath> sources;
    for (const Drift &drift : m_drifts) {
        if (drift.source)
            sources.insert(drift.table, *drift.source);
    }
    return sources;
}

void DriftWatch::take(const Drift &drift)
{
    const bool isGone = drift.problem && drift.problem->kind == core::ErrorKind::NotFound && !drift.isRemembered
        && drift.sourceTitle.isEmpty();
    if (isGone) {
        forget(drift.table);
        return;
    }
    m_drifts.insert(drift.table, drift);
    QString text;
    if (drift.hasDrift())
        text = plan::words(drift.summary()) + u'\n' + plan::words(drift.effect());
    else if (drift.problem || drift.unreadRecord)
        text = plan::words(drift.summary());
    m_tree.setDrift(drift.table, drift.state, text);
    Q_EMIT compared(drift);
}

void DriftWatch::forget(const ObjectPath &table)
{
    if (m_drifts.remove(table) == 0)
        return;
    m_tree.setDrift(table, mapping::DriftState::Equal, {});
    Q_EMIT forgotten(table);
}

// Its rows are read anew, and so is what they are compared with.
void DriftWatch::renameConnection(const QString &before)
{
    const auto tables = m_drifts.keys();
    for (const ObjectPath &table : tables) {
        if (table.connection == before)
            forget(table);
    }
}

} // namespace isthmus::models
