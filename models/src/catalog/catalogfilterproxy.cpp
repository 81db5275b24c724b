// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/catalognode.h"

#include <isthmus/models/catalog/catalogfilterproxy.h>

#include <algorithm>
#include <numeric>

namespace isthmus::models {

using catalog::ObjectKind;

namespace {

// Of an ASCII pattern in lower case: asked of two hundred thousand names at each key press.
bool containsPlain(QStringView text, QStringView pattern)
{
    const char16_t *const wanted = pattern.utf16();
    const char16_t *const wantedEnd = wanted + pattern.size();
    const char16_t first = *wanted;
    const char16_t firstUpper = first >= u'a' && first <= u'z' ? char16_t(first - (u'a' - u'A')) : first;
    const char16_t *at = text.utf16();
    for (qsizetype left = text.size() - pattern.size(); left >= 0; --left, ++at) {
        if (*at != first && *at != firstUpper)
            continue;
        const char16_t *letter = at + 1;
        const char16_t *same = wanted + 1;
        for (; same != wantedEnd; ++same, ++letter) {
            const char16_t c = *letter >= u'A' && *letter <= u'Z' ? char16_t(*letter + (u'a' - u'A')) : *letter;
            if (c != *same)
                break;
        }
        if (same == wantedEnd)
            return true;
    }
    return false;
}

constexpr quint32 bitOf(ObjectKind kind)
{
    static_assert(int(catalog::lastObjectKind) < 32);
    return quint32(1) << int(kind);
}

bool isRead(const CatalogNode *node)
{
    return node->state() == CatalogTreeModel::State::Loaded || node->state() == CatalogTreeModel::State::Leaf;
}

} // namespace

CatalogFilterProxy::CatalogFilterProxy(QObject *parent) : QAbstractProxyModel(parent)
{
    m_completeSoon.setSingleShot(true);
    m_completeSoon.setInterval(0);
    connect(&m_completeSoon, &QTimer::timeout, this, &CatalogFilterProxy::complete);
}

CatalogFilterProxy::~CatalogFilterProxy() = default;

void CatalogFilterProxy::setSourceModel(QAbstractItemModel *model)
{
    Q_ASSERT(!m_tree);
    beginResetModel();
    m_tree = qobject_cast<CatalogTreeModel *>(model);
    Q_ASSERT(m_tree);
    QAbstractProxyModel::setSourceModel(model);
    rebuild();
    endResetModel();
    connect(model, &QAbstractItemModel::rowsAboutToBeInserted, this, &CatalogFilterProxy::aboutToInsert);
    connect(model, &QAbstractItemModel::rowsInserted, this, &CatalogFilterProxy::inserted);
    connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this, &CatalogFilterProxy::aboutToRemove);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &CatalogFilterProxy::removed);
    connect(model, &QAbstractItemModel::dataChanged, this, &CatalogFilterProxy::changed);
    connect(model, &QAbstractItemModel::layoutAboutToBeChanged, this, &CatalogFilterProxy::aboutToLayOut);
    connect(model, &QAbstractItemModel::layoutChanged, this, &CatalogFilterProxy::laidOut);
}

void CatalogFilterProxy::setSide(catalog::Side side)
{
    m_side = side;
    m_isPartial = false;
    if (m_tree)
        change([this] { rebuild(); });
}

void CatalogFilterProxy::setNamePattern(const QString &text)
{
    const QString pattern = text.trimmed();
    if (pattern == m_pattern)
        return;
    const bool isNarrower = !m_isPartial && !m_pattern.isEmpty() && pattern.contains(m_pattern, Qt::CaseInsensitive);
    m_pattern = pattern;
    m_folded = pattern.toLower();
    m_isPlain = std::all_of(pattern.cbegin(), pattern.cend(), [](QChar c) { return c.unicode() < 0x80; });
    if (m_tree)
        change([this, isNarrower] { rebuildFirst(isNarrower); });
    if (m_isPartial)
        m_completeSoon.start();
}

