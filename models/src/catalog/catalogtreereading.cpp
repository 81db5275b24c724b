// SPDX-License-Identifier: GPL-3.0-or-later
// CatalogTreeModel: how children are read, shown as they arrive, and compared on a refresh.
#include "catalog/catalognode.h"
#include "catalog/catalogtreetexts.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/core/async.h>

#include <QTimer>

#include <algorithm>
#include <numeric>

namespace isthmus::models {

using catalog::Entry;
using catalog::ObjectPath;

void CatalogTreeModel::startReading(CatalogNode *node)
{
    const QPersistentModelIndex where(indexAt(node));
    const quint64 id = ++m_lastReading;
    const QString connection = node->path().connection;
    removeMessages(node);
    const bool isRefresh = node->restart(id).isRefresh;
    node->setState(State::Loading);
    readingChanged(node);
    if (isRefresh)
        Q_EMIT aboutToRefresh(node->path());
    else
        QTimer::singleShot(m_loadingRowDelay, this, [this, where, id] {
            CatalogNode *late = where.isValid() ? nodeAt(where) : nullptr;
            if (late && late->isReading(id))
                showLoadingRow(late);
        });
    askForPage(node);
    if (node->isRoot())
        m_manager.check(connection); // after the list: names are waited for, the status is not
}

void CatalogTreeModel::askForPage(CatalogNode *node)
{
    const auto future = m_manager.ask<catalog::Page>(
        node->path().connection, [request = node->reading()->listing->next()](const connections::Backend &backend) {
            return backend.catalog->children(request);
        });
    node->reading()->running = QFuture<void>(future);
    core::whenDone(future, this,
                   [this, where = QPersistentModelIndex(indexAt(node)),
                    id = node->reading()->id](core::Result<catalog::Page> page) {
                       CatalogNode *asked = where.isValid() ? nodeAt(where) : nullptr;
                       if (!asked || !asked->isReading(id))
                           return; // removed or read anew meanwhile
                       if (!page)
                           failReading(asked, page.error());
                       else
                           acceptPage(asked, std::move(*page));
                   });
}

void CatalogTreeModel::acceptPage(CatalogNode *node, catalog::Page page)
{
    CatalogNode::Reading &reading = *node->reading();
    const auto fresh = reading.listing->accept(std::move(page));
    if (!fresh) {
        failReading(node, fresh.error());
        return;
    }
    if (reading.isRefresh)
        reading.collected.append(*fresh);
    else
        appendObjects(node, *fresh);
    if (reading.listing->isComplete()) {
        finishReading(node);
        return;
    }
    askForPage(node);
    if (!reading.isRefresh)
        advanceReveals();
}

void CatalogTreeModel::finishReading(CatalogNode *node)
{
    CatalogNode::Reading &reading = *node->reading();
    const bool isRefresh = reading.isRefresh;
    const QList<Entry> collected = std::exchange(reading.collected, {});
    reading.listing.reset();
    reading.readAt = QDateTime::currentDateTime();
    removeMessages(node);
    if (isRefresh)
        syncObjects(node, collected);
    node->setState(State::Loaded);
    if (!node->hasObjects())
        insertMessages(node, 0, {Message::Empty});
    readingChanged(node);
    if (isRefresh)
        Q_EMIT refreshed(node->path());
    advanceReveals();
}

void CatalogTreeModel::failReading(CatalogNode *node, const core::Error &error)
{
    CatalogNode::Reading &reading = *node->reading();
    const bool isRefresh = reading.isRefresh;
    reading.collected.clear();
    reading.listing.reset();
    removeMessages(node);
    reading.error = error;
    node->setState(State::Failed);
    QList<Message> lines{Message::ErrorTitle};
    if (!errorDetail(error).isEmpty())
        lines.append(Message::ErrorDetail);
    lines.append(Message::ErrorActions);
    insertMessages(node, 0, lines);
    readingChanged(node);

    if (isRefresh)
        Q_EMIT refreshed(node->path());
    advanceReveals();
}

void CatalogTreeModel::showLoadingRow(CatalogNode *node)
{
    const bool isShown = node->childCount() > 0 && node->child(node->childCount() - 1)->isMessage();
    if (!isShown)
        insertMessages(node, node->childCount(), {Message::Loading});
}

void CatalogTreeModel::readingChanged(CatalogNode *node)
{
    const QModelIndex index = indexAt(node);
    Q_EMIT dataChanged(index, index, {StateRole, ErrorRole, ConnectionStateRole, Qt::AccessibleTextRole});
    if (node->hasObjects()) // fresh or stale, with all rows below
        Q_EMIT dataChanged(createIndex(0, 0, node->child(0)),
                           createIndex(node->childCount() - 1, 0, node->child(node->childCount() - 1)),
                           {StaleSinceRole});
}

void CatalogTreeModel::refresh(const QModelIndex &index)
{
    CatalogNode *node = nodeAt(index);
    if (node->isMessage())
        node = node->parent();
    if (node != m_root.get() && (node->state() == State::Loaded || node->state() == State::Failed))
        startReading(node);
}

void CatalogTreeModel::refresh(const ObjectPath &path)
{
    const QModelIndex index = indexOf(path);
    if (index.isValid())
        refresh(index);
}

void CatalogTreeModel::retry(const QModelIndex &index)
{
    CatalogNode *node = nodeAt(index);
    if (node->isMessage())
        node = node->parent();
    if (node->state() != State::Failed)
        return;
    if (node->isRoot())
        m_manager.close(node->path().connection);
    startReading(node);
}

void CatalogTreeModel::retryFailed(const QString &connection)
{
    if (CatalogNode *root = nodeOf({connection, {}}))
        retryFailedBelow(root);
}

void CatalogTreeModel::retryFailedBelow(CatalogNode *node)
{
    if (node->state() == State::Failed) { // what is below it is read again when it has been
        retry(indexAt(node));
        return;
    }
    for (int row = 0; row < node->childCount(); ++row) {
        if (CatalogNode *child = node->child(row); !child->isMessage())
            retryFailedBelow(child);
    }
}

// Rows

void CatalogTreeModel::appendObjects(CatalogNode *node, const QList<Entry> &entries)
{
    if (entries.isEmpty())
        return;
    int row = node->childCount();
    const bool hasLoadingRow = row > 0 && node->child(row - 1)->isMessage();
    if (hasLoadingRow)
        --row;
    CatalogNode::Children children;
    children.reserve(size_t(entries.size()));
    for (const Entry &entry : entries)
        children.push_back(std::make_unique<CatalogNode>(entry));
    beginInsertRows(indexAt(node), row, row + int(entries.size()) - 1);
    node->insert(row, std::move(children));
    endInsertRows();
    node->reading()->namesTold = node->objectCount();
    if (hasLoadingRow) {
        const QModelIndex loading = indexAt(node->child(node->childCount() - 1));
        Q_EMIT dataChanged(loading, loading, {Qt::DisplayRole, Qt::AccessibleTextRole});
    }
}

void CatalogTreeModel::insertMessages(CatalogNode *node, int row, const QList<Message> &messages)
{
    CatalogNode::Children children;
    for (const Message message : messages)
        children.push_back(std::make_unique<CatalogNode>(message));
    beginInsertRows(indexAt(node), row, row + int(messages.size()) - 1);
    node->insert(row, std::move(children));
    endInsertRows();
}

void CatalogTreeModel::removeMessages(CatalogNode *node)
{
    int last = node->childCount() - 1;
    if (last >= 0 && node->child(last)->isMessage() && node->hasObjects())
        removeRun(node, last, last);
    int count = 0;
    while (count < node->childCount() && node->child(count)->isMessage())
        ++count;
    if (count > 0)
        removeRun(node, 0, count - 1);
}

void CatalogTreeModel::removeRun(CatalogNode *node, int first, int last)
{
    beginRemoveRows(indexAt(node), first, last);
    node->remove(first, last);
    endRemoveRows();
}

void CatalogTreeModel::removeAllChildren(CatalogNode *node)
{
    if (node->childCount() > 0)
        removeRun(node, 0, node->childCount() - 1);
}

// Makes the children of a node, which are all objects, those of \a entries: rows that are in both stay the same rows.
void CatalogTreeModel::syncObjects(CatalogNode *node, const QList<Entry> &entries)
{
    QSet<CatalogNode::Key> wanted;
    for (const Entry &entry : entries)
        wanted.insert(CatalogNode::keyOf(entry));
    for (int last = node->childCount() - 1; last >= 0; --last) {
        int first = last + 1;
        while (first > 0 && !wanted.contains(node->child(first - 1)->key()))
            --first;
        if (first <= last) {
            removeRun(node, first, last);
            last = first;
        }
    }
    reorderObjects(node, entries);

    QSet<CatalogNode::Key> present;
    for (int row = 0; row < node->childCount(); ++row)
        present.insert(node->child(row)->key());
    for (int row = 0; row < entries.size(); ++row) {
        int end = row;
        CatalogNode::Children fresh;
        for (; end < entries.size() && !present.contains(CatalogNode::keyOf(entries[end])); ++end)
            fresh.push_back(std::make_unique<CatalogNode>(entries[end]));
        if (end > row) {
            beginInsertRows(indexAt(node), row, end - 1);
            node->insert(row, std::move(fresh));
            endInsertRows();
            row = end - 1;
            continue;
        }
        CatalogNode *child = node->child(row);
        const Entry &entry = entries[row];
        if (child->entry() == entry)
            continue;
        const bool isOtherwise = child->entry().mayHaveChildren != entry.mayHaveChildren;
        if (isOtherwise)
            removeAllChildren(child);
        child->setEntry(entry);
        if (isOtherwise)
            child->forget();
        Q_EMIT dataChanged(indexAt(child), indexAt(child));
    }
}

// The rows that are left, in the order that \a entries have them.
void CatalogTreeModel::reorderObjects(CatalogNode *node, const QList<Entry> &entries)
{
    QHash<CatalogNode::Key, int> places;
    for (int place = 0; place < entries.size(); ++place)
        places.insert(CatalogNode::keyOf(entries[place]), place);
    std::vector<int> rows(size_t(node->childCount()));
    std::iota(rows.begin(), rows.end(), 0);
    const auto place = [&](int row) { return places.value(node->child(row)->key()); };
    if (std::ranges::is_sorted(rows, {}, place))
        return;
    std::ranges::sort(rows, {}, place);

    const QList<QPersistentModelIndex> parents{QPersistentModelIndex(indexAt(node))};
    Q_EMIT layoutAboutToBeChanged(parents);
    QModelIndexList before;
    for (const QModelIndex &index : persistentIndexList()) {
        if (nodeAt(index)->parent() == node)
            before.append(index);
    }
    node->reorder(rows);
    QModelIndexList after;
    for (const QModelIndex &index : std::as_const(before))
        after.append(indexAt(nodeAt(index)));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged(parents);
}

void CatalogTreeModel::syncRoots()
{
    QList<Entry> entries;
    QHash<QString, connections::Profile> profiles;
    for (const connections::Profile &profile : m_manager.profiles()) {
        Entry entry;
        entry.path = ObjectPath{profile.name, {}};
        entry.kind = profile.rootKind();
        entry.mayHaveChildren = true;
        if (!profile.damage.isEmpty())
            entry.note = tr("damaged");
        else if (entry.kind == catalog::ObjectKind::HologresDataSource)
            entry.note = tr("data source");
        else if (entry.kind == catalog::ObjectKind::HologresInstance)
            entry.note = tr("instance");
        else if (entry.kind == catalog::ObjectKind::Source)
            entry.note = profile.info().title;
        entries.append(entry);
        profiles.insert(profile.name, profile);
    }
    const auto before = std::exchange(m_profiles, profiles);
    syncObjects(m_root.get(), entries);
    for (const Entry &entry : std::as_const(entries)) {
        const QString name = entry.name();
        CatalogNode *root = m_root->childNamed(name);
        if (!before.contains(name) || before.value(name) == profiles.value(name) || root->state() == State::NotLoaded)
            continue;
        removeAllChildren(root); // what is shown came from elsewhere
        root->forget();
        startReading(root);
    }
    advanceReveals();
}

// Reveal

void CatalogTreeModel::reveal(const ObjectPath &path)
{
    m_reveals.append({path, {}});
    advanceReveals();
}

void CatalogTreeModel::advanceReveals()
{
    if (m_isAdvancing)
        return; // a slot that asks for another; the loop below sees it
    m_isAdvancing = true;
    for (qsizetype i = 0; i < m_reveals.size();) {
        const Progress progress = advance(m_reveals[i]);
        if (progress == Progress::Waiting) {
            ++i;
            continue;
        }
        const ObjectPath path = m_reveals.takeAt(i).path;
        if (progress == Progress::Shown)
            Q_EMIT revealed(indexOf(path));
        else
            Q_EMIT revealFailed(path);
    }
    m_isAdvancing = false;
}

CatalogTreeModel::Progress CatalogTreeModel::advance(Reveal &reveal)
{
    CatalogNode *node = m_root->childNamed(reveal.path.connection);
    if (!node)
        return Progress::Absent;
    for (const QString &name : std::as_const(reveal.path.names)) {
        if (CatalogNode *child = node->childNamed(name)) {
            node = child;
            continue;
        }
        if (node->state() == State::Loading)
            return Progress::Waiting;
        if (node->state() == State::Leaf || reveal.reread.contains(node->path()))
            return Progress::Absent;
        reveal.reread.insert(node->path());
        startReading(node);
        return Progress::Waiting;
    }
    return Progress::Shown;
}

} // namespace isthmus::models
