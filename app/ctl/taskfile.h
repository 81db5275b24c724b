// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/plan/task.h>

namespace isthmus::app {

/// Writes \a task to \a file, as a whole or not at all. Errors: AlreadyExists for a file that is there and no task
/// file; what the system says of one that cannot be written.
[[nodiscard]] core::Result<core::Done> saveTask(const plan::Task &task, const QString &file);

} // namespace isthmus::app
