// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/externaltable/facts.h>
#include <isthmus/planning/planner.h>

namespace isthmus::mapping {

/// Plans "map_table" tasks: reads both sides, then planMapTable(), which the form calls itself while it is edited.
/// Errors: Invalid for a damaged definition or sides that are the wrong way round; those of readMapTableFacts().
class MapTablePlanner final : public planning::Planner {
public:
    [[nodiscard]] QString kind() const override { return MapTable::taskKind; }
    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &task, const planning::Sources &sources,
                                                const core::Cancellation &cancellation) const override;
};

} // namespace isthmus::mapping
