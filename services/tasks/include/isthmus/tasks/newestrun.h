// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/tasks/runs.h>

namespace isthmus::tasks {

/// The newest run of tasks of \a kind that has touched \a path, among the latest hundred of that kind, whatever came of
/// it. Thread: that of \a runs, which outlives the answer. Errors: NotFound if there is none; those of Runs.
[[nodiscard]] QFuture<core::Result<plan::Run>> newestRun(Runs &runs, const QString &kind, const QString &path);

} // namespace isthmus::tasks
