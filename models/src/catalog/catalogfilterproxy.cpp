// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/catalog/catalogfilterproxy.h>
#include <isthmus/models/catalog/catalogtreemodel.h>

namespace isthmus::models {

using catalog::ObjectKind;

namespace {

bool isRead(const QModelIndex &index)
{
    const auto state = CatalogTreeModel::stateOf(index);
    return state == CatalogTreeModel::State::Loaded || state == CatalogTreeModel::State::Leaf;
}

} // namespace

CatalogFilterProxy::CatalogFilterProxy(QObject *parent) : QSortFilterProxyModel(parent) { }

void CatalogFilterProxy::setSide(catalog::Side side)
{
    m_side = side;
    invalidateFilter();
}

void CatalogFilterProxy::setNamePattern(const QString &text)
{
    const QString pattern = text.trimmed();
    if (pattern == m_pattern)
        return;
    m_pattern = pattern;
    setRecursiveFilteringEnabled(!pattern.isEmpty()); // parents of a match stay; costs a walk, so only when needed
    invalidateFilter();
}

bool CatalogFilterProxy::isOfSide(const QModelIndex &sourceRoot) const
{
    return !m_side || catalog::infoOf(CatalogTreeModel::kindOf(sourceRoot)).side == *m_side;
}

bool CatalogFilterProxy::filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const
{
    const QModelIndex index = sourceModel()->index(sourceRow, 0, sourceParent);
    QModelIndex root = index;
    while (root.parent().isValid())
        root = root.parent();
    // Below a root of the other side too: a child that is accepted would bring that root back.
    if (!isOfSide(root))
        return false;
    if (m_pattern.isEmpty())
        return true;
    if (CatalogTreeModel::messageOf(index) != CatalogTreeModel::Message::None)
        return false;
    if (index.data().toString().contains(m_pattern, Qt::CaseInsensitive))
        return true;
    for (QModelIndex above = sourceParent; above.isValid() && above != root; above = above.parent()) {
        if (above.data().toString().contains(m_pattern, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

void CatalogFilterProxy::count(const QModelIndex &sourceParent, NotLoaded *found) const
{
    const int rows = sourceModel()->rowCount(sourceParent);
    for (int row = 0; row < rows; ++row) {
        const QModelIndex index = sourceModel()->index(row, 0, sourceParent);
        const bool isMessage = CatalogTreeModel::messageOf(index) != CatalogTreeModel::Message::None;
        const ObjectKind kind = CatalogTreeModel::kindOf(index);
        if (isMessage || !catalog::isContainer(kind) || (catalog::isRoot(kind) && !isOfSide(index)))
            continue;
        if (!isRead(index))
            ++(catalog::isRoot(kind) ? found->connections
                                     : (kind == ObjectKind::Database ? found->databases : found->schemas));
        if (kind != ObjectKind::Schema && kind != ObjectKind::ExternalSchema)
            count(index, found);
    }
}

CatalogFilterProxy::NotLoaded CatalogFilterProxy::notLoaded() const
{
    NotLoaded found;
    if (sourceModel())
        count({}, &found);
    return found;
}

QString CatalogFilterProxy::notLoadedText() const
{
    const NotLoaded found = notLoaded();
    QStringList parts;
    if (found.connections == 1)
        parts.append(tr("1 connection is not loaded yet."));
    else if (found.connections > 1)
        parts.append(tr("%1 connections are not loaded yet.").arg(found.connections));
    if (found.databases == 1)
        parts.append(tr("1 database is not loaded yet."));
    else if (found.databases > 1)
        parts.append(tr("%1 databases are not loaded yet.").arg(found.databases));
    if (found.schemas == 1)
        parts.append(tr("1 schema is not loaded yet."));
    else if (found.schemas > 1)
        parts.append(tr("%1 schemas are not loaded yet.").arg(found.schemas));
    return parts.join(u' ');
}

} // namespace isthmus::models
