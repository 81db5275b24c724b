// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/task.h>

#include <QString>

namespace isthmus::plan {

// Task files on the disk; what stands in them is in taskfile.h. Both block: never on a window's thread. Thread: any.

inline constexpr qint64 maxTaskFileBytes = 16 * 1024 * 1024;

/// The task of \a file. Errors: NotFound and Permission; Invalid for what is longer than maxTaskFileBytes; those of
/// taskOfFile(), with the file's name before them.
[[nodiscard]] core::Result<Task> readTaskFile(const QString &file);

/// Writes \a task to \a file, as a whole or not at all. A task of the same kind that is there is replaced and gives its
/// id: it is the same one, edited. Errors: AlreadyExists for a file with another task, or that is no task file; those
/// of core::writeError().
[[nodiscard]] core::Result<core::Done> writeTaskFile(const Task &task, const QString &file);

} // namespace isthmus::plan
