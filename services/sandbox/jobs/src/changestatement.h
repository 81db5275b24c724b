// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/jobs/jobcontext.h>

namespace isthmus::sandbox {

// UPDATE, DELETE and MERGE, of transactional tables only. Errors: ODPS-0130071 for any other table.

[[nodiscard]] JobResult<Done> runUpdate(JobContext &context, const sandboxsql::Update &statement);
[[nodiscard]] JobResult<Done> runDelete(JobContext &context, const sandboxsql::Delete &statement);
[[nodiscard]] JobResult<Done> runMerge(JobContext &context, const sandboxsql::Merge &statement);

} // namespace isthmus::sandbox
