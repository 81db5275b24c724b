// SPDX-License-Identifier: GPL-3.0-or-later
// CatalogTreeModel: dragging a table or a schema from one side onto the other.
#include "catalog/catalognode.h"

#include <QMimeData>

#include <algorithm>

namespace isthmus::models {

using catalog::ObjectKind;
using catalog::ObjectPath;

namespace {

constexpr qsizetype maxDraggedBytes = 1024 * 1024; // another program may offer this media type too

} // namespace

QStringList CatalogTreeModel::mimeTypes() const
{
    return {pathsMimeType};
}

QMimeData *CatalogTreeModel::mimeData(const QModelIndexList &indexes) const
{
    QStringList paths;
    QStringList names;
    for (const QModelIndex &index : indexes) {
        const CatalogNode &node = *nodeAt(index);
        if (node.isMessage())
            continue;
        paths.append(node.path().toString());
        names.append(node.path().names.join(u'.'));
    }
    if (paths.isEmpty())
        return nullptr;
    auto data = std::make_unique<QMimeData>();
    data->setData(pathsMimeType, paths.join(u'\n').toUtf8());
    data->setText(names.join(u'\n'));
    return data.release(); // the drag takes it over
}

QList<ObjectPath> CatalogTreeModel::pathsIn(const QMimeData *data)
{
    const QByteArray bytes = data->data(pathsMimeType);
    QList<ObjectPath> paths;
    if (bytes.size() > maxDraggedBytes)
        return paths;
    for (const QString &line : QString::fromUtf8(bytes).split(u'\n', Qt::SkipEmptyParts)) {
        const auto path = ObjectPath::parse(line);
        if (!path)
            return {};
        paths.append(*path);
    }
    return paths;
}

namespace {

// Asked of every row whenever rows come: no path and no profile is touched.
CatalogNode::MapSide mapSideOf(const CatalogNode &node)
{
    const CatalogNode *root = &node;
    while (!root->isRoot())
        root = root->parent();
    return root->mapSide();
}

} // namespace

bool CatalogTreeModel::mayDropOn(const CatalogNode &node)
{
    if (node.isMessage() || mapSideOf(node) == CatalogNode::MapSide::None)
        return false;
    const ObjectKind kind = node.kind();
    return kind == ObjectKind::Schema || catalog::isDatabase(kind)
        || (node.parent()->kind() == ObjectKind::Schema && catalog::isRelation(kind)) || node.isRoot();
}

std::optional<ObjectPath> CatalogTreeModel::dropTarget(const QModelIndex &parent) const
{
    if (!parent.isValid() || !mayDropOn(*nodeAt(parent)))
        return {};
    const CatalogNode &node = *nodeAt(parent);
    return catalog::isRelation(node.entry().kind) ? node.path().parent() : node.path();
}

bool CatalogTreeModel::canDropMimeData(const QMimeData *data, Qt::DropAction, int row, int,
                                       const QModelIndex &parent) const
{
    const QList<ObjectPath> paths = pathsIn(data);
    if (paths.isEmpty() || !dropTarget(parent))
        return false;
    // A view takes a row that nothing may be dropped on, "Roles", for the place between two rows of its parent.
    if (row >= 0 && nodeAt(parent)->kind() != ObjectKind::Schema)
        return false;
    const bool isToHologres = mapSideOf(*nodeAt(parent)) == CatalogNode::MapSide::Hologres;
    if (!m_profiles.value(paths.first().connection)
             .can(isToHologres ? connections::Capability::MappedTo : connections::Capability::MappedFrom))
        return false;
    // Several tables of one connection, or one schema; of MaxCompute also a project.
    return std::ranges::all_of(paths, [&](const ObjectPath &path) {
        const CatalogNode *dragged = path.connection == paths.first().connection ? nodeOf(path) : nullptr;
        if (!dragged)
            return false;
        const ObjectKind kind = dragged->kind();
        const bool isWhole = kind == ObjectKind::Schema
            || (isToHologres && (kind == ObjectKind::Project || kind == ObjectKind::MaxComputeProject));
        return catalog::isRelation(kind) || (paths.size() == 1 && isWhole);
    });
}

bool CatalogTreeModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                                    const QModelIndex &parent)
{
    if (canDropMimeData(data, action, row, column, parent)) {
        const QList<ObjectPath> sources = pathsIn(data);
        const ObjectPath &source = sources.first();
        if (mapSideOf(*nodeAt(parent)) == CatalogNode::MapSide::Hologres)
            Q_EMIT mappingToHologresDropped(sources, *dropTarget(parent));
        else if (sources.size() > 1)
            Q_EMIT mappingsDropped(sources, *dropTarget(parent));
        else
            Q_EMIT mappingDropped(source, *dropTarget(parent), nodeOf(source)->entry().kind);
    }
    return false;
}

} // namespace isthmus::models
