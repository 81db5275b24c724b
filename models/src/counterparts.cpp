// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/mapping/maptable.h>
#include <isthmus/models/counterparts.h>

namespace isthmus::models {

CounterpartFeed::CounterpartFeed(CatalogTreeModel &tree, tasks::RunService &runs, QObject *parent)
    : QObject(parent), m_tree(tree)
{
    for (const plan::Run &run : runs.runs())
        take(run);
    connect(&runs, &tasks::RunService::runChanged, this, &CounterpartFeed::take);
}

void CounterpartFeed::take(const plan::Run &run)
{
    if (run.state != plan::RunState::Succeeded || run.task.kind != u"map_table")
        return;
    const auto definition = mapping::MapTable::fromJson(run.task.definition);
    if (definition)
        m_tree.setCounterpart(definition->source, definition->targetSchema.child(definition->tableName));
}

} // namespace isthmus::models
