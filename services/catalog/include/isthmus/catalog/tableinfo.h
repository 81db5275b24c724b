// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/datatype.h>
#include <isthmus/catalog/objectpath.h>

#include <QDateTime>
#include <QList>
#include <QPair>
#include <QString>

#include <optional>

namespace isthmus::catalog {

struct Column {
    /// Whether the server numbers the rows of the column itself (GENERATED … AS IDENTITY).
    enum class Identity : quint8 {
        No,
        ByDefault, ///< where no value is given
        Always, ///< a given value is refused unless the statement says otherwise
    };

    QString name;
    DataType type;
    bool nullable = true;
    QString comment;
    std::optional<QString> defaultSql;
    std::optional<QString> generatedSql; ///< GENERATED ALWAYS AS (…) STORED: what it is computed from; takes no value
    Identity identity = Identity::No;
    std::optional<int> keyPosition; ///< 1-based position in the primary key
    bool isPartitionKey = false;
    /// The server's own number of it: stays when the column is renamed, is not given again when it was dropped. Nothing
    /// where the server tells none.
    std::optional<int> number;

    friend bool operator==(const Column &, const Column &) = default;
};

/// Where an external table's rows really are.
struct ExternalSource {
    QString location; ///< as stored; never holds a password
    QString handler; ///< storage handler class
    QString roleArn; ///< empty = dual signature
    QString columnMapping; ///< odps.federation.jdbc.colmapping, "mc:source,…"

    friend bool operator==(const ExternalSource &, const ExternalSource &) = default;
};

/// All that a table page, a hover card or a mapping needs to know of one relation.
struct TableInfo {
    ObjectPath path;
    ObjectKind kind = ObjectKind::Table;
    QString database; ///< Hologres database or MaxCompute project
    QString schema;
    QString name;
    QString owner;
    QString comment;
    QList<Column> columns; ///< in the server's order, as the tree lists them and rows have them
    std::optional<qint64> rowEstimate; ///< never from a COUNT(*)
    QDateTime rowEstimateAsOf; ///< invalid = now
    std::optional<qint64> sizeBytes;
    std::optional<int> lifecycleDays;
    QDateTime created;
    QDateTime lastDdl;
    QDateTime lastModified;
    QList<QPair<QString, QString>> properties; ///< orientation, distribution_key, table group …; sorted by key
    std::optional<ExternalSource> external;
    QString viewText;
    /// The server's own mark of it: stays when it is renamed, and is another one when it was made anew. Empty where the
    /// server tells none.
    QString identity;

    [[nodiscard]] QStringList primaryKey() const;
    [[nodiscard]] QStringList partitionColumns() const;
    [[nodiscard]] QString property(const QString &key) const; ///< empty if there is none

    friend bool operator==(const TableInfo &, const TableInfo &) = default;
};

/// One row of a tree: cheap to list by the ten thousand.
struct Entry {
    ObjectPath path;
    ObjectKind kind = ObjectKind::Table;
    bool mayHaveChildren = false;
    std::optional<qint64> rowEstimate;
    QString comment;
    /// A short fact shown at the right of the row: a column's type, a table's partition columns, a foreign server's
    /// database.
    QString note;
    QString foreignServer; ///< of a foreign table; empty: not known (yet)
    std::optional<int> keyPosition; ///< of a column
    std::optional<int> replicas; ///< of a compute group, listed as one that a table group is loaded to
    /// A relation of a list: name and kind alone. Catalog::entries() tells the rest, and whether a Table is a
    /// PartitionedTable.
    bool isBrief = false;

    [[nodiscard]] QString name() const { return path.name(); }
    friend bool operator==(const Entry &, const Entry &) = default;
};

} // namespace isthmus::catalog

Q_DECLARE_METATYPE(isthmus::catalog::TableInfo)
Q_DECLARE_METATYPE(isthmus::catalog::Entry)
