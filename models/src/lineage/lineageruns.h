// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/lineage/lineagerecords.h>
#include <isthmus/tasks/runs.h>

#include <memory>

namespace isthmus::models {

/// What all runs that are remembered tell of who reads whom. Thread: that of \a runs, which outlives the answer.
/// Errors: those of Runs.
[[nodiscard]] QFuture<core::Result<std::shared_ptr<const mapping::LineageRecords>>> readLineageRuns(tasks::Runs &runs);

} // namespace isthmus::models