void CatalogFilterProxy::setHiddenKinds(const QSet<ObjectKind> &kinds)
{
    quint32 hidden = 0;
    for (const ObjectKind kind : kinds)
        hidden |= bitOf(kind);
    if (hidden == m_hiddenKinds)
        return;
    m_hiddenKinds = hidden;
    if (m_tree)
        change([this] { rebuildFirst(false); });
    if (m_isPartial)
        m_completeSoon.start();
}

QSet<ObjectKind> CatalogFilterProxy::hiddenKinds() const
{
    QSet<ObjectKind> kinds;
    for (int kind = 0; kind <= int(catalog::lastObjectKind); ++kind) {
        if (m_hiddenKinds & bitOf(ObjectKind(kind)))
            kinds.insert(ObjectKind(kind));
    }
    return kinds;
}

// Which rows are shown

const CatalogNode *CatalogFilterProxy::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<const CatalogNode *>(index.internalPointer()) : m_tree->m_root.get();
}

QModelIndex CatalogFilterProxy::indexAt(const CatalogNode *node) const
{
    return node == m_tree->m_root.get() ? QModelIndex() : createIndex(rowOf(node), 0, node);
}

// Null: all of them.
const CatalogFilterProxy::Rows *CatalogFilterProxy::rowsBelow(const CatalogNode *node) const
{
    if (node != m_lastAsked) { // mostly one row is asked for after the other
        const auto found = m_levels.find(node);
        m_lastAsked = node;
        m_lastRows = found == m_levels.end() ? nullptr : &found->second;
    }
    return m_lastRows;
}

bool CatalogFilterProxy::isShown(const CatalogNode *node) const
{
    for (; node != m_tree->m_root.get(); node = node->parent()) {
        const Rows *rows = rowsBelow(node->parent());
        if (rows && !std::ranges::binary_search(*rows, node->row()))
            return false;
    }
    return true;
}

int CatalogFilterProxy::rowOf(const CatalogNode *node) const
{
    const Rows *rows = rowsBelow(node->parent());
    return rows ? int(std::ranges::lower_bound(*rows, node->row()) - rows->begin()) : node->row();
}

bool CatalogFilterProxy::isOfSide(const CatalogNode *root) const
{
    return !m_side || catalog::infoOf(root->kind()).side == *m_side;
}

bool CatalogFilterProxy::matches(const CatalogNode *node) const
{
    if (node->isMessage())
        return false;
    return catalog::isFolder(node->kind()) ? contains(catalog::folderTitle(node->kind())) : contains(node->name());
}

bool CatalogFilterProxy::contains(const QString &name) const
{
    return m_isPlain ? containsPlain(name, m_folded) : name.contains(m_pattern, Qt::CaseInsensitive);
}

// Whether \a node or what it lies in matches, so that all below it is shown. A connection that matches shows itself
// only.
bool CatalogFilterProxy::isBelowMatch(const CatalogNode *node) const
{
    for (; node != m_tree->m_root.get() && !node->isRoot(); node = node->parent()) {
        if (matches(node))
            return true;
    }
    return false;
}

bool CatalogFilterProxy::isHiddenKind(const CatalogNode *node) const
{
    if (m_hiddenKinds == 0 || node->isMessage() || !(m_hiddenKinds & bitOf(node->kind())))
        return false;
    const bool mayBePartitioned =
        node->kind() == ObjectKind::Table && m_side == catalog::Side::Warehouse && node->entry().isBrief;
    return !mayBePartitioned || (m_hiddenKinds & bitOf(ObjectKind::PartitionedTable));
}

bool CatalogFilterProxy::mayHoldHidden(const CatalogNode *node) const
{
    return m_hiddenKinds != 0 && (node == m_tree->m_root.get() || catalog::isContainer(node->kind()));
}

