// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/jobs/jobcontext.h>

namespace isthmus::sandbox {

/// ALTER TABLE and ALTER VIEW, every action the parser knows.
[[nodiscard]] JobResult<Done> runAlter(JobContext &context, const sandboxsql::AlterTable &statement);

} // namespace isthmus::sandbox
