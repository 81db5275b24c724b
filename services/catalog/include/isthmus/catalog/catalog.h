// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    QString database; ///< database or project
    bool schemasEnabled = true; ///< MaxCompute: odps.schema.model.enabled
    bool isReadOnlyIdentity = false;
    std::chrono::milliseconds roundTrip{0}; ///< of one small request on an open connection
    /// Looking up the host and opening the port when the connection was made, before anyone signed in; null: unknown.
    std::optional<std::chrono::milliseconds> reachTime;

    friend bool operator==(const ServerInfo &, const ServerInfo &) = default;
};

/// One page of children, in the server's order (by name).
struct Page {
    QList<Entry> entries;
    QString nextMarker; ///< give it to the next call; empty = last page
};

/// One line of a hover card or an overview: label and value, translated label, plain-text value.
struct Fact {
    QString label;
    QString value;
    bool isIdentifier = false; ///< shown in the fixed font, copyable: endpoint, ARN

    friend bool operator==(const Fact &, const Fact &) = default;
};

/// A browsable system. Every call returns at once; the answer comes from the connection's browsing lane and is the
/// same whichever thread asks. Cancelling the future stops the work, on the server too.
/// Thread: all members may be called from any thread. Errors of every call: Network (host not found, refused, cut off),
/// Timeout, Authentication, Permission, Protocol; more are named where they belong.
class Catalog {
public:
    virtual ~Catalog() = default;

    /// Connects if need be and measures the round trip.
    [[nodiscard]] virtual QFuture<core::Result<ServerInfo>> server() = 0;

    /// Children of \a parent: at most \a pageSize names a call (the server may give fewer). Children of a connection
    /// are databases or schemas and folders; of a schema, relations; of a relation, columns and, where it has them, the
    /// folder of its partitions. Errors: NotFound if \a parent is gone, Invalid for a path of the wrong shape.
    [[nodiscard]] virtual QFuture<core::Result<Page>> children(const ObjectPath &parent, const QString &marker,
                                                               int pageSize) = 0;

    /// Everything about one relation. Errors: NotFound.
    [[nodiscard]] virtual QFuture<core::Result<TableInfo>> table(const ObjectPath &path) = 0;

    /// The statement that would create the object, in the system's own SQL. Errors: NotFound, Unsupported.
    [[nodiscard]] virtual QFuture<core::Result<QString>> ddl(const ObjectPath &path) = 0;

    /// What a hover card shows of a connection, database or schema (docs/requirements.md#h-43). Relations are shown
    /// from table().
    [[nodiscard]] virtual QFuture<core::Result<QList<Fact>>> facts(const ObjectPath &path) = 0;
};

} // namespace isthmus::catalog

Q_DECLARE_METATYPE(isthmus::catalog::ServerInfo)
