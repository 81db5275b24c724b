// SPDX-License-Identifier: GPL-3.0-or-later
#include "watchedcatalog.h"

#include <isthmus/nameindex/nameindex.h>

namespace isthmus::nameindex {

using core::Result;

std::shared_ptr<catalog::Catalog> Feed::watched(const connections::Profile &profile,
                                                std::shared_ptr<catalog::Catalog> catalog)
{
    return std::make_shared<WatchedCatalog>(shared_from_this(), profile, std::move(catalog));
}

void Feed::setIndex(NameIndex *index)
{
    const std::lock_guard lock(m_mutex);
    m_index = index;
}

void Feed::post(std::function<void(NameIndex &)> tell)
{
    const std::lock_guard lock(m_mutex); // it does not go while the call is being posted
    if (m_index)
        QMetaObject::invokeMethod(
            m_index, [index = m_index, tell = std::move(tell)] { tell(*index); }, Qt::QueuedConnection);
}

QFuture<Result<catalog::Page>> WatchedCatalog::children(const catalog::ListRequest &request)
{
    auto future = m_catalog->children(request);
    m_feed->post(
        [future, request, profile = m_profile](NameIndex &index) { index.notePage(profile, request, future); });
    return future;
}

QFuture<Result<catalog::TableInfo>> WatchedCatalog::table(const catalog::ObjectPath &path)
{
    auto future = m_catalog->table(path);
    m_feed->post([future, path, profile = m_profile](NameIndex &index) { index.noteTable(profile, path, future); });
    return future;
}

} // namespace isthmus::nameindex
