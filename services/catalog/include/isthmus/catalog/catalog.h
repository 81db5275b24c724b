// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/facts.h>
#include <isthmus/catalog/tableinfo.h>
#include <isthmus/core/error.h>

#include <QFuture>

#include <chrono>
#include <optional>

namespace isthmus::catalog {

/// What a server says of itself.
struct ServerInfo {
    QString product; ///< "Hologres 3.0.18", "PostgreSQL 15.6", "MaxCompute"
    QString identity; ///< who we are there: a user name or account id; never a secret
    QString host; ///< host name or endpoint
    int port = 0; ///< 0 = does not apply
    QString database; ///< database or project; empty for a MaxCompute tenant as a whole
    bool schemasEnabled = true; ///< MaxCompute: odps.schema.model.enabled
    bool isReadOnlyIdentity = false;
    std::chrono::milliseconds roundTrip{0}; ///< of one small request on an open connection
    /// Looking up the host and opening the port when the connection was made, before anyone signed in; null: unknown.
    std::optional<std::chrono::milliseconds> reachTime;

    friend bool operator==(const ServerInfo &, const ServerInfo &) = default;
};

/// One page of children, in the server's order (by name).
struct Page {
    QList<Entry> entries; ///< relations are Entry::isBrief
    QString nextMarker; ///< give it to the next call; empty = last page
    QStringList hidden; ///< names that are kept back: schemas of the system, and those that the profile hides
};

/// What is asked of a list.
struct ListRequest {
    ObjectPath parent;
    QString marker; ///< of the page before; empty: the first
    int pageSize = 1000; ///< names at most; the server may give fewer
    /// Only names that begin so, without regard to case; then there are no folders. Empty: all.
    QString namePrefix;
};

/// One relation of a database, as an index of names needs it.
struct Name {
    QString schema;
    QString name;
    ObjectKind kind = ObjectKind::Table; ///< as far as a list tells: a partitioned MaxCompute table is a Table

    friend bool operator==(const Name &, const Name &) = default;
};

struct NamePage {
    QList<Name> names;
    QString nextMarker; ///< give it to the next call; empty = last page
};

/// Where the rows of an external or foreign table really are.
struct ExternalLink {
    ObjectPath table;
    /// As ExternalSource::location; of a Hologres foreign table "server?option=value&…". Holds no password.
    QString location;

    friend bool operator==(const ExternalLink &, const ExternalLink &) = default;
};

/// A browsable system. Every call returns at once; the answer comes from the connection's browsing lane and is the
/// same whichever thread asks. Cancelling the future stops the work, on the server too.
/// Thread: all members may be called from any thread. Errors of every call: Network (host not found, refused, cut off),
/// Timeout, Authentication, Permission, Protocol; more are named where they belong.
class Catalog {
public:
    virtual ~Catalog() = default;

    /// Connects if need be and measures the round trip. \a database: which of several databases or projects the answer
    /// is about; empty: the one of the connection, or the server as a whole. Errors: Invalid for another one than that
    /// of a connection to one.
    [[nodiscard]] virtual QFuture<core::Result<ServerInfo>> server(const QString &database) = 0;
    [[nodiscard]] QFuture<core::Result<ServerInfo>> server() { return server(QString()); }

    /// One page of the children of a parent; Listing reads them all. Children of a connection are databases or schemas
    /// and folders; of a schema, relations; of a relation, columns and, where it has them, the folder of its
    /// partitions. Errors: NotFound if the parent is gone, Invalid for a path of the wrong shape.
    [[nodiscard]] virtual QFuture<core::Result<Page>> children(const ListRequest &request) = 0;

    /// Relations of \a schema as children() lists them, but whole; in the order of \a names, without those that are not
    /// there. For what is in sight: one round trip for each hundred names. Errors: Invalid if \a schema is none.
    [[nodiscard]] virtual QFuture<core::Result<QList<Entry>>> entries(const ObjectPath &schema,
                                                                      const QStringList &names) = 0;

    /// Names of all relations below \a scope, a database or project (the connection itself where it is one) or a
    /// schema, page by page, in an order of the back end's. For an index: runs behind everything somebody waits for.
    /// Schemas that are hidden or may not be used are left out. Errors: Invalid for another scope.
    [[nodiscard]] virtual QFuture<core::Result<NamePage>> names(const ObjectPath &scope, const QString &marker) = 0;

    /// Everything about one relation. Errors: NotFound.
    [[nodiscard]] virtual QFuture<core::Result<TableInfo>> table(const ObjectPath &path) = 0;

    /// Descriptions of many relations of one schema, with few round trips; in the order of \a names, without those that
    /// are not there. As table(), except that MaxCompute tells primary keys and properties of external tables only.
    /// Errors: Invalid if \a schema is none.
    [[nodiscard]] virtual QFuture<core::Result<QList<TableInfo>>> tables(const ObjectPath &schema,
                                                                         const QStringList &names) = 0;

    /// Which relations below \a scope, a database or a schema, stand for tables elsewhere, and for which. Errors:
    /// Invalid for another scope.
    [[nodiscard]] virtual QFuture<core::Result<QList<ExternalLink>>> externalLinks(const ObjectPath &scope) = 0;

    /// Where the relation of \a database (empty: that of the connection) with this TableInfo::identity is now,
    /// whatever it is called. Errors: NotFound; Unsupported where the server tells no identities.
    [[nodiscard]] virtual QFuture<core::Result<ObjectPath>> whereIs(const QString &database, const QString &identity);

    /// The statement that would create the object, in the system's own SQL. Errors: NotFound, Unsupported.
    [[nodiscard]] virtual QFuture<core::Result<QString>> ddl(const ObjectPath &path) = 0;

    /// What a hover card shows of a connection, database or schema (docs/requirements.md#h-43). Relations are shown
    /// from table().
    [[nodiscard]] virtual QFuture<core::Result<QList<Fact>>> facts(const ObjectPath &path) = 0;
};

} // namespace isthmus::catalog

Q_DECLARE_METATYPE(isthmus::catalog::ServerInfo)
