// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "listing.h"
#include "location.h"
#include "sessionlane.h"

#include <isthmus/catalog/catalog.h>
#include <isthmus/records/tablereader.h>

#include <array>
#include <memory>

namespace isthmus::hologres {

/// The lanes of the catalog, each with sessions of its own, dialled when they are first used.
struct CatalogLanes {
    std::shared_ptr<SessionLane> browsing; ///< short: the status, names, one table
    /// What may take long: previews and DDL. Two, so that one that is stuck does not stop the next page.
    std::array<std::shared_ptr<SessionLane>, 2> reading;
    std::shared_ptr<SessionLane> background; ///< what counts a whole database: nobody browsing waits behind it
    std::shared_ptr<SessionLane> counting; ///< figures of whole tables; sessions of Purpose::Export
    std::shared_ptr<SessionLane> exporting; ///< whole tables; sessions of Purpose::Export
};

/// Browsing: the catalog and bounded reading of rows.
class HologresCatalog final : public catalog::Catalog, public records::TableReader {
public:
    explicit HologresCatalog(CatalogLanes lanes) : m_lanes(std::move(lanes)) { }

    using catalog::Catalog::server;
    [[nodiscard]] QFuture<core::Result<catalog::ServerInfo>> server(const QString &database) override;
    [[nodiscard]] QFuture<core::Result<catalog::Page>> children(const catalog::ListRequest &request) override;
    [[nodiscard]] QFuture<core::Result<QList<catalog::Entry>>> entries(const catalog::ObjectPath &schema,
                                                                       const QStringList &names) override;
    [[nodiscard]] QFuture<core::Result<catalog::NamePage>> names(const catalog::ObjectPath &scope,
                                                                 const QString &marker) override;
    [[nodiscard]] QFuture<core::Result<QList<catalog::TableInfo>>> tables(const catalog::ObjectPath &schema,
                                                                          const QStringList &names) override;
    [[nodiscard]] QFuture<core::Result<QList<catalog::ExternalLink>>>
    externalLinks(const catalog::ObjectPath &scope) override;
    [[nodiscard]] QFuture<core::Result<catalog::ObjectPath>> whereIs(const QString &database,
                                                                     const QString &identity) override;
    [[nodiscard]] QFuture<core::Result<catalog::TableInfo>> table(const catalog::ObjectPath &path) override;
    [[nodiscard]] QFuture<core::Result<QString>> ddl(const catalog::ObjectPath &path) override;
    [[nodiscard]] QFuture<core::Result<QList<catalog::Fact>>> facts(const catalog::ObjectPath &path) override;
    [[nodiscard]] QFuture<core::Result<records::Preview>> preview(const records::PreviewRequest &request) override;
    [[nodiscard]] QFuture<core::Result<core::Done>> check(const records::PreviewRequest &request) override;
    [[nodiscard]] QFuture<core::Result<records::Summary>> summarize(const records::SummaryRequest &request) override;
    [[nodiscard]] QFuture<core::Result<records::ConditionCounts>>
    countConditions(const records::ConditionsRequest &request) override;
    [[nodiscard]] QFuture<core::Result<qint64>> rows(const records::RowsRequest &request) override;

private:
    template <typename T, typename Read>
    QFuture<core::Result<T>> post(SessionLane &lane, core::Priority priority, const catalog::ObjectPath &path,
                                  Read read);

    CatalogLanes m_lanes;
    std::shared_ptr<RelationsAhead> m_ahead = std::make_shared<RelationsAhead>(); // of the browsing lane
};

} // namespace isthmus::hologres
