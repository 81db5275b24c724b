// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/failure.h>
#include <isthmus/plan/plan.h>

namespace isthmus::engine {

// Failures of steps that are the engine's own, not those of what executed them.

/// Permission: \a step would write to a connection that refuses it.
[[nodiscard]] plan::Failure readOnlyFailure(const plan::Step &step);
[[nodiscard]] plan::Failure unconfirmedFailure(const plan::Step &step); ///< it writes to production
/// Unsupported: no executor is made for \a step.
[[nodiscard]] plan::Failure unknownKind(const plan::Step &step);
/// Internal: the executor of \a step threw. \a detail: what it said.
[[nodiscard]] plan::Failure unexpectedEnd(const plan::Step &step, const QString &detail);

} // namespace isthmus::engine