// Whatever comes there, so that it needs no level of its own.
bool CatalogFilterProxy::showsAllBelow(const CatalogNode *node) const
{
    return (m_pattern.isEmpty() || isBelowMatch(node)) && !mayHoldHidden(node);
}

// \a isBelowMatching: below a name that matches or without a text, so that names do not matter.
bool CatalogFilterProxy::accept(const CatalogNode *child, const Levels *candidates, bool isBelowMatching)
{
    const bool isRoot = child->isRoot();
    if (((isRoot || child->isHeading()) && !isOfSide(child)) || isHiddenKind(child))
        return false;
    const bool isMatch = isBelowMatching || matches(child);
    const bool isAllBelow = isBelowMatching || (isMatch && !isRoot);
    if (isAllBelow && (child->childCount() == 0 || child->isMessage() || !mayHoldHidden(child)))
        return true;
    const bool hasRows = child->childCount() > 0 && fill(child, candidates, isAllBelow);
    return isMatch || hasRows;
}

// Finds the rows below \a node that are shown; answers whether there are any. \a candidates: what a text that is part
// of this one left over.
bool CatalogFilterProxy::fill(const CatalogNode *node, const Levels *candidates, bool isBelowMatching)
{
    constexpr size_t ahead = 16;
    Rows rows;
    const auto takeWanted = [&](int from) { // of the rows that are left out
        m_isPartial = true;
        const Rows wanted = m_wanted.contains(node) ? m_wanted[node] : Rows();
        for (auto row = std::ranges::lower_bound(wanted, from); row != wanted.end(); ++row) {
            if (accept(node->child(*row), candidates, isBelowMatching))
                rows.push_back(*row);
        }
    };
    const auto take = [&](size_t count, const auto &rowAt) {
        size_t i = 0;
        for (; i < count && rows.size() < m_mostRows; ++i) {
            if (i + 2 * ahead < count) {
                node->expectChild(rowAt(i + 2 * ahead));
                node->expectEntryOfChild(rowAt(i + 2 * ahead));
            }
            if (i + ahead < count)
                node->expectNameOfChild(rowAt(i + ahead));
            const int row = rowAt(i);
            if (accept(node->child(row), candidates, isBelowMatching))
                rows.push_back(row);
        }
        if (i < count)
            takeWanted(rowAt(i));
    };
    const auto before = candidates ? candidates->find(node) : Levels::const_iterator();
    if (candidates && before != candidates->end())
        take(before->second.size(), [&](size_t i) { return before->second[i]; });
    else
        take(size_t(node->childCount()), [](size_t i) { return int(i); });
    const bool hasRows = !rows.empty();
    if (node == m_tree->m_root.get() && !m_pattern.isEmpty())
        rows = withHeadings(rows);
    m_levels[node] = std::move(rows);
    forgetLast();
    return hasRows;
}

// A heading is shown where one of the connections below it is. \a shown: rows of the root.
CatalogFilterProxy::Rows CatalogFilterProxy::withHeadings(const Rows &shown) const
{
    const CatalogNode *root = m_tree->m_root.get();
    Rows rows;
    for (const int row : shown) {
        if (root->child(row)->isHeading())
            continue;
        int above = row;
        while (above >= 0 && !root->child(above)->isHeading())
            --above;
        const bool isNext = above >= 0 && (rows.empty() || rows.back() < above);
        if (isNext && isOfSide(root->child(above)))
            rows.push_back(above);
        rows.push_back(row);
    }
    return rows;
}

