// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/lane.h>
#include <isthmus/planning/planner.h>

#include <QCoreApplication>

#include <algorithm>

namespace isthmus::planning {

struct Planners::Shared {
    std::shared_ptr<const Sources> sources;
    std::vector<std::unique_ptr<const Planner>> planners;
};

Planners::Planners(std::shared_ptr<const Sources> sources, std::vector<std::unique_ptr<const Planner>> planners)
    : m_shared(std::make_shared<const Shared>(Shared{std::move(sources), std::move(planners)}))
{
}

QFuture<core::Result<plan::Plan>> Planners::plan(const plan::Task &task) const
{
    return core::runOnPool<plan::Plan>([shared = m_shared,
                                        task](const core::Cancellation &cancellation) -> core::Result<plan::Plan> {
        const auto planner = std::ranges::find(shared->planners, task.kind, [](const auto &p) { return p->kind(); });
        if (planner == shared->planners.end()) {
            return core::fail(
                core::ErrorKind::Unsupported,
                QCoreApplication::translate("Planning", "No part of this program plans \"%1\" tasks.").arg(task.kind));
        }
        return (*planner)->plan(task, *shared->sources, cancellation);
    });
}

} // namespace isthmus::planning
