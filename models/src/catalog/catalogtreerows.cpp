// SPDX-License-Identifier: GPL-3.0-or-later
// CatalogTreeModel: how rows come, go, change and are put in order. A level may have some hundred thousand, so each
// change is told to views in a few signals, whatever number of rows it is about and wherever they stand.
#include "catalog/catalognode.h"
#include "parts/pooled.h"

#include <isthmus/core/async.h>
#include <isthmus/core/nameorder.h>

#include <algorithm>
#include <numeric>

namespace isthmus::models {

using catalog::Entry;
using catalog::ObjectKind;

namespace {

constexpr int fewRuns = 8; // are told one by one: each costs what the level holds
constexpr int manyRows = 5000; // take long to free

// For each entry the row that it has among the children of a node, which are all objects; -1 if it is new. Both mostly
// stand in the same order, so that one walk finds nearly all; what it misses is looked up.
std::vector<int> rowsOf(const CatalogNode &node, const QList<Entry> &entries)
{
    std::vector<int> rows(size_t(entries.size()), -1);
    std::vector<int> leftRows;
    std::vector<qsizetype> leftEntries;
    int row = 0;
    qsizetype i = 0;
    while (row < node.childCount() && i < entries.size()) {
        const Entry &known = node.child(row)->entry();
        const Entry &entry = entries[i];
        if (CatalogNode::isSame(known, entry))
            rows[size_t(i++)] = row++;
        else if (CatalogNode::comesBefore(known, entry))
            leftRows.push_back(row++);
        else
            leftEntries.push_back(i++);
    }
    for (; row < node.childCount(); ++row)
        leftRows.push_back(row);
    for (; i < entries.size(); ++i)
        leftEntries.push_back(i);
    if (leftRows.empty() || leftEntries.empty())
        return rows;
    QHash<CatalogNode::Key, int> left;
    left.reserve(qsizetype(leftRows.size()));
    for (const int each : leftRows)
        left.insert(node.child(each)->key(), each);
    for (const qsizetype each : leftEntries)
        rows[size_t(each)] = left.value(CatalogNode::keyOf(entries[each]), -1);
    return rows;
}

template <typename Is>
int runsOf(int count, Is is)
{
    int runs = 0;
    for (int i = 0; i < count; ++i)
        runs += is(i) && (i == 0 || !is(i - 1)) ? 1 : 0;
    return runs;
}

} // namespace

void CatalogTreeModel::appendObjects(CatalogNode *node, const QList<Entry> &entries)
{
    if (entries.isEmpty())
        return;
    CatalogNode::Reading &reading = *node->reading();
    int row = node->childCount();
    const bool hasLoadingRow = row > 0 && node->child(row - 1)->isMessage();
    if (hasLoadingRow)
        --row;
    CatalogNode::Children children;
    children.reserve(size_t(entries.size()));
    const Entry *before = row > 0 ? &node->child(row - 1)->entry() : nullptr;
    for (const Entry &entry : entries) {
        reading.isInOrder = reading.isInOrder && (!before || !CatalogNode::comesBefore(entry, *before));
        before = &entry;
        children.push_back(std::make_unique<CatalogNode>(entry));
    }
    beginInsertRows(indexAt(node), row, row + int(entries.size()) - 1);
    node->insert(row, std::move(children));
    endInsertRows();
    reading.namesTold = node->objectCount();
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
    auto taken = node->take(first, last);
    endRemoveRows();
    if (int(taken.size()) >= manyRows)
        freeLater(std::move(taken));
}

void CatalogTreeModel::removeAllChildren(CatalogNode *node)
{
    if (node->childCount() > 0)
        removeRun(node, 0, node->childCount() - 1);
}

// Once all names are there. They came in the server's order, which is that of bytes: Upper before lower, t_10 before
// t_2. Putting each page in its place would move rows under the reader's eyes; so they move once.
void CatalogTreeModel::sortObjects(CatalogNode *node)
{
    QStringList names;
    names.reserve(node->childCount());
    int sortable = 0; // the others stand behind them
    for (; sortable < node->childCount(); ++sortable) {
        const CatalogNode *child = node->child(sortable);
        const auto role = child->isMessage() ? catalog::ObjectRole::Leaf : catalog::infoOf(child->entry().kind).role;
        if (role != catalog::ObjectRole::Relation && role != catalog::ObjectRole::Container)
            break;
        names.append(child->path().names.last());
    }
    const auto sorted = onPool<std::vector<int>>([names = std::move(names)]() -> core::Result<std::vector<int>> {
        std::vector<int> rows(size_t(names.size()));
        std::iota(rows.begin(), rows.end(), 0);
        std::stable_sort(rows.begin(), rows.end(),
                         [&](int a, int b) { return core::isNameBefore(names[a], names[b]); });
        return rows;
    });
    core::whenDone(sorted, this,
                   [this, where = QPersistentModelIndex(indexAt(node)), id = node->reading()->id, sortable,
                    count = node->childCount()](core::Result<std::vector<int>> rows) {
                       CatalogNode *asked = where.isValid() ? nodeAt(where) : nullptr;
                       if (!asked || !asked->reading() || asked->reading()->id != id || asked->childCount() != count)
                           return; // it is read again
                       for (int row = sortable; row < count; ++row)
                           rows->push_back(row);
                       reorder(asked, *rows);
                   });
}

// Makes the children of a node, which are all objects, those of \a entries: rows that are in both stay the same rows.
void CatalogTreeModel::syncObjects(CatalogNode *node, const QList<Entry> &entries)
{
    const std::vector<int> oldRows = rowsOf(*node, entries);
    std::vector<char> isKept(size_t(node->childCount()), 0); // bits take longer, and this is done with all rows at once
    for (const int row : oldRows) {
        if (row >= 0)
            isKept[size_t(row)] = 1;
    }
    const int gone = runsOf(int(isKept.size()), [&](int row) { return isKept[size_t(row)] == 0; });
    const int fresh = runsOf(int(oldRows.size()), [&](int row) { return oldRows[size_t(row)] < 0; });
    if (gone <= fewRuns && fresh <= fewRuns)
        syncFewRuns(node, entries, oldRows, isKept);
    else
        syncManyRuns(node, entries, oldRows, isKept);
    updateRows(node, entries);
}

// \a oldRows: for each entry its row among the children; -1 for those that are to be inserted. Each run of rows goes
// and comes where it stands.
void CatalogTreeModel::syncFewRuns(CatalogNode *node, const QList<Entry> &entries, const std::vector<int> &oldRows,
                                   const std::vector<char> &isKept)
{
    const auto isGone = [&](int row) { return isKept[size_t(row)] == 0; };
    for (int last = int(isKept.size()) - 1; last >= 0; --last) {
        int first = last + 1;
        while (first > 0 && isGone(first - 1))
            --first;
        if (first <= last) {
            removeRun(node, first, last);
            last = first;
        }
    }
    std::vector<int> rowsAfter(isKept.size(), -1);
    int kept = 0;
    for (size_t row = 0; row < isKept.size(); ++row) {
        if (isKept[row] != 0)
            rowsAfter[row] = kept++;
    }
    std::vector<int> places; // of the children that are there, in the order of the entries
    for (const int row : oldRows) {
        if (row >= 0)
            places.push_back(rowsAfter[size_t(row)]);
    }
    reorder(node, places);
    const int count = int(oldRows.size());
    for (int row = 0; row < count; ++row) {
        std::vector<int> run;
        for (; row < count && oldRows[size_t(row)] < 0; ++row)
            run.push_back(row);
        if (!run.empty())
            insertRun(node, run.front(), entries, run);
    }
}

// The same in three changes, whatever number of runs: what comes is put behind all others, all are put in order with
// what goes at the end, and that goes.
void CatalogTreeModel::syncManyRuns(CatalogNode *node, const QList<Entry> &entries, const std::vector<int> &oldRows,
                                    const std::vector<char> &isKept)
{
    int end = int(isKept.size());
    std::vector<int> fresh;
    std::vector<int> rows;
    rows.reserve(oldRows.size() + isKept.size());
    for (size_t row = 0; row < oldRows.size(); ++row) {
        if (oldRows[row] < 0)
            fresh.push_back(int(row));
        rows.push_back(oldRows[row] >= 0 ? oldRows[row] : end++);
    }
    for (size_t row = 0; row < isKept.size(); ++row) {
        if (isKept[row] == 0)
            rows.push_back(int(row));
    }
    if (!fresh.empty())
        insertRun(node, int(isKept.size()), entries, fresh);
    reorder(node, rows);
    if (end > int(oldRows.size()))
        removeRun(node, int(oldRows.size()), end - 1);
}

// Makes rows \a at and following of the entries \a run.
void CatalogTreeModel::insertRun(CatalogNode *node, int at, const QList<Entry> &entries, const std::vector<int> &run)
{
    CatalogNode::Children fresh;
    fresh.reserve(run.size());
    for (const int each : run)
        fresh.push_back(std::make_unique<CatalogNode>(entries[each]));
    beginInsertRows(indexAt(node), at, at + int(fresh.size()) - 1);
    node->insert(at, std::move(fresh));
    endInsertRows();
}

// What a refresh tells of rows that were there. A brief entry does not tell all: what is known stays till somebody
// asks.
void CatalogTreeModel::updateRows(CatalogNode *node, const QList<Entry> &entries)
{
    std::vector<int> changed;
    for (int row = 0; row < entries.size(); ++row) {
        CatalogNode *child = node->child(row);
        const Entry &known = child->entry();
        const Entry &listed = entries[row];
        if (!listed.isBrief && known == listed)
            continue;
        const bool isOtherwise = known.mayHaveChildren != listed.mayHaveChildren;
        const bool isSameKind = known.kind == listed.kind || known.kind == ObjectKind::PartitionedTable;
        if (listed.isBrief && isSameKind && !isOtherwise) {
            child->setBrief();
            continue;
        }
        if (isOtherwise)
            removeAllChildren(child);
        child->setEntry(listed);
        if (isOtherwise)
            child->forget();
        changed.push_back(row);
    }
    if (changed.empty())
        return;
    if (int(changed.size()) > fewRuns) // all between them: one repaint, whatever they are
        Q_EMIT dataChanged(indexAt(node->child(changed.front())), indexAt(node->child(changed.back())));
    else
        for (const int row : changed)
            Q_EMIT dataChanged(indexAt(node->child(row)), indexAt(node->child(row)));
}

// New row i is what was \a oldRows[i].
void CatalogTreeModel::reorder(CatalogNode *node, const std::vector<int> &oldRows)
{
    if (std::ranges::is_sorted(oldRows))
        return;
    const QList<QPersistentModelIndex> parents{QPersistentModelIndex(indexAt(node))};
    Q_EMIT layoutAboutToBeChanged(parents);
    QModelIndexList before;
    for (const QModelIndex &index : persistentIndexList()) {
        if (nodeAt(index)->parent() == node)
            before.append(index);
    }
    node->reorder(oldRows);
    QModelIndexList after;
    for (const QModelIndex &index : std::as_const(before))
        after.append(indexAt(nodeAt(index)));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged(parents);
}

} // namespace isthmus::models
