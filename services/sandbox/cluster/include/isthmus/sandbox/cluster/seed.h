// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/sandbox/cluster/sandboxstate.h>

namespace isthmus::sandbox {

/// Number of the content that seedCluster() makes, from 1; kept in the state once it is complete.
[[nodiscard]] int seedVersion();

/// Fills a new cluster: roles, the databases of the Hologres side from resources/sandbox, and the empty database of the
/// MaxCompute side. Not repeatable: after an error the cluster has to be made again.
/// Errors: Internal, with the server's words and the file that failed.
[[nodiscard]] core::Result<core::Done> seedCluster(const SandboxState &state);

/// Brings what only a superuser can make in the database of the MaxCompute side up to date: the types of TIMESTAMP and
/// TIMESTAMP_NTZ. At each start, before the endpoint's. Errors: Internal, with the server's words.
[[nodiscard]] core::Result<core::Done> prepareEngineTypes(const SandboxState &state);

} // namespace isthmus::sandbox
