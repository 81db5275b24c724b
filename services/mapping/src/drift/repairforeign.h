// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/drift/repairmappings.h>

namespace isthmus::mapping {

/// The steps that make the columns of a foreign table fit its source, and verify it: ALTER FOREIGN TABLE, so that
/// rights and views stay. Source: docs/mapping.md#drift.
[[nodiscard]] plan::Plan alterForeign(const RepairFacts &facts, const Drift &drift);
/// The steps that drop a foreign table and make it anew, under its name, with the options that its source has now.
[[nodiscard]] plan::Plan recreateForeign(const RepairFacts &facts);
/// The step that drops a foreign table whose source is gone.
[[nodiscard]] plan::Plan dropForeign(const RepairFacts &facts);

} // namespace isthmus::mapping
