// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/jobs/jobcontext.h>

namespace isthmus::sandbox {

// Schemas, external schemas and foreign servers.

[[nodiscard]] JobResult<Done> runCreateSchema(JobContext &context, const sandboxsql::CreateSchema &statement);
/// Errors: an unknown foreign server, one of another database than the target names, one without a RAM role
/// (docs/requirements.md#h-47).
[[nodiscard]] JobResult<Done> runCreateExternalSchema(JobContext &context,
                                                      const sandboxsql::CreateExternalSchema &statement);
[[nodiscard]] JobResult<Done> runDropSchema(JobContext &context, const sandboxsql::DropSchema &statement);
[[nodiscard]] JobResult<Done> runCreateForeignServer(JobContext &context,
                                                     const sandboxsql::CreateForeignServer &statement);
[[nodiscard]] JobResult<Done> runDropForeignServer(JobContext &context, const sandboxsql::DropForeignServer &statement);

} // namespace isthmus::sandbox
