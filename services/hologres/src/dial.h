// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pgerror.h"
#include "pghandles.h"

#include <isthmus/core/cancellation.h>

#include <chrono>

namespace isthmus::hologres {

struct Dialled {
    PgConnection connection;
    std::chrono::milliseconds reachTime{0}; ///< until the server's port was open, the host's name looked up
};

/// Connects to \a subject.database (joined with the compute group as database@warehouse) and answers a non-blocking
/// connection. At most 10 s over all addresses of the host; answers a cancellation within 100 ms.
/// Errors: Network, Timeout, Authentication, Permission, NotFound (no such database).
/// Source: PostgreSQL 15 manual, 34.1 (PQconnectStartParams, PQconnectPoll); Hologres manual, "Connect to a virtual
/// warehouse".
[[nodiscard]] core::Result<Dialled> dial(const ErrorSubject &subject, const core::Cancellation &cancellation);

} // namespace isthmus::hologres
