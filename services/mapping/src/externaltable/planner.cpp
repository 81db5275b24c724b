// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

#include <isthmus/mapping/externaltable/planner.h>

namespace isthmus::mapping {

core::Result<planning::Facts> MapTablePlanner::read(const plan::Task &task, const planning::Sources &sources,
                                                    const core::Cancellation &cancellation) const
{
    const auto definition = MapTable::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    const auto source = sources.source(definition->source.connection, cancellation);
    if (!source)
        return core::fail(source.error());
    const auto target = sources.source(definition->targetSchema.connection, cancellation);
    if (!target)
        return core::fail(target.error());
    if (source->system != u"hologres" || target->system != u"maxcompute") {
        return core::fail(core::ErrorKind::Invalid,
                          Text::tr("A mapping goes from a Hologres table to a MaxCompute schema."),
                          Text::tr("The Hologres table comes first, the MaxCompute schema second."));
    }
    const MappingSides sides{source->catalog, target->catalog, target->isReadOnly,
                             [&sources](const catalog::ObjectPath &what) { sources.waitsFor(what); }};
    auto facts = awaitMapTableFacts(*definition, sides, cancellation);
    if (!facts)
        return core::fail(facts.error());
    return planning::Facts{*std::move(facts)};
}

core::Result<plan::Plan> MapTablePlanner::plan(const plan::Task &task, const planning::Facts &facts) const
{
    const auto definition = MapTable::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    return planMapTable(*definition, std::any_cast<const MapTableFacts &>(facts.value));
}

} // namespace isthmus::mapping
