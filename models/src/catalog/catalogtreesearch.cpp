// SPDX-License-Identifier: GPL-3.0-or-later
// CatalogTreeModel: names that begin with a text in schemas that are not read, asked of the servers.
#include "catalog/catalognode.h"

#include <isthmus/core/async.h>

#include <algorithm>

namespace isthmus::models {

using catalog::Entry;
using catalog::ObjectKind;

namespace {

constexpr int mostSchemas = 50; // of a connection: each is a request
constexpr int mostNames = 200; // of a schema

bool isSchema(const CatalogNode &node)
{
    return !node.isMessage()
        && (node.entry().kind == ObjectKind::Schema || node.entry().kind == ObjectKind::ExternalSchema);
}

} // namespace

void CatalogTreeModel::search(const QString &prefix, const QStringList &connections)
{
    for (const QString &connection : connections) {
        Search &search = m_searches[connection];
        for (QFuture<void> &running : search.running)
            running.cancel();
        search = {++m_lastSearch, 0, {}};
        CatalogNode *root = m_root->childNamed(connection);
        if (root && root->state() == State::Loaded)
            searchBelow(root, prefix);
    }
}

void CatalogTreeModel::searchBelow(CatalogNode *node, const QString &prefix)
{
    for (int row = 0; row < node->childCount(); ++row) {
        CatalogNode *child = node->child(row);
        if (child->isMessage())
            continue;
        if (isSchema(*child) && child->state() == State::NotLoaded)
            searchIn(child, prefix);
        else if (catalog::isDatabase(child->entry().kind))
            searchBelow(child, prefix);
    }
}

void CatalogTreeModel::searchIn(CatalogNode *schema, const QString &prefix)
{
    const QString connection = schema->path().connection;
    Search &search = m_searches[connection];
    if (++search.asked > mostSchemas)
        return;
    const auto future = m_manager.ask<catalog::Page>(
        connection,
        [request = catalog::ListRequest{schema->path(), {}, mostNames, prefix}](const connections::Backend &backend) {
            return backend.catalog->children(request);
        });
    search.running.append(QFuture<void>(future));
    core::whenDone(future, this,
                   [this, where = QPersistentModelIndex(indexAt(schema)), connection,
                    id = search.id](core::Result<catalog::Page> page) {
                       CatalogNode *node = where.isValid() ? nodeAt(where) : nullptr;
                       if (!page || !node || m_searches.value(connection).id != id || node->state() != State::NotLoaded)
                           return; // what cannot be asked is not found; opening it tells why
                       std::stable_sort(page->entries.begin(), page->entries.end(), CatalogNode::comesBefore);
                       syncObjects(node, page->entries);
                   });
}

void CatalogTreeModel::endSearch(const QStringList &connections, const QModelIndexList &kept)
{
    QSet<const CatalogNode *> parents;
    for (const QModelIndex &index : kept) {
        for (const CatalogNode *node = nodeAt(index); node && node != m_root.get(); node = node->parent())
            parents.insert(node->parent());
    }
    for (const QString &connection : connections) {
        Search search = m_searches.take(connection);
        for (QFuture<void> &running : search.running)
            running.cancel();
        if (CatalogNode *root = m_root->childNamed(connection))
            forgetFound(root, parents);
    }
}

void CatalogTreeModel::forgetFound(CatalogNode *node, const QSet<const CatalogNode *> &kept)
{
    for (int row = 0; row < node->childCount(); ++row) {
        CatalogNode *child = node->child(row);
        if (child->isMessage())
            continue;
        if (catalog::isDatabase(child->entry().kind))
            forgetFound(child, kept);
        if (!isSchema(*child) || child->state() != State::NotLoaded || child->childCount() == 0)
            continue;
        if (kept.contains(child))
            startReading(child); // what was found stays, as rows of a refresh do
        else
            removeAllChildren(child);
    }
}

} // namespace isthmus::models