// Makes the headings follow what came to be shown, or went, while there is a text.
void CatalogFilterProxy::syncHeadings()
{
    if (m_pattern.isEmpty())
        return;
    Rows &rows = m_levels[m_tree->m_root.get()];
    forgetLast();
    const Rows wanted = withHeadings(rows);
    for (int at = int(rows.size()) - 1; at >= 0; --at) {
        if (std::ranges::binary_search(wanted, rows[size_t(at)]))
            continue;
        beginRemoveRows({}, at, at);
        rows.erase(rows.begin() + at);
        endRemoveRows();
    }
    for (size_t at = 0; at < wanted.size(); ++at) {
        if (at < rows.size() && rows[at] == wanted[at])
            continue;
        beginInsertRows({}, int(at), int(at));
        rows.insert(rows.begin() + qsizetype(at), wanted[at]);
        endInsertRows();
    }
}

void CatalogFilterProxy::rebuild(const Levels *candidates)
{
    forgetLast();
    m_levels.clear();
    fill(m_tree->m_root.get(), candidates, m_pattern.isEmpty());
}

// The first rows of each level, and those that somebody holds on to. \a isNarrower: among those that are shown.
void CatalogFilterProxy::rebuildFirst(bool isNarrower)
{
    for (const QModelIndex &index : persistentIndexList()) {
        for (const CatalogNode *node = nodeAt(index); node != m_tree->m_root.get(); node = node->parent())
            m_wanted[node->parent()].push_back(node->row());
    }
    for (auto &level : m_wanted) {
        std::ranges::sort(level.second);
        level.second.erase(std::unique(level.second.begin(), level.second.end()), level.second.end());
    }
    m_isPartial = false;
    m_mostRows = m_rowsAtOnce;
    const Levels before = std::exchange(m_levels, {});
    rebuild(isNarrower ? &before : nullptr);
    m_mostRows = noLimit;
    m_wanted.clear();
}

// Shows the rows that a text left over. Where the source changes before, those are rows that are not shown, as others.
void CatalogFilterProxy::complete()
{
    if (!std::exchange(m_isPartial, false))
        return;
    m_completeSoon.stop();
    change([this] { rebuild(); });
    Q_EMIT completed();
}

