// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectpath.h>
#include <isthmus/core/error.h>
#include <isthmus/hologres/connection.h>

namespace isthmus::hologres {

/// What a path means under the settings of its connection.
struct Location {
    enum class Level : quint8 {
        Instance,
        Database, ///< also the root of a data source
        ComputeGroups,
        Roles,
        TableGroups,
        TableGroup, ///< below it: the compute groups that it is loaded to
        Schema,
        Relation,
        Partitions,
        Partition,
        Other, ///< a leaf: column, compute group, role
    };

    Level level = Level::Database;
    QString database;
    QString tableGroup;
    QString schema;
    QString relation;
    QString partition; ///< name of the child table

    /// For messages: "public.dwd_orders", "schema public", "database crm".
    [[nodiscard]] QString title() const;
    [[nodiscard]] bool isRelation() const { return level == Level::Relation || level == Level::Partition; }
    /// Table or partition: the table whose rows are meant. Both are empty for other levels.
    [[nodiscard]] QString relationName() const { return partition.isEmpty() ? relation : partition; }
};

/// Errors: Invalid for a path of another connection or of a shape that cannot be.
[[nodiscard]] core::Result<Location> locate(const catalog::ObjectPath &path, const Settings &settings,
                                            const QString &firstDatabase);

/// \a path is none of a table of this connection.
[[nodiscard]] core::Error noTable(const catalog::ObjectPath &path, const Settings &settings);

} // namespace isthmus::hologres
