// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "endpoint.h"
#include "joblane.h"

#include <isthmus/catalog/catalog.h>
#include <isthmus/catalog/manycolumns.h>
#include <isthmus/maxcompute/connection.h>

#include <memory>

namespace isthmus::maxcompute {

/// The catalog of one project, or of all of a tenant. DDL text comes from an SQL job and therefore runs on a reading
/// lane; what a hover card shows has a lane of its own, so that nobody browsing waits for it.
class ProjectCatalog final : public catalog::Catalog, public catalog::ManyColumns {
public:
    ProjectCatalog(const Settings &settings, const Endpoint &endpoint, ReadingLanes reading);

    using catalog::Catalog::server;
    QFuture<core::Result<catalog::ServerInfo>> server(const QString &database) override;
    QFuture<core::Result<catalog::Page>> children(const catalog::ListRequest &request) override;
    QFuture<core::Result<QList<catalog::Entry>>> entries(const catalog::ObjectPath &schema,
                                                         const QStringList &names) override;
    QFuture<core::Result<catalog::NamePage>> names(const catalog::ObjectPath &scope, const QString &marker) override;
    QFuture<core::Result<QList<catalog::TableInfo>>> tables(const catalog::ObjectPath &schema,
                                                            const QStringList &names) override;
    QFuture<core::Result<QList<catalog::TableInfo>>> columnsOf(const catalog::ObjectPath &schema,
                                                               const QStringList &names) override;
    QFuture<core::Result<QList<catalog::ExternalLink>>> externalLinks(const catalog::ObjectPath &scope) override;
    QFuture<core::Result<catalog::TableInfo>> table(const catalog::ObjectPath &path) override;
    QFuture<core::Result<QString>> ddl(const catalog::ObjectPath &path) override;
    QFuture<core::Result<QList<catalog::Fact>>> facts(const catalog::ObjectPath &path) override;

private:
    Settings m_settings;
    ReadingLanes m_reading;
    std::shared_ptr<JobLane> m_browsing;
    std::shared_ptr<JobLane> m_background;
};

} // namespace isthmus::maxcompute
