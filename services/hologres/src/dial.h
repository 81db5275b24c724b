// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "intakevalve.h"
#include "pgerror.h"
#include "pghandles.h"

#include <isthmus/core/cancellation.h>

#include <chrono>
#include <memory>

namespace isthmus::hologres {

struct Dialled {
    std::unique_ptr<IntakeValve> valve; ///< before the connection, whose last words it sends
    PgConnection connection;
    std::chrono::milliseconds reachTime{0}; ///< until the server's port was open, the host's name looked up
};

/// Connects to \a database (joined with the compute group as database@warehouse) and answers a non-blocking connection.
/// At most 10 s, or the settings' time limit, over all addresses of the host; answers a cancellation within 100 ms: the
/// work is done on a thread that is left behind where libpq does not come back.
/// Errors: Network, Timeout, Authentication (also a server without TLS that wants another proof than SCRAM),
/// Permission, NotFound (no such database), Protocol.
/// Source: PostgreSQL 15 manual, 34.1 (PQconnectStartParams, PQconnectPoll); Hologres manual, "Connect to a virtual
/// warehouse".
[[nodiscard]] core::Result<Dialled> dial(const std::shared_ptr<const Settings> &settings, const QString &database,
                                         const core::Cancellation &cancellation);

} // namespace isthmus::hologres
