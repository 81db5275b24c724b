// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/manycolumns.h>
#include <isthmus/nameindex/feed.h>

namespace isthmus::nameindex {

/// Hands every call on and tells the index of lists and tables.
class WatchedCatalog final : public catalog::Catalog, public catalog::ManyColumns {
public:
    WatchedCatalog(std::shared_ptr<Feed> feed, connections::Profile profile, std::shared_ptr<catalog::Catalog> catalog)
        : m_feed(std::move(feed)), m_profile(std::move(profile)), m_catalog(std::move(catalog))
    {
    }

    using catalog::Catalog::server;
    [[nodiscard]] QFuture<core::Result<catalog::ServerInfo>> server(const QString &database) override
    {
        return m_catalog->server(database);
    }
    [[nodiscard]] QFuture<core::Result<catalog::Page>> children(const catalog::ListRequest &request) override;
    [[nodiscard]] QFuture<core::Result<QList<catalog::Entry>>> entries(const catalog::ObjectPath &schema,
                                                                       const QStringList &names) override
    {
        return m_catalog->entries(schema, names);
    }
    [[nodiscard]] QFuture<core::Result<catalog::NamePage>> names(const catalog::ObjectPath &scope,
                                                                 const QString &marker) override
    {
        return m_catalog->names(scope, marker);
    }
    [[nodiscard]] QFuture<core::Result<catalog::TableInfo>> table(const catalog::ObjectPath &path) override;
    [[nodiscard]] QFuture<core::Result<QList<catalog::TableInfo>>> tables(const catalog::ObjectPath &schema,
                                                                          const QStringList &names) override
    {
        return m_catalog->tables(schema, names);
    }
    [[nodiscard]] QFuture<core::Result<QList<catalog::TableInfo>>> columnsOf(const catalog::ObjectPath &schema,
                                                                             const QStringList &names) override
    {
        return catalog::columnsOf(*m_catalog, schema, names);
    }
    [[nodiscard]] QFuture<core::Result<QList<catalog::ExternalLink>>>
    externalLinks(const catalog::ObjectPath &scope) override
    {
        return m_catalog->externalLinks(scope);
    }
    [[nodiscard]] QFuture<core::Result<catalog::ObjectPath>> whereIs(const QString &database,
                                                                     const QString &identity) override
    {
        return m_catalog->whereIs(database, identity);
    }
    [[nodiscard]] QFuture<core::Result<QString>> ddl(const catalog::ObjectPath &path) override
    {
        return m_catalog->ddl(path);
    }
    [[nodiscard]] QFuture<core::Result<QList<catalog::Fact>>> facts(const catalog::ObjectPath &path) override
    {
        return m_catalog->facts(path);
    }

private:
    std::shared_ptr<Feed> m_feed;
    connections::Profile m_profile;
    std::shared_ptr<catalog::Catalog> m_catalog;
};

} // namespace isthmus::nameindex
