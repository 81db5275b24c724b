// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/core/connectlog.h>
#include <isthmus/records/sqlrunner.h>
#include <isthmus/records/tablereader.h>

#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>
#include <optional>

namespace isthmus::hologres {

/// How to reach one Hologres database, or an instance with all its databases.
struct Settings {
    QString connectionName; ///< first part of every path
    bool wholeInstance = false; ///< true: children of the root are databases
    QString host; ///< host name, address, or folder of a Unix socket
    int port = 80;
    QString database; ///< the one database, or the first one dialled
    QString warehouse; ///< compute group; dialled as database@warehouse
    bool isSandbox = false; ///< whose compute group is a setting: PostgreSQL knows no database@warehouse
    QString tlsMode = QStringLiteral("verify-full"); ///< libpq sslmode; "disable" only for loopback
    QString user; ///< AccessKey id or user name
    QString password;
    QString authorities; ///< file with the authorities that TLS trusts, PEM; empty: the system's
    QString timeZone; ///< of all sessions, a name of the tz database; empty: the role's or the database's own
    /// Of dialling and of each answer; null: 10 s, 30 s for what is browsed, no limit for the user's own SQL.
    std::optional<std::chrono::milliseconds> timeLimit;
    bool readOnly = false; ///< the user's own SQL too is in transactions that the server lets read only
    QString instanceName; ///< for the hover card
    QStringList hiddenSchemas; ///< wildcards, beside the system schemas
    std::shared_ptr<core::ConnectLog> connectLog; ///< where dialling is noted down; may be null
};

/// The three interfaces over it. Browsing, reading of rows (two), what counts whole databases, and SQL have a lane with
/// a session each, dialled when first used.
struct Connection {
    std::shared_ptr<catalog::Catalog> catalog;
    std::shared_ptr<records::TableReader> reader;
    std::shared_ptr<records::SqlRunner> sql;
};

/// Dials nothing yet. Errors: Invalid (tlsMode "disable" to a host that is not loopback, port out of range).
[[nodiscard]] core::Result<Connection> makeConnection(const Settings &settings);

} // namespace isthmus::hologres
