// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/lane.h>
#include <isthmus/planning/planner.h>

#include <QCoreApplication>

#include <algorithm>

namespace isthmus::planning {

using core::Result;

struct Planners::Shared {
    std::shared_ptr<const Sources> sources;
    std::vector<std::unique_ptr<const Planner>> planners;

    [[nodiscard]] Result<const Planner *> plannerOf(const QString &kind) const
    {
        const auto planner = std::ranges::find(planners, kind, [](const auto &p) { return p->kind(); });
        if (planner == planners.end()) {
            return core::fail(
                core::ErrorKind::Unsupported,
                QCoreApplication::translate("Planning", "No part of this program plans \"%1\" tasks.").arg(kind));
        }
        return planner->get();
    }
};

Planners::Planners(std::shared_ptr<const Sources> sources, std::vector<std::unique_ptr<const Planner>> planners)
    : m_shared(std::make_shared<const Shared>(Shared{std::move(sources), std::move(planners)}))
{
}

QFuture<Result<Facts>> Planners::read(const plan::Task &task) const
{
    return core::runOnPool<Facts>([shared = m_shared, task](const core::Cancellation &cancellation) -> Result<Facts> {
        const auto planner = shared->plannerOf(task.kind);
        if (!planner)
            return core::fail(planner.error());
        return (*planner)->read(task, *shared->sources, cancellation);
    });
}

Result<plan::Plan> Planners::plan(const plan::Task &task, const Facts &facts) const
{
    const auto planner = m_shared->plannerOf(task.kind);
    if (!planner)
        return core::fail(planner.error());
    return (*planner)->plan(task, facts);
}

QFuture<Result<plan::Plan>> Planners::plan(const plan::Task &task) const
{
    return core::runOnPool<plan::Plan>(
        [shared = m_shared, task](const core::Cancellation &cancellation) -> Result<plan::Plan> {
            const auto planner = shared->plannerOf(task.kind);
            if (!planner)
                return core::fail(planner.error());
            const auto facts = (*planner)->read(task, *shared->sources, cancellation);
            if (!facts)
                return core::fail(facts.error());
            return (*planner)->plan(task, *facts);
        });
}

} // namespace isthmus::planning
