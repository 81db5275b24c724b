// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectkind.h>
#include <isthmus/core/error.h>

#include <QHashFunctions>
#include <QMetaType>
#include <QString>
#include <QStringList>

namespace isthmus::catalog {

/// Names of the folders, see ObjectPath.
inline const QString partitionsFolder = QStringLiteral(":partitions"); // below a table
inline const QString foreignServersFolder = QStringLiteral(":foreign_servers"); // below a MaxCompute project
inline const QString tableGroupsFolder = QStringLiteral(":table_groups"); // below a Hologres database
inline const QString rolesFolder = QStringLiteral(":roles"); // below a Hologres connection
inline const QString computeGroupsFolder = QStringLiteral(":compute_groups"); // below a Hologres connection

/// Where an object is: the connection's name and the names below it, from the outside in.
///
/// Hologres data source: connection / schema / table / column. Hologres instance: connection / database / schema / ….
/// MaxCompute: connection / schema / table / …; a project without the schema feature has the one schema "default".
/// MaxCompute tenant: connection / project / schema / table / ….
/// A folder is one of the fixed names below; no schema or table name can be equal to one, since ':' cannot occur in an
/// unquoted name of either system and back ends never list such an object beside the folder.
struct ObjectPath {
    QString connection;
    QStringList names;

    [[nodiscard]] bool isConnection() const { return names.isEmpty(); }
    [[nodiscard]] QString name() const { return names.isEmpty() ? connection : names.last(); }
    [[nodiscard]] ObjectPath parent() const; ///< of a connection: itself
    [[nodiscard]] ObjectPath child(const QString &name) const;

    /// "order_dw/public/dwd_orders"; '/' and '%' inside a name are percent-encoded. Inverse: parse().
    [[nodiscard]] QString toString() const;
    /// Errors: Invalid for empty text, an empty name, or a bad percent escape.
    [[nodiscard]] static core::Result<ObjectPath> parse(const QString &text);

    friend bool operator==(const ObjectPath &, const ObjectPath &) = default;
};

/// \a path is none of a table; those are connection/\a levels, written in capitals: "SCHEMA", "TABLE".
[[nodiscard]] core::Error noTablePath(const ObjectPath &path, const QStringList &levels);

/// A connection to one database or project, \a own, was asked about another.
[[nodiscard]] core::Error otherDatabase(const QString &connection, const QString &own, const QString &asked);

[[nodiscard]] inline size_t qHash(const ObjectPath &path, size_t seed = 0)
{
    return qHashMulti(seed, path.connection, path.names);
}

} // namespace isthmus::catalog

Q_DECLARE_METATYPE(isthmus::catalog::ObjectPath)
