// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/externaltable/facts.h>
#include <isthmus/planning/planner.h>

namespace isthmus::mapping {

/// Plans "map_table" tasks: reads both sides, then planMapTable(). Its Facts hold MapTableFacts.
/// Errors of read(): Invalid for a damaged definition or sides that are the wrong way round; those of
/// awaitMapTableFacts().
class MapTablePlanner final : public planning::Planner {
public:
    [[nodiscard]] QString kind() const override { return MapTable::taskKind; }
    [[nodiscard]] core::Result<planning::Facts> read(const plan::Task &task, const planning::Sources &sources,
                                                     const core::Cancellation &cancellation) const override;
    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &task, const planning::Facts &facts) const override;
};

} // namespace isthmus::mapping
