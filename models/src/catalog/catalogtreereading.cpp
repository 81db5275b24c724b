// SPDX-License-Identifier: GPL-3.0-or-later
// CatalogTreeModel: how children are read, and how a path is revealed.
#include "catalog/catalognode.h"
#include "catalog/catalogtreetexts.h"
#include "parts/pooled.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/core/async.h>

#include <QTimer>

#include <algorithm>

namespace isthmus::models {

using catalog::Entry;
using catalog::ObjectPath;

namespace {

constexpr qsizetype fewEntries = 2000; // are sorted at once

} // namespace

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
    watch(node);
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
    node->reading()->asked = std::chrono::steady_clock::now();
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
    reading.hidden += page.hidden;
    auto fresh = reading.listing->accept(std::move(page));
    if (!fresh) {
        failReading(node, fresh.error());
        return;
    }
    const bool isComplete = reading.listing->isComplete();
    if (!isComplete)
        askForPage(node); // first, so that the server works while these are shown
    if (reading.isRefresh) {
        reading.collected.append(*fresh);
    } else {
        if (isComplete && !node->hasObjects())
            std::stable_sort(fresh->begin(), fresh->end(), CatalogNode::comesBefore);
        appendObjects(node, *fresh);
    }
    tellWaiting(node);
    if (isComplete)
        finishReading(node);
    else if (!reading.isRefresh)
        advanceReveals();
}

void CatalogTreeModel::finishReading(CatalogNode *node)
{
    CatalogNode::Reading &reading = *node->reading();
    reading.listing.reset();
    if (!reading.isRefresh) {
        removeMessages(node);
        endReading(node);
        return;
    }
    QList<Entry> collected = std::exchange(reading.collected, {});
    if (collected.size() <= fewEntries) {
        std::stable_sort(collected.begin(), collected.end(), CatalogNode::comesBefore);
        finishRefresh(node, collected);
        return;
    }
    using Shared = std::shared_ptr<QList<Entry>>; // so that the future does not keep them
    const auto entries = std::make_shared<QList<Entry>>(std::move(collected));
    core::whenDone(
        onPool<Shared>([entries]() -> core::Result<Shared> {
            std::stable_sort(entries->begin(), entries->end(), CatalogNode::comesBefore);
            return entries;
        }),
        this,
        [this, where = QPersistentModelIndex(indexAt(node)), id = reading.id, entries](const core::Result<Shared> &) {
            CatalogNode *asked = where.isValid() ? nodeAt(where) : nullptr;
            if (asked && asked->isReading(id))
                finishRefresh(asked, *entries);
            freeLater(std::move(*entries));
        });
}

void CatalogTreeModel::finishRefresh(CatalogNode *node, const QList<Entry> &entries)
{
    removeMessages(node);
    syncObjects(node, entries);
    endReading(node);
    Q_EMIT refreshed(node->path());
}

void CatalogTreeModel::endReading(CatalogNode *node)
{
    node->reading()->readAt = QDateTime::currentDateTime();
    node->setState(State::Loaded);
    if (node->isRoot())
        m_manager.noteListing(node->path().connection, std::nullopt);
    if (!node->hasObjects())
        insertMessages(node, 0, {Message::Empty});
    if (!node->reading()->hidden.isEmpty())
        insertMessages(node, node->childCount(), {Message::Hidden});
    if (!node->reading()->isInOrder)
        sortObjects(node);
    readingChanged(node);
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
    // A server that did not answer may well answer something else: that is the connection's state, see ask().
    if (node->isRoot() && !error.isCancelled() && !error.isTransient())
        m_manager.noteListing(node->path().connection, error);
    tellWaiting(node);
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
    // Of a server that does not answer it has to be seen, and the end of what is there may be far away.
    const bool isFirst = node->hasObjects() && waitedFor(*node) > 0;
    const int at = isFirst ? 0 : node->childCount() - 1;
    const bool isShown = node->childCount() > 0 && node->child(at)->isMessage();
    if (!isShown)
        insertMessages(node, isFirst ? 0 : node->childCount(), {Message::Loading});
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

void CatalogTreeModel::refreshWhole(const QModelIndex &index)
{
    refreshWhole(nodeAt(index));
}

void CatalogTreeModel::refreshWhole(CatalogNode *node)
{
    for (int row = 0; row < node->childCount(); ++row) {
        CatalogNode *child = node->child(row);
        if (!child->isMessage() && (child->state() == State::Loaded || child->state() == State::Failed))
            refreshWhole(child);
    }
    refresh(indexAt(node)); // last: what is shown of a failure goes with it, and with it rows
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

void CatalogTreeModel::cancel(const QModelIndex &index)
{
    CatalogNode *node = nodeAt(index);
    if (node->isMessage())
        node = node->parent();
    if (node->state() != State::Loading)
        return;
    node->reading()->running.cancel();
    failReading(node, core::Error::cancelled());
}

void CatalogTreeModel::retryFailed(const QString &connection)
{
    if (CatalogNode *root = nodeOf({connection, {}}))
        retryBelow(root, [](const core::Error &) { return true; });
}

void CatalogTreeModel::retryLost(const QString &connection)
{
    if (CatalogNode *root = nodeOf({connection, {}}))
        retryBelow(root, [](const core::Error &error) { return error.isTransient(); });
}

void CatalogTreeModel::retryBelow(CatalogNode *node, bool (*isWorthIt)(const core::Error &))
{
    if (node->state() == State::Failed && isWorthIt(node->reading()->error)) {
        retry(indexAt(node)); // what is below it is read again when it has been
        return;
    }
    completeAgain(node);
    for (int row = 0; row < node->childCount(); ++row) {
        if (CatalogNode *child = node->child(row); !child->isMessage())
            retryBelow(child, isWorthIt);
    }
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
