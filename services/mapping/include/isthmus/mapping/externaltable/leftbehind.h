// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectpath.h>
#include <isthmus/plan/run.h>

#include <optional>

namespace isthmus::mapping {

/// The external table that \a run has made although it failed or was cancelled: it could not be verified, or was not.
/// Pure; any thread.
[[nodiscard]] std::optional<catalog::ObjectPath> leftBehind(const plan::Run &run);

/// The statements that bring the external or foreign tables back which \a run has dropped, or may have, and then failed
/// or was cancelled; empty if it has not, or nobody could tell them. They fail where a table of that name is there that
/// the run has not made. A script as a whole: what its statements need set comes first. Pure; any thread.
[[nodiscard]] QString formerTable(const plan::Run &run);

} // namespace isthmus::mapping
