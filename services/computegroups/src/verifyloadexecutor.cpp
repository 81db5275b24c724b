// SPDX-License-Identifier: GPL-3.0-or-later
#include "groupstext.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/computegroups/verifyloadexecutor.h>
#include <isthmus/core/async.h>
#include <isthmus/core/jsonreader.h>

#include <QDeadlineTimer>
#include <QSemaphore>

#include <algorithm>

namespace isthmus::computegroups {

namespace {

const QString tableGroupKey = QStringLiteral("tableGroup");
const QString computeGroupKey = QStringLiteral("computeGroup");

// False if the cancellation is requested meanwhile.
bool pause(std::chrono::milliseconds time, const core::Cancellation &cancellation)
{
    QSemaphore woken;
    const auto guard = cancellation.interruptWith([&woken] { woken.release(); });
    return !woken.tryAcquire(1, int(time.count()));
}

} // namespace

plan::Step VerifyLoad::toStep() const
{
    plan::Step step;
    step.kind = kind;
    step.title = coded("ComputeGroups.verify", QT_TRANSLATE_NOOP("ComputeGroups", "Verify: listed as loaded to %1"),
                       {computeGroup});
    step.connections = {tableGroup.connection};
    step.effect = plan::Effect::Read;
    step.canResume = true;
    step.parameters = {{tableGroupKey, tableGroup.toString()}, {computeGroupKey, computeGroup}};
    return step;
}

core::Result<VerifyLoad> VerifyLoad::fromStep(const plan::Step &step)
{
    core::JsonReader reader(step.parameters);
    const auto path = catalog::ObjectPath::parse(reader.text(tableGroupKey));
    if (!path)
        reader.note(tableGroupKey);
    const QString computeGroup = reader.text(computeGroupKey);
    if (!reader.ok())
        return reader.error(Text::tr("The verifying step"));
    return VerifyLoad{*path, computeGroup};
}

plan::StepResult VerifyLoadExecutor::execute(const plan::Step &step, const plan::StepContext &context)
{
    const auto planned = VerifyLoad::fromStep(step);
    if (!planned)
        return core::fail(planned.error());
    const auto catalog = m_catalogFor(planned->tableGroup.connection, context.cancellation);
    if (!catalog)
        return core::fail(catalog.error());
    const QDeadlineTimer deadline(m_lookingAgain.limit);
    do {
        const auto loaded = catalog::awaitAll(**catalog, planned->tableGroup, context.cancellation);
        if (!loaded)
            return core::fail(loaded.error());
        if (std::ranges::find(*loaded, planned->computeGroup, &catalog::Entry::name) != loaded->end())
            return plan::StepOutcome{coded("ComputeGroups.verified",
                                           QT_TRANSLATE_NOOP("ComputeGroups", "Listed as loaded to %1"),
                                           {planned->computeGroup}),
                                     {}};
    } while (!deadline.hasExpired() && pause(m_lookingAgain.pause, context.cancellation));
    if (context.cancellation.isRequested())
        return core::fail(core::Error::cancelled());
    return plan::fail(
        core::ErrorKind::Timeout,
        coded("ComputeGroups.not_listed", QT_TRANSLATE_NOOP("ComputeGroups", "%1 is not listed as loaded to %2 yet."),
              {planned->tableGroup.name(), planned->computeGroup}),
        coded("ComputeGroups.not_listed_hint",
              QT_TRANSLATE_NOOP("ComputeGroups",
                                "The server may still be loading it. Refresh the table group in a while.")));
}

} // namespace isthmus::computegroups
