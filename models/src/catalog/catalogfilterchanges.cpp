// SPDX-License-Identifier: GPL-3.0-or-later
// CatalogFilterProxy: what becomes of its rows when those of the tree come, go, change and move.
#include "catalog/catalognode.h"

#include <isthmus/models/catalog/catalogfilterproxy.h>

#include <algorithm>
#include <utility>

namespace isthmus::models {

void CatalogFilterProxy::aboutToInsert(const QModelIndex &parent, int first, int last)
{
    const CatalogNode *node = nodeAt(parent);
    if (rowsBelow(node) || !isShown(node) || !showsAllBelow(node))
        return; // what of them is shown is found out when they are there
    m_isTelling = true;
    beginInsertRows(indexAt(node), first, last);
}

void CatalogFilterProxy::inserted(const QModelIndex &parent, int first, int last)
{
    if (std::exchange(m_isTelling, false)) {
        endInsertRows();
        return;
    }
    const CatalogNode *node = nodeAt(parent);
    auto level = m_levels.find(node);
    if (level == m_levels.end()) {
        if (showsAllBelow(node))
            return; // all are shown where their parent is, which is hidden
        level = m_levels.emplace(node, Rows()).first;
        forgetLast();
    }
    for (auto row = std::ranges::lower_bound(level->second, first); row != level->second.end(); ++row)
        *row += last - first + 1;
    Rows fresh;
    const bool isBelowMatching = m_pattern.isEmpty() || isBelowMatch(node);
    for (int row = first; row <= last; ++row) {
        if (accept(node->child(row), nullptr, isBelowMatching))
            fresh.push_back(row);
    }
    if (!fresh.empty())
        insertAccepted(node, fresh);
    syncHeadings();
}

// \a fresh are neighbours among the rows that are shown below \a node. Where it is hidden, it is shown with them.
void CatalogFilterProxy::insertAccepted(const CatalogNode *node, const Rows &fresh)
{
    Rows &rows = m_levels[node];
    forgetLast();
    const auto at = std::ranges::lower_bound(rows, fresh.front());
    const int row = int(at - rows.begin());
    if (isShown(node)) {
        beginInsertRows(indexAt(node), row, row + int(fresh.size()) - 1);
        rows.insert(at, fresh.begin(), fresh.end());
        endInsertRows();
        return;
    }
    rows.insert(at, fresh.begin(), fresh.end());
    if (isHiddenKind(node) || (node->isRoot() && !isOfSide(node)))
        return;
    const Rows *siblings = rowsBelow(node->parent());
    if (siblings && !std::ranges::binary_search(*siblings, node->row()))
        insertAccepted(node->parent(), {node->row()});
}

void CatalogFilterProxy::aboutToRemove(const QModelIndex &parent, int first, int last)
{
    const CatalogNode *node = nodeAt(parent);
    m_going.clear();
    std::vector<const CatalogNode *> left;
    for (int row = first; row <= last && m_levels.size() > 1; ++row) // the levels below them go too
        left.push_back(node->child(row));
    while (!left.empty()) {
        const CatalogNode *each = left.back();
        left.pop_back();
        if (!m_levels.contains(each))
            continue;
        m_going.push_back(each);
        for (int row = 0; row < each->childCount(); ++row)
            left.push_back(each->child(row));
    }
    if (!isShown(node))
        return;
    int from = first;
    int to = last;
    if (const Rows *rows = rowsBelow(node)) {
        from = int(std::ranges::lower_bound(*rows, first) - rows->begin());
        to = int(std::ranges::upper_bound(*rows, last) - rows->begin()) - 1;
    }
    if (from > to)
        return;
    m_isTelling = true;
    beginRemoveRows(indexAt(node), from, to);
}

void CatalogFilterProxy::removed(const QModelIndex &parent, int first, int last)
{
    const CatalogNode *node = nodeAt(parent);
    for (const CatalogNode *each : m_going)
        m_levels.erase(each);
    forgetLast(); // another node may get the place in memory of one that goes
    m_going.clear();
    const auto level = m_levels.find(node);
    if (level != m_levels.end()) {
        Rows &rows = level->second;
        rows.erase(std::ranges::lower_bound(rows, first), std::ranges::upper_bound(rows, last));
        for (auto row = std::ranges::lower_bound(rows, first); row != rows.end(); ++row)
            *row -= last - first + 1;
    }
    if (std::exchange(m_isTelling, false))
        endRemoveRows();
    hideIfEmpty(node);
    syncHeadings();
}

// A parent of no match is no longer shown, nor is then what it lies in.
void CatalogFilterProxy::hideIfEmpty(const CatalogNode *node)
{
    const Rows *rows = rowsBelow(node);
    if (m_pattern.isEmpty() || node == m_tree->m_root.get() || !rows || !rows->empty() || matches(node)
        || isBelowMatch(node))
        return;
    const auto level = m_levels.find(node->parent());
    if (level == m_levels.end())
        return;
    const auto at = std::ranges::lower_bound(level->second, node->row());
    if (at == level->second.end() || *at != node->row())
        return;
    const int row = int(at - level->second.begin());
    const bool isTold = isShown(node->parent());
    if (isTold)
        beginRemoveRows(indexAt(node->parent()), row, row);
    level->second.erase(at);
    if (isTold)
        endRemoveRows();
    hideIfEmpty(node->parent());
}

void CatalogFilterProxy::changed(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    const CatalogNode *node = nodeAt(topLeft)->parent();
    if (!isShown(node))
        return;
    int first = topLeft.row();
    int last = bottomRight.row();
    if (const Rows *rows = rowsBelow(node)) {
        first = int(std::ranges::lower_bound(*rows, first) - rows->begin());
        last = int(std::ranges::upper_bound(*rows, last) - rows->begin()) - 1;
    }
    const QModelIndex parent = indexAt(node);
    if (first <= last)
        Q_EMIT dataChanged(index(first, 0, parent), index(last, 0, parent), roles);
}

void CatalogFilterProxy::aboutToLayOut()
{
    Q_EMIT layoutAboutToBeChanged();
    m_persistent = persistentIndexList();
    m_shownNodes.clear();
    for (const auto &[node, rows] : m_levels) {
        auto &nodes = m_shownNodes[node];
        for (const int row : rows)
            nodes.push_back(node->child(row));
    }
}

void CatalogFilterProxy::laidOut()
{
    for (const auto &[node, children] : m_shownNodes) {
        Rows &rows = m_levels[node];
        std::ranges::transform(children, rows.begin(), &CatalogNode::row);
        std::ranges::sort(rows);
    }
    m_shownNodes.clear();
    QModelIndexList after;
    for (const QModelIndex &index : std::as_const(m_persistent))
        after.append(indexAt(nodeAt(index)));
    changePersistentIndexList(m_persistent, after);
    m_persistent.clear();
    Q_EMIT layoutChanged();
}

} // namespace isthmus::models