// Makes another set of rows the one that is shown: those that are in both stay the same rows.
void CatalogFilterProxy::change(const std::function<void()> &how)
{
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    how();
    QModelIndexList after;
    for (const QModelIndex &index : before) {
        const CatalogNode *node = nodeAt(index);
        after.append(isShown(node) ? indexAt(node) : QModelIndex());
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

// As a model

QModelIndex CatalogFilterProxy::mapToSource(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const CatalogNode *node = nodeAt(index);
    return createSourceIndex(node->row(), index.column(), const_cast<CatalogNode *>(node));
}

QModelIndex CatalogFilterProxy::mapFromSource(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const CatalogNode *node = nodeAt(index);
    return isShown(node) ? indexAt(node) : QModelIndex();
}

QModelIndex CatalogFilterProxy::index(int row, int column, const QModelIndex &parent) const
{
    if (!m_tree || row < 0 || column != 0 || parent.column() > 0)
        return {};
    const CatalogNode *node = nodeAt(parent);
    const Rows *rows = rowsBelow(node);
    if (row >= (rows ? int(rows->size()) : node->childCount()))
        return {};
    constexpr int ahead = 16; // a view asks for one after the other, and looks at each
    if (!rows)
        node->expectChild(row + ahead);
    else if (size_t(row + ahead) < rows->size())
        node->expectChild((*rows)[size_t(row + ahead)]);
    return createIndex(row, 0, node->child(rows ? (*rows)[size_t(row)] : row));
}

QModelIndex CatalogFilterProxy::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexAt(nodeAt(index)->parent()) : QModelIndex();
}

int CatalogFilterProxy::rowCount(const QModelIndex &parent) const
{
    if (!m_tree || parent.column() > 0)
        return 0;
    const CatalogNode *node = nodeAt(parent);
    const Rows *rows = rowsBelow(node);
    return rows ? int(rows->size()) : node->childCount();
}

int CatalogFilterProxy::columnCount(const QModelIndex &) const
{
    return 1;
}

bool CatalogFilterProxy::hasChildren(const QModelIndex &parent) const
{
    if (!m_tree || parent.column() > 0)
        return false;
    const CatalogNode *node = nodeAt(parent);
    if (!parent.isValid())
        return rowCount() > 0;
    if (!node->mayHaveChildren())
        return false;
    if (node->state() == CatalogTreeModel::State::NotLoaded) // most rows, asked of all whenever rows come
        return true;
    const Rows *rows = rowsBelow(node);
    return !rows || !rows->empty();
}

// As the source has them, without an index of it.
Qt::ItemFlags CatalogFilterProxy::flags(const QModelIndex &index) const
{
    return index.isValid() ? CatalogTreeModel::flagsOf(*nodeAt(index)) : Qt::NoItemFlags;
}

// What the pane tells of it

// \a nodes: what lies right above a level. Many rows are tables of which nobody has opened one.
void CatalogFilterProxy::collectParents(const CatalogNode *node, const QSet<const CatalogNode *> &nodes,
                                        QModelIndexList *parents) const
{
    const bool mayHoldContainers =
        node == m_tree->m_root.get() || catalog::isDatabase(node->kind()) || catalog::isRoot(node->kind());
    if (!mayHoldContainers && !nodes.contains(node))
        return;
    const Rows *rows = rowsBelow(node);
    for (const int row : rows ? *rows : Rows()) {
        const CatalogNode *child = node->child(row);
        const Rows *below = rowsBelow(child);
        const bool isOpenMatch =
            !below && child->state() == CatalogTreeModel::State::Loaded && catalog::isContainer(child->kind());
        if ((below && !below->empty()) || isOpenMatch)
            parents->append(indexAt(child));
        if (below && !below->empty())
            collectParents(child, nodes, parents);
    }
}

QModelIndexList CatalogFilterProxy::matchParents() const
{
    QModelIndexList parents;
    if (!m_tree || m_pattern.isEmpty())
        return parents;
    QSet<const CatalogNode *> nodes;
    for (const auto &level : m_levels)
        nodes.insert(level.first->parent());
    collectParents(m_tree->m_root.get(), nodes, &parents);
    return parents;
}

void CatalogFilterProxy::count(const CatalogNode *node, NotLoaded *found) const
{
    for (int row = 0; row < node->childCount(); ++row) {
        const CatalogNode *child = node->child(row);
        if (child->isMessage())
            continue;
        const ObjectKind kind = child->entry().kind;
        if (!catalog::isContainer(kind) || (catalog::isRoot(kind) && !isOfSide(child)))
            continue;
        if (!isRead(child))
            ++(catalog::isRoot(kind)              ? found->connections
                   : kind == ObjectKind::Database ? found->databases
                   : kind == ObjectKind::Project  ? found->projects
                                                  : found->schemas);
        if (kind != ObjectKind::Schema && kind != ObjectKind::ExternalSchema)
            count(child, found);
    }
}

QString CatalogFilterProxy::notLoadedText() const
{
    NotLoaded found;
    if (m_tree)
        count(m_tree->m_root.get(), &found);
    QStringList parts;
    if (found.connections == 1)
        parts.append(tr("1 connection is not loaded yet."));
    else if (found.connections > 1)
        parts.append(tr("%1 connections are not loaded yet.").arg(found.connections));
    if (found.databases == 1)
        parts.append(tr("1 database is not loaded yet."));
    else if (found.databases > 1)
        parts.append(tr("%1 databases are not loaded yet.").arg(found.databases));
    if (found.projects == 1)
        parts.append(tr("1 project is not loaded yet."));
    else if (found.projects > 1)
        parts.append(tr("%1 projects are not loaded yet.").arg(found.projects));
    if (found.schemas == 1)
        parts.append(tr("1 schema is not loaded yet."));
    else if (found.schemas > 1)
        parts.append(tr("%1 schemas are not loaded yet.").arg(found.schemas));
    return parts.join(u' ');
}

} // namespace isthmus::models
