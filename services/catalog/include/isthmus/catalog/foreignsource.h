// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/tableinfo.h>

#include <QString>

#include <optional>

namespace isthmus::catalog {

/// The MaxCompute table that a foreign table of Hologres shows. Source: docs/mapping.md#maxcompute-to-hologres.
struct ForeignSource {
    static inline const QString server = QStringLiteral("odps_server"); ///< that Hologres brings for MaxCompute

    QString project;
    QString schema; ///< empty: of a project without schemas
    QString table;

    /// Of the description of a table; nothing where it is no foreign table over MaxCompute. Pure; any thread.
    [[nodiscard]] static std::optional<ForeignSource> of(const TableInfo &table);
    /// Of ExternalLink::location. Pure; any thread.
    [[nodiscard]] static std::optional<ForeignSource> parse(const QString &location);

    [[nodiscard]] QString projectText() const; ///< option project_name: "dbs_mc#default", "dbs_mc"
    [[nodiscard]] QString title() const; ///< "dbs_mc.default.orders"
    [[nodiscard]] QString location() const; ///< as ExternalLink::location

    friend bool operator==(const ForeignSource &, const ForeignSource &) = default;
};

} // namespace isthmus::catalog
