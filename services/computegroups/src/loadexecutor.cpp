// SPDX-License-Identifier: GPL-3.0-or-later
#include "groupstext.h"

#include <isthmus/computegroups/loadexecutor.h>
#include <isthmus/core/jsonreader.h>

namespace isthmus::computegroups {

namespace {

const QString loadKey = QStringLiteral("load");

} // namespace

plan::Step LoadStep::toStep() const
{
    plan::Step step = sql.toStep();
    step.kind = kind;
    step.parameters.insert(loadKey, load.toJson());
    return step;
}

core::Result<LoadStep> LoadStep::fromStep(const plan::Step &step)
{
    const auto sql = plan::SqlStep::fromStep(step);
    if (!sql)
        return core::fail(sql.error());
    const auto load = LoadTableGroup::fromJson(step.parameters.value(loadKey).toObject());
    if (!load)
        return core::fail(load.error());
    return LoadStep{*sql, *load};
}

plan::StepResult LoadExecutor::execute(const plan::Step &step, const plan::StepContext &context)
{
    const auto planned = LoadStep::fromStep(step);
    if (!planned)
        return core::fail(planned.error());
    auto done = m_sqlExecutor->execute(planned->sql.toStep(), context);
    if (done || !done.error().mayBeDone())
        return done;
    const core::TimeLimit limit(m_lookingAgain.limit); // of a server that is dead, too
    const auto catalog = m_catalogFor(planned->load.tableGroup.connection, limit.cancellation());
    const auto seen = catalog
        ? isListed(planned->load, **catalog, m_lookingAgain, limit.cancellation(), context.cancellation)
        : core::Result<bool>(core::fail(catalog.error()));
    if (seen && *seen)
        return plan::StepOutcome{
            coded("ComputeGroups.unheard",
                  QT_TRANSLATE_NOOP("ComputeGroups", "Loaded, though no answer came: it is listed so")),
            {}};
    context.log(seen ? coded("ComputeGroups.not_listed_yet",
                             QT_TRANSLATE_NOOP("ComputeGroups",
                                               "Looked again: it is not listed as loaded so. It may still come if the "
                                               "loading goes on."))
                     : coded("ComputeGroups.unseen",
                             QT_TRANSLATE_NOOP("ComputeGroups",
                                               "Whether it was loaded is not known: it cannot be looked at.")));
    return done;
}

} // namespace isthmus::computegroups
