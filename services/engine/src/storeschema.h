// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite.h"

namespace isthmus::engine {

/// The tables of the store of runs, version 2:
/// - runs: one row a run, what a list shows of it but `touches`; rewritten at each change, so it stays small
/// - plans: the task's definition, the plan and what it touches, written once
/// - steps: one row for each step that has begun
/// - log: the lines of all runs
inline constexpr int storeVersion = 2;

/// Makes the tables, or takes over those of version 1, in one transaction: a file is of the old version or of the new
/// one, whatever happens. Runs of version 1 keep their headers, steps, states and logs; a document that cannot be read
/// takes only its own run with it.
/// Errors: Unsupported for a newer version's file, which is left as it is; those of Sqlite.
[[nodiscard]] core::Result<core::Done> prepareStore(Sqlite &database);

} // namespace isthmus::engine
