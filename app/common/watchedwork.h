// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionmanager.h>
#include <isthmus/plan/stepexecutor.h>
#include <isthmus/planning/planner.h>

#include <memory>
#include <optional>

namespace isthmus::app {

// Plans and runs ask connections on threads of their own; what is made here does the same work and tells \a manager how
// it ended, so that a server that is gone is shown as gone whoever was the first to notice. A plan notes to which
// servers its connections led when they were read, and a step is refused whose connection leads to another one by now.
// \a manager outlives it.

[[nodiscard]] std::unique_ptr<plan::StepExecutor> watched(connections::ConnectionManager &manager,
                                                          std::unique_ptr<plan::StepExecutor> executor);
[[nodiscard]] std::unique_ptr<const planning::Planner> watched(connections::ConnectionManager &manager,
                                                               std::unique_ptr<const planning::Planner> planner);

/// Why \a step must not run: a connection of it leads to another server than it was planned for, or is gone. Thread:
/// any.
[[nodiscard]] std::optional<plan::Failure> diversionOf(const connections::ConnectionManager &manager,
                                                       const plan::Step &step);

} // namespace isthmus::app
