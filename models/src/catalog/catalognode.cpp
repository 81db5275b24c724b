// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/catalognode.h"

#include <isthmus/core/nameorder.h>

#include <algorithm>
#include <iterator>

namespace isthmus::models {

namespace {

constexpr size_t fewChildren = 32; // most nodes: columns of a table, schemas of a database

bool isSortedByName(catalog::ObjectKind kind)
{
    const auto role = catalog::infoOf(kind).role;
    return role == catalog::ObjectRole::Relation || role == catalog::ObjectRole::Container;
}

void cancelAll(CatalogNode::Reading *reading)
{
    if (!reading)
        return;
    reading->running.cancel();
    reading->completing.cancel();
}

} // namespace

bool CatalogNode::comesBefore(const catalog::Entry &a, const catalog::Entry &b)
{
    const bool isFirstByName = isSortedByName(a.kind);
    if (isFirstByName != isSortedByName(b.kind))
        return isFirstByName;
    return isFirstByName && core::isNameBefore(a.path.names.last(), b.path.names.last());
}

CatalogNode::CatalogNode(catalog::Entry entry)
    : m_state(entry.mayHaveChildren ? State::NotLoaded : State::Leaf), m_kind(entry.kind),
      m_isRoot(entry.path.isConnection()), m_entry(std::move(entry))
{
}

CatalogNode::~CatalogNode()
{
    cancelAll(m_reading.get());
}

CatalogNode::Reading &CatalogNode::restart(quint64 id)
{
    auto fresh = std::make_unique<Reading>();
    fresh->id = id;
    fresh->listing.emplace(path());
    fresh->isRefresh = hasObjects();
    cancelAll(m_reading.get());
    if (m_reading)
        fresh->readAt = m_reading->readAt;
    m_reading = std::move(fresh);
    return *m_reading;
}

void CatalogNode::forget()
{
    Q_ASSERT(m_children.empty());
    cancelAll(m_reading.get());
    m_reading.reset();
    m_state = m_entry.mayHaveChildren ? State::NotLoaded : State::Leaf;
}

CatalogNode *CatalogNode::childNamed(const QString &name) const
{
    if (m_children.size() <= fewChildren) {
        const auto found = std::ranges::find_if(
            m_children, [&](const auto &child) { return !child->isMessage() && child->path().name() == name; });
        return found == m_children.end() ? nullptr : found->get();
    }
    if (!m_names) {
        m_names = std::make_unique<Names>();
        m_names->first.reserve(childCount());
        for (const auto &child : m_children)
            addName(*m_names, child.get());
    }
    return m_names->first.value(name);
}

void CatalogNode::addName(Names &names, CatalogNode *child)
{
    if (child->isMessage())
        return;
    CatalogNode *&first = names.first[child->path().name()];
    names.hasTwins |= first != nullptr;
    if (!first || child->row() < first->row())
        first = child;
}

int CatalogNode::objectCount() const
{
    // Messages stand at the ends only: at most three before the objects and one after them.
    auto first = m_children.begin();
    auto last = m_children.end();
    while (first != last && (*first)->isMessage())
        ++first;
    while (first != last && (*std::prev(last))->isMessage())
        --last;
    return int(last - first);
}

bool CatalogNode::hasObjects() const
{
    return objectCount() > 0;
}

bool CatalogNode::mayHaveChildren() const
{
    return !isMessage() && (m_state == State::NotLoaded || m_state == State::Loading || !m_children.empty());
}

void CatalogNode::insert(int row, Children children)
{
    for (auto &child : children)
        child->m_parent = this;
    m_children.insert(m_children.begin() + row, std::make_move_iterator(children.begin()),
                      std::make_move_iterator(children.end()));
    renumber(row);
    if (!m_names)
        return;
    for (size_t added = 0; added < children.size(); ++added)
        addName(*m_names, child(row + int(added)));
}

CatalogNode::Children CatalogNode::take(int first, int last)
{
    if (m_names && m_names->hasTwins)
        m_names.reset(); // which of them is the first then is found out when it is asked for
    for (int row = first; m_names && row <= last; ++row) {
        if (!child(row)->isMessage())
            m_names->first.remove(child(row)->path().name());
    }
    const auto from = m_children.begin() + first;
    const auto to = m_children.begin() + last + 1;
    Children taken(std::make_move_iterator(from), std::make_move_iterator(to));
    m_children.erase(from, to);
    renumber(first);
    return taken;
}

void CatalogNode::reorder(const std::vector<int> &oldRows)
{
    Q_ASSERT(oldRows.size() == m_children.size());
    Children reordered;
    reordered.reserve(m_children.size());
    for (const int row : oldRows)
        reordered.push_back(std::move(m_children[size_t(row)]));
    m_children = std::move(reordered);
    renumber(0);
    if (m_names && m_names->hasTwins)
        m_names.reset();
}

void CatalogNode::renameConnection(const QString &connection)
{
    if (isMessage())
        return;
    if (isRoot() && m_parent)
        m_parent->m_names.reset(); // its own name is another
    m_entry.path.connection = connection;
    for (const auto &child : m_children)
        child->renameConnection(connection);
}

void CatalogNode::renumber(int first)
{
    for (int row = first; row < childCount(); ++row)
        m_children[size_t(row)]->m_row = row;
}

} // namespace isthmus::models
