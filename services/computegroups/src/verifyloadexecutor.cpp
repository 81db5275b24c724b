// SPDX-License-Identifier: GPL-3.0-or-later
#include "groupstext.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/computegroups/verifyloadexecutor.h>
#include <isthmus/core/async.h>

#include <QDeadlineTimer>

#include <algorithm>

namespace isthmus::computegroups {

plan::Step VerifyLoad::toStep() const
{
    plan::Step step;
    step.kind = kind;
    step.title = coded("ComputeGroups.verify", QT_TRANSLATE_NOOP("ComputeGroups", "Verify: listed as loaded to %1"),
                       {load.computeGroup});
    step.connections = {load.tableGroup.connection};
    step.effect = plan::Effect::Read;
    step.canResume = true;
    step.parameters = load.toJson();
    return step;
}

core::Result<VerifyLoad> VerifyLoad::fromStep(const plan::Step &step)
{
    const auto load = LoadTableGroup::fromJson(step.parameters);
    if (!load)
        return core::fail(load.error());
    return VerifyLoad{*load};
}

core::Result<bool> isListed(const LoadTableGroup &load, catalog::Catalog &catalog, LookingAgain again,
                            const core::Cancellation &look, const core::Cancellation &waiting)
{
    const QDeadlineTimer deadline(again.limit);
    do {
        const auto loaded = catalog::awaitAll(catalog, load.tableGroup, look);
        if (!loaded)
            return core::fail(loaded.error());
        const auto listed = std::ranges::find(*loaded, load.computeGroup, &catalog::Entry::name);
        const bool isThere = listed != loaded->end();
        if (isThere && listed->replicas.value_or(load.replicas) == load.replicas)
            return true;
    } while (!deadline.hasExpired() && core::pauseFor(again.pause, {look, waiting}));
    return false;
}

plan::StepResult VerifyLoadExecutor::execute(const plan::Step &step, const plan::StepContext &context)
{
    const auto planned = VerifyLoad::fromStep(step);
    if (!planned)
        return core::fail(planned.error());
    const LoadTableGroup &load = planned->load;
    const auto catalog = m_catalogFor(load.tableGroup.connection, context.cancellation);
    if (!catalog)
        return core::fail(catalog.error());
    const auto listed = isListed(load, **catalog, m_lookingAgain, context.cancellation, context.cancellation);
    if (!listed)
        return core::fail(listed.error());
    if (*listed)
        return plan::StepOutcome{coded("ComputeGroups.verified",
                                       QT_TRANSLATE_NOOP("ComputeGroups", "Listed as loaded to %1"),
                                       {load.computeGroup}),
                                 {}};
    if (context.cancellation.isRequested())
        return core::fail(core::Error::cancelled());
    return plan::fail(
        core::ErrorKind::Timeout,
        coded("ComputeGroups.not_listed",
              QT_TRANSLATE_NOOP("ComputeGroups", "%1 is not listed as loaded to %2 yet (replicas: %3)."),
              {load.tableGroup.name(), load.computeGroup, load.replicas}),
        coded("ComputeGroups.not_listed_hint",
              QT_TRANSLATE_NOOP("ComputeGroups",
                                "The server may still be loading it. Refresh the table group in a while.")));
}

} // namespace isthmus::computegroups
