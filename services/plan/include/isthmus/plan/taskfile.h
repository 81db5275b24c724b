// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/task.h>

#include <QByteArray>

namespace isthmus::plan {

// A task as a file that people review and keep under version control: docs/task.schema.json describes it. Holds no
// secret, names connections as the machine that it was written on calls them. Pure; any thread.

inline constexpr int taskFileVersion = 1;

/// \a task as UTF-8, indented, members in alphabetical order, with a line end behind it: the same task is the same
/// file.
[[nodiscard]] QByteArray taskFileText(const Task &task);

/// The task of a file, without a title: that of its plan. One without an id gets a new one. Errors: Invalid for
/// what is no JSON (with the line), no task file, or lacks a member; Unsupported for a file of a later version.
[[nodiscard]] core::Result<Task> taskOfFile(const QByteArray &text);

} // namespace isthmus::plan
