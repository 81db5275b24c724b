// SPDX-License-Identifier: GPL-3.0-or-later
#include "groupstext.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/computegroups/loadexecutor.h>
#include <isthmus/computegroups/loadtablegroup.h>
#include <isthmus/core/async.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/dialect/quoting.h>
#include <isthmus/plan/sqlstep.h>

#include <QUuid>

#include <algorithm>
#include <utility>

namespace isthmus::computegroups {

namespace {

const QString tableGroupKey = QStringLiteral("tableGroup");
const QString computeGroupKey = QStringLiteral("computeGroup");
const QString replicasKey = QStringLiteral("replicas");

plan::Text titleOf(const LoadTableGroup &definition)
{
    return coded("ComputeGroups.load", QT_TRANSLATE_NOOP("ComputeGroups", "Load table group %1 to %2"),
                 {definition.tableGroup.name(), definition.computeGroup});
}

const catalog::Entry *entryCalled(const QString &name, const QList<catalog::Entry> &entries)
{
    const auto found = std::ranges::find(entries, name, &catalog::Entry::name);
    return found == entries.end() ? nullptr : &*found;
}

// The database that \a path is in, where its connection shows several; else empty.
QString databaseOf(const catalog::ObjectPath &path)
{
    return path.names.size() == 3 ? path.names.first() : QString();
}

// Source: docs/hologres.md#table-groups.
QString callOf(const LoadTableGroup &definition, const LoadTableGroupFacts &facts)
{
    return QStringLiteral("CALL hg_table_group_load_to_warehouse(%1, %2, %3);")
        .arg(dialect::quotePostgresText(facts.database + u'.' + definition.tableGroup.name()),
             dialect::quotePostgresText(definition.computeGroup), QString::number(definition.replicas));
}

plan::Text computeGroupProblem(const LoadTableGroup &definition, const LoadTableGroupFacts &facts)
{
    if (definition.computeGroup.isEmpty())
        return coded("ComputeGroups.none_chosen", QT_TRANSLATE_NOOP("ComputeGroups", "Choose a compute group"));
    if (!entryCalled(definition.computeGroup, facts.computeGroups))
        return coded("ComputeGroups.no_group",
                     QT_TRANSLATE_NOOP("ComputeGroups", "The instance has no compute group %1"),
                     {definition.computeGroup});
    return {};
}

void addNotices(const LoadTableGroup &definition, const LoadTableGroupFacts &facts, QList<plan::Notice> &notices)
{
    const auto add = [&notices](plan::NoticeLevel level, const QString &subject, const plan::Text &text) {
        if (!text.isEmpty())
            notices.append({level, subject, text});
    };
    using Level = plan::NoticeLevel;
    if (facts.isReadOnly)
        add(Level::Blocker, definition.tableGroup.connection,
            coded("ComputeGroups.read_only", QT_TRANSLATE_NOOP("ComputeGroups", "The connection %1 is read-only"),
                  {definition.tableGroup.connection}));
    if (!entryCalled(definition.tableGroup.name(), facts.tableGroups))
        add(Level::Blocker, definition.tableGroup.name(),
            coded("ComputeGroups.no_table_group",
                  QT_TRANSLATE_NOOP("ComputeGroups", "The database %1 has no table group %2"),
                  {facts.database, definition.tableGroup.name()}));
    for (const QString &field : {computeGroupKey, replicasKey})
        add(Level::Blocker, field, problemOf(field, definition, facts));
    if (entryCalled(definition.computeGroup, facts.loaded))
        add(Level::Info, definition.computeGroup,
            coded("ComputeGroups.is_loaded",
                  QT_TRANSLATE_NOOP("ComputeGroups", "It is loaded there already. This sets its replicas anew.")));
    else if (!definition.computeGroup.isEmpty())
        add(Level::Info, definition.computeGroup,
            coded(
                "ComputeGroups.reads_then",
                QT_TRANSLATE_NOOP("ComputeGroups",
                                  "Its sessions can read the tables of %1 then. Rows are written where they are now."),
                {definition.tableGroup.name()}));
}

} // namespace

bool isTableGroupPath(const catalog::ObjectPath &path)
{
    const qsizetype count = path.names.size();
    return (count == 2 || count == 3) && path.names.at(count - 2) == catalog::tableGroupsFolder;
}

QJsonObject LoadTableGroup::toJson() const
{
    return {{tableGroupKey, tableGroup.toString()}, {computeGroupKey, computeGroup}, {replicasKey, replicas}};
}

core::Result<LoadTableGroup> LoadTableGroup::fromJson(const QJsonObject &json, core::UnknownMembers unknown)
{
    core::JsonReader reader(json, {}, unknown);
    LoadTableGroup load;
    const auto path = catalog::ObjectPath::parse(reader.text(tableGroupKey));
    if (!path || !isTableGroupPath(*path))
        reader.note(tableGroupKey);
    load.tableGroup = path.value_or(catalog::ObjectPath());
    load.computeGroup = reader.text(computeGroupKey);
    load.replicas = int(std::clamp<qint64>(reader.integer(replicasKey), -1, mostReplicas + 1));
    if (!reader.ok())
        return reader.error(Text::tr("This task"));
    return load;
}

plan::Task LoadTableGroup::toTask() const
{
    return {QUuid::createUuid().toString(QUuid::WithoutBraces), taskKind, titleOf(*this), toJson()};
}

plan::Text problemOf(const QString &field, const LoadTableGroup &definition, const LoadTableGroupFacts &facts)
{
    if (field == computeGroupKey)
        return computeGroupProblem(definition, facts);
    const bool isInRange = definition.replicas >= 1 && definition.replicas <= LoadTableGroup::mostReplicas;
    if (field != replicasKey || isInRange)
        return {};
    return coded("ComputeGroups.replicas_range", QT_TRANSLATE_NOOP("ComputeGroups", "1 to %1 replicas"),
                 {LoadTableGroup::mostReplicas});
}

plan::Plan planLoadTableGroup(const LoadTableGroup &definition, const LoadTableGroupFacts &facts)
{
    plan::Plan plan;
    plan.title = titleOf(definition);
    const bool isLoaded = entryCalled(definition.computeGroup, facts.loaded);
    plan.touches = {{definition.tableGroup.child(definition.computeGroup).toString(),
                     isLoaded ? plan::Change::Changed : plan::Change::Created,
                     {}}};
    addNotices(definition, facts, plan.notices);
    plan::SqlStep step;
    step.title = titleOf(definition);
    step.connection = definition.tableGroup.connection;
    step.database = databaseOf(definition.tableGroup);
    step.sql = callOf(definition, facts);
    step.summary = coded("ComputeGroups.asked", QT_TRANSLATE_NOOP("ComputeGroups", "Accepted by the server"));
    step.canResume = true; // called twice it sets the same
    plan.append(LoadStep{step, definition}.toStep());
    plan.append(VerifyLoad{definition}.toStep());
    return plan;
}

core::Result<planning::Facts> LoadTableGroupPlanner::read(const plan::Task &task, const planning::Sources &sources,
                                                          const core::Cancellation &cancellation) const
{
    const auto definition = LoadTableGroup::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    const catalog::ObjectPath &path = definition->tableGroup;
    const auto source = sources.source(path.connection, cancellation);
    if (!source)
        return core::fail(source.error());
    if (source->system != u"hologres")
        return core::fail(core::ErrorKind::Invalid, Text::tr("%1 is not in Hologres.").arg(path.toString()));
    LoadTableGroupFacts facts;
    facts.isReadOnly = source->isReadOnly;
    const auto server = core::await(source->catalog->server(databaseOf(path)), cancellation);
    if (!server)
        return core::fail(server.error());
    facts.database = server->database;
    const std::pair<catalog::ObjectPath, QList<catalog::Entry> *> lists[]{
        {path.parent(), &facts.tableGroups},
        {{path.connection, {catalog::computeGroupsFolder}}, &facts.computeGroups},
        {path, &facts.loaded}};
    for (const auto &[parent, list] : lists) {
        const auto entries = catalog::awaitAll(*source->catalog, parent, cancellation);
        if (!entries)
            return core::fail(entries.error());
        *list = *entries;
    }
    return planning::Facts{std::move(facts)};
}

core::Result<plan::Plan> LoadTableGroupPlanner::plan(const plan::Task &task, const planning::Facts &facts) const
{
    const auto definition = LoadTableGroup::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    return planLoadTableGroup(*definition, std::any_cast<const LoadTableGroupFacts &>(facts.value));
}

} // namespace isthmus::computegroups
