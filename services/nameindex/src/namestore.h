// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectpath.h>
#include <isthmus/core/error.h>
#include <isthmus/sqlite/database.h>

#include <QDateTime>
#include <QList>
#include <QMap>

#include <functional>
#include <optional>

namespace isthmus::nameindex {

/// Whose names: a connection, and what it shows, so that names of another server never pass for its own.
struct Owner {
    QString connection;
    QString key; ///< see listingKey()
    friend bool operator==(const Owner &, const Owner &) = default;
};

/// The relations of one schema.
struct SchemaListing {
    QString name;
    catalog::ObjectKind kind = catalog::ObjectKind::Schema;
    QByteArray names; ///< see NamePacker
    qint64 count = 0;
};

/// A schema without its names.
struct SchemaEntry {
    QString name;
    catalog::ObjectKind kind = catalog::ObjectKind::Schema;
};

struct RelationColumns {
    QString relation;
    QByteArray columns; ///< see packColumn()
};

/// What the store knows of a schema, without its names.
struct StoredSchema {
    qint64 id = 0;
    qint64 stamp = 0; ///< another one when its names are others
    qint64 columnsStamp = 0;
    QString connection;
    QString database; ///< of an instance; else empty
    QString name;
    catalog::ObjectKind kind = catalog::ObjectKind::Schema;
    QDateTime asOf; ///< of its names; invalid: they were never listed
};

struct StoredConnection {
    QString name;
    qint64 names = 0; ///< of relations
    QDateTime asOf; ///< of the oldest of the lists it is made of; invalid: at least one was never read
};

/// The names of all connections in one SQLite file, which several processes may use at the same time. Names lie packed,
/// a schema in one row: nothing is looked for in SQLite.
/// What is written for an owner that is not among the connections is passed over: it was removed, or changed to another
/// server, while it was being read. Thread: make, use and destroy on one thread.
class NameStore {
public:
    static constexpr int version = 1;
    static constexpr qint64 mostBytes = 1LL << 30; ///< of the file; then listings are refused

    NameStore();

    /// Opens or makes the file. Errors of all calls: Protocol for a damaged file, Permission, Timeout (in use),
    /// Internal (the disk); of this one also Unsupported for a newer version's file, which is left as it is.
    [[nodiscard]] core::Result<core::Done> open(const QString &file);
    void close() { m_database.close(); }
    [[nodiscard]] bool isOpen() const { return m_database.isOpen(); }

    /// Makes the connections those of \a owners, in that order: names of others go, of one that was renamed they stay.
    [[nodiscard]] core::Result<core::Done> setConnections(const QList<Owner> &owners);

    /// Everything below a database (empty: the connection itself), in one transaction. Errors of all that writes:
    /// Unsupported if the file would be too large.
    [[nodiscard]] core::Result<core::Done> writeListing(const Owner &owner, const QString &database,
                                                        const QList<SchemaListing> &schemas, const QDateTime &asOf);
    [[nodiscard]] core::Result<core::Done> writeDatabases(const Owner &owner, const QStringList &databases);
    /// Which schemas there are; those that stay keep their names.
    [[nodiscard]] core::Result<core::Done> writeSchemas(const Owner &owner, const QString &database,
                                                        const QList<SchemaEntry> &schemas);
    [[nodiscard]] core::Result<core::Done> writeSchema(const Owner &owner, const QString &database,
                                                       const SchemaListing &schema, const QDateTime &asOf);
    /// Adds one name to a schema that was listed, or takes it away (\a kind nothing).
    [[nodiscard]] core::Result<core::Done> writeName(const Owner &owner, const QString &database, const QString &schema,
                                                     const QString &name, std::optional<catalog::ObjectKind> kind);
    /// The same for many names of it, as UTF-8.
    [[nodiscard]] core::Result<core::Done> writeNames(const Owner &owner, const QString &database,
                                                      const QString &schema,
                                                      QMap<QByteArray, std::optional<catalog::ObjectKind>> changed);
    [[nodiscard]] core::Result<core::Done> writeColumns(const Owner &owner, const QString &database,
                                                        const QString &schema, const QList<RelationColumns> &relations);

    [[nodiscard]] core::Result<QList<StoredConnection>> connections();
    /// Of instances: connection and name.
    [[nodiscard]] core::Result<QList<QPair<QString, QString>>> databases();
    /// In the order of the connections, databases and names.
    [[nodiscard]] core::Result<QList<StoredSchema>> schemas();
    [[nodiscard]] core::Result<QByteArray> names(qint64 schema);
    [[nodiscard]] core::Result<core::Done>
    columns(qint64 schema, const std::function<void(const QByteArray &relation, const QByteArray &columns)> &take);
    /// Another number when another object than this one has written since.
    [[nodiscard]] core::Result<qint64> dataVersion();

private:
    [[nodiscard]] core::Result<qint64> number(const QString &sql, const QVariantList &values = {});
    [[nodiscard]] core::Result<core::Done> writeFor(const Owner &owner,
                                                    const std::function<core::Result<core::Done>(qint64)> &write);
    [[nodiscard]] core::Result<qint64> scopeOf(qint64 connection, const QString &database);
    [[nodiscard]] core::Result<core::Done> putSchema(qint64 scope, const SchemaListing &schema, const QDateTime &asOf);
    // Deletes the children of a parent whose column \a name holds none of \a names.
    [[nodiscard]] core::Result<core::Done> keepOnly(const QString &table, const QString &parent, qint64 parentId,
                                                    const QString &name, const QStringList &names);
    [[nodiscard]] core::Result<core::Done> keepSchemas(qint64 scope, const QStringList &names);
    [[nodiscard]] core::Result<core::Done> forgetColumns(qint64 schema, const QByteArray &names);

    sqlite::Database m_database;
    qint64 m_stamp = 0; // of what the transaction that is open writes
};

} // namespace isthmus::nameindex
