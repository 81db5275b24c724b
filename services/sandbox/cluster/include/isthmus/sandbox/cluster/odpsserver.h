// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/sandbox/cluster/sandboxstate.h>

namespace isthmus::sandbox {

/// Makes the foreign server "odps_server" of the Hologres databases read the tables of the MaxCompute side, each user
/// of Hologres as the first of \a accounts that it is. At each start, once the tables of that side are there. Where
/// PostgreSQL cannot load the module (another version, a folder from which nothing may be executed), foreign tables are
/// listed and not read, and the log says so. Errors: Internal, with the server's words; those of writing the module.
[[nodiscard]] core::Result<core::Done> prepareOdpsServer(const SandboxState &state, const QList<Account> &accounts);

} // namespace isthmus::sandbox
