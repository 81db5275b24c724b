// SPDX-License-Identifier: GPL-3.0-or-later
// CatalogTreeModel: what lists do not tell of the rows in sight, asked for when somebody sees them.
#include "catalog/catalognode.h"

#include <isthmus/core/async.h>

#include <QTimer>

#include <algorithm>
#include <utility>

namespace isthmus::models {

using catalog::Entry;

namespace {

constexpr qsizetype rowsAtOnce = 100; // what MaxCompute answers in one request

} // namespace

void CatalogTreeModel::completeRows(const QModelIndexList &inSight)
{
    QHash<CatalogNode *, QList<QPersistentModelIndex>> wanted;
    for (const QModelIndex &index : inSight) {
        CatalogNode *node = nodeAt(index);
        if (!node->isMessage() && node->entry().isBrief && node->parent()->reading())
            wanted[node->parent()].append(index);
    }
    for (auto it = wanted.cbegin(); it != wanted.cend(); ++it) {
        it.key()->reading()->inSight = it.value();
        completeNext(it.key());
    }
}

void CatalogTreeModel::completeNext(CatalogNode *node)
{
    CatalogNode::Reading &reading = *node->reading();
    if (reading.isCompleting || !reading.mayComplete)
        return;
    reading.inSight.removeIf(
        [this](const QPersistentModelIndex &row) { return !row.isValid() || !nodeAt(row)->entry().isBrief; });
    const auto rows = reading.inSight.mid(0, rowsAtOnce);
    reading.inSight.remove(0, rows.size());
    if (rows.isEmpty())
        return;
    QStringList names;
    for (const QPersistentModelIndex &row : rows)
        names.append(nodeAt(row)->path().name());
    const auto future = m_manager.ask<QList<Entry>>(node->path().connection,
                                                    [path = node->path(), names](const connections::Backend &backend) {
                                                        return backend.catalog->entries(path, names);
                                                    });
    reading.completing = QFuture<void>(future);
    reading.isCompleting = true;
    core::whenDone(future, this,
                   [this, rows, where = QPersistentModelIndex(indexAt(node)),
                    id = reading.id](const core::Result<QList<Entry>> &entries) {
                       CatalogNode *asked = where.isValid() ? nodeAt(where) : nullptr;
                       if (!asked || !asked->reading() || asked->reading()->id != id)
                           return;
                       asked->reading()->isCompleting = false;
                       if (entries) {
                           acceptEntries(asked, rows, *entries);
                           completeNext(asked);
                           return;
                       }
                       // An answer that will be the same for all, unless it may go away.
                       asked->reading()->mayComplete = entries.error().isTransient() || entries.error().isCancelled();
                       asked->reading()->unanswered += rows;
                       completeLater(asked);
                   });
}

// Nobody else would: rows that stay where they are come into sight no second time.
void CatalogTreeModel::completeLater(CatalogNode *node)
{
    if (!node->reading()->mayComplete)
        return;
    QTimer::singleShot(m_completingDelay, this,
                       [this, where = QPersistentModelIndex(indexAt(node)), id = node->reading()->id] {
                           CatalogNode *late = where.isValid() ? nodeAt(where) : nullptr;
                           const bool isSame = late && late->reading() && late->reading()->id == id;
                           using Status = connections::ConnectionStatus::State;
                           if (isSame && m_manager.status(late->path().connection).state == Status::Failed)
                               completeLater(late); // no server is asked that is lost
                           else if (isSame)
                               completeAgain(late);
                       });
}

void CatalogTreeModel::completeAgain(CatalogNode *node)
{
    if (!node->reading())
        return;
    node->reading()->inSight += std::exchange(node->reading()->unanswered, {});
    completeNext(node);
}

void CatalogTreeModel::acceptEntries(CatalogNode *node, const QList<QPersistentModelIndex> &rows,
                                     const QList<Entry> &entries)
{
    QHash<QString, const Entry *> byName;
    for (const Entry &entry : entries)
        byName.insert(entry.name(), &entry);
    int first = node->childCount();
    int last = -1;
    for (const QPersistentModelIndex &row : rows) {
        if (!row.isValid())
            continue;
        CatalogNode *child = nodeAt(row);
        Entry entry = child->entry();
        if (const Entry *told = byName.value(entry.name())) {
            entry.kind = told->kind;
            entry.rowEstimate = told->rowEstimate;
            entry.comment = told->comment;
            entry.note = told->note;
            entry.foreignServer = told->foreignServer;
        }
        entry.isBrief = false; // of one that is gone there is nothing to tell; the next refresh takes it away
        child->setEntry(entry);
        first = std::min(first, row.row());
        last = std::max(last, row.row());
    }
    if (last >= first)
        Q_EMIT dataChanged(indexAt(node->child(first)), indexAt(node->child(last)));
}

} // namespace isthmus::models
