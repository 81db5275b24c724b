// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/core/connectlog.h>
#include <isthmus/records/sqlrunner.h>
#include <isthmus/records/tablereader.h>

#include <QString>

#include <chrono>
#include <memory>
#include <optional>

namespace isthmus::maxcompute {

/// How to reach one MaxCompute project, or all of a tenant.
struct Settings {
    QString connectionName; ///< first part of every path
    QString endpoint; ///< service endpoint with its path, e.g. ".../api"; https, or http for loopback hosts
    QString tunnelEndpoint; ///< empty: asked of the service
    QString project; ///< empty with wholeTenant
    bool wholeTenant = false; ///< projects are below the connection, and schemas below these
    QString region; ///< set: V4 signatures; empty: V2
    QString accessId;
    QString accessKey;
    QString stsToken;
    QString authorities; ///< file with the authorities that TLS trusts, PEM; empty: the system's
    QString schema; ///< of bare names in SQL, in a project with schemas; empty: "default"
    QString quota; ///< odps.task.wlm.quota of all jobs; empty: the project's own
    QString timeZone; ///< odps.sql.timezone of all jobs, a name of the tz database; empty: the project's own
    std::chrono::milliseconds connectTimeout{10'000};
    std::chrono::milliseconds idleTimeout{60'000}; ///< without a byte from the server
    std::chrono::milliseconds exchangeTimeout{120'000}; ///< of one request whose answer hardly moves
    /// Of each request and of each SQL job from its submission to its end; the job is stopped then. Null: as above, and
    /// no limit for jobs of the user.
    std::optional<std::chrono::milliseconds> timeLimit;
    std::shared_ptr<core::ConnectLog> connectLog; ///< where connecting is noted down; may be null
};

/// The three interfaces over one project, or all of a tenant. Browsing, reading (previews, DDL) and SQL have a lane
/// each: a tree never waits for a job.
struct Connection {
    std::shared_ptr<catalog::Catalog> catalog;
    std::shared_ptr<records::TableReader> reader;
    std::shared_ptr<records::SqlRunner> sql;
};

/// Dials nothing yet. Errors: Invalid for a malformed endpoint, or http to a host that is not loopback.
[[nodiscard]] core::Result<Connection> makeConnection(const Settings &settings);

} // namespace isthmus::maxcompute
