// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>

namespace isthmus::catalog {

/// What a Catalog is too whose tables() asks more of the server than kinds and columns cost.
class ManyColumns {
public:
    virtual ~ManyColumns() = default;
    /// As Catalog::tables(), with kinds, columns and comments only.
    [[nodiscard]] virtual QFuture<core::Result<QList<TableInfo>>> columnsOf(const ObjectPath &schema,
                                                                            const QStringList &names) = 0;
};

/// Kinds, columns and comments of many relations, as cheap as \a catalog tells them. Errors: those of
/// Catalog::tables().
[[nodiscard]] inline QFuture<core::Result<QList<TableInfo>>> columnsOf(Catalog &catalog, const ObjectPath &schema,
                                                                       const QStringList &names)
{
    auto *cheaper = dynamic_cast<ManyColumns *>(&catalog);
    return cheaper ? cheaper->columnsOf(schema, names) : catalog.tables(schema, names);
}

} // namespace isthmus::catalog
