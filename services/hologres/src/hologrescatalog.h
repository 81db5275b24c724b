// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lanes.h"
#include "location.h"

#include <isthmus/catalog/catalog.h>
#include <isthmus/records/tablereader.h>

namespace isthmus::hologres {

/// Browsing: the catalog and bounded reading of rows, both on the browsing lane.
class HologresCatalog final : public catalog::Catalog, public records::TableReader {
public:
    explicit HologresCatalog(std::shared_ptr<SessionLane> lane) : m_lane(std::move(lane)) { }

    [[nodiscard]] QFuture<core::Result<catalog::ServerInfo>> server() override;
    [[nodiscard]] QFuture<core::Result<catalog::Page>> children(const catalog::ObjectPath &parent,
                                                                const QString &marker, int pageSize) override;
    [[nodiscard]] QFuture<core::Result<catalog::TableInfo>> table(const catalog::ObjectPath &path) override;
    [[nodiscard]] QFuture<core::Result<QString>> ddl(const catalog::ObjectPath &path) override;
    [[nodiscard]] QFuture<core::Result<QList<catalog::Fact>>> facts(const catalog::ObjectPath &path) override;
    [[nodiscard]] QFuture<core::Result<records::Preview>> preview(const records::PreviewRequest &request) override;

private:
    template <typename T, typename Read>
    QFuture<core::Result<T>> post(const catalog::ObjectPath &path, Read read);

    std::shared_ptr<SessionLane> m_lane;
};

} // namespace isthmus::hologres
