// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/targetschema.h"
#include "foreigntable/foreigntable.h"
#include "text.h"

#include <isthmus/core/async.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/externaltable/dropexternaltableexecutor.h>
#include <isthmus/mapping/foreigntable/dropforeigntable.h>

#include <QUuid>

namespace isthmus::mapping {

namespace {

const QString tableKey = QStringLiteral("table");

plan::Text title(const DropForeignTable &definition)
{
    return coded("Mapping.foreign_drop", QT_TRANSLATE_NOOP("Mapping", "Drop foreign table %1"),
                 {definition.table.name()});
}

plan::Text blocker(const DropForeignTable &definition, const DropForeignTableFacts &facts)
{
    if (facts.isReadOnly)
        return coded("Mapping.connection_read_only", QT_TRANSLATE_NOOP("Mapping", "The connection %1 is read-only"),
                     {definition.table.connection});
    if (!facts.table)
        return coded("Mapping.drop_not_there", QT_TRANSLATE_NOOP("Mapping", "%1 is not there (any more)"),
                     {definition.table.toString()});
    if (facts.table->kind != catalog::ObjectKind::ForeignTable)
        return coded("Mapping.drop_not_foreign",
                     QT_TRANSLATE_NOOP("Mapping", "It is no foreign table (%1): %2 would be gone with it"),
                     {relationKindText(facts.table->kind).toJson(), lossText(facts.table->kind).toJson()});
    if (!catalog::ForeignSource::of(*facts.table))
        return coded("Mapping.drop_other_server",
                     QT_TRANSLATE_NOOP("Mapping",
                                       "It shows no table of MaxCompute: its foreign server is %1, and only foreign "
                                       "tables of %2 are dropped here"),
                     {facts.table->property(QStringLiteral("foreign_server")), catalog::ForeignSource::server});
    return {};
}

} // namespace

QJsonObject DropForeignTable::toJson() const
{
    return {{tableKey, table.toString()}};
}

core::Result<DropForeignTable> DropForeignTable::fromJson(const QJsonObject &json, core::UnknownMembers unknown)
{
    core::JsonReader reader(json, {}, unknown);
    const auto table = catalog::ObjectPath::parse(reader.text(tableKey));
    if (!table || !isSchemaPath(table->parent()))
        reader.note(tableKey);
    if (!reader.ok())
        return reader.error(Text::tr("This task"));
    return DropForeignTable{*table};
}

plan::Task DropForeignTable::toTask() const
{
    return {QUuid::createUuid().toString(QUuid::WithoutBraces), taskKind, title(*this), toJson()};
}

plan::Plan planDropForeignTable(const DropForeignTable &definition, const DropForeignTableFacts &facts)
{
    plan::Plan plan;
    plan.title = title(definition);
    plan.touches = {{definition.table.toString(), plan::Change::Dropped, {}}};
    const auto shown = facts.table ? catalog::ForeignSource::of(*facts.table) : std::nullopt;
    if (const plan::Text text = blocker(definition, facts); !text.isEmpty())
        plan.notices.append({plan::NoticeLevel::Blocker, definition.table.name(), text});
    else if (shown)
        plan.notices.append(
            {plan::NoticeLevel::Info, definition.table.name(),
             coded("Mapping.drop_keeps_maxcompute",
                   QT_TRANSLATE_NOOP("Mapping", "Nothing of the MaxCompute table that it shows, %1, is touched."),
                   {shown->title()})});
    plan::SqlStep step;
    step.title = title(definition);
    step.connection = definition.table.connection;
    step.database = databaseOf(definition.table.parent());
    step.sql = dropForeignTableSql(definition.table.parent().name(), definition.table.name());
    step.effect = plan::Effect::Destroy;
    step.destructiveNote = dropsForeignText(1);
    step.confirmName = definition.table.name();
    step.canResume = true; // one that is gone is dropped
    step.summary = coded("Mapping.dropped", QT_TRANSLATE_NOOP("Mapping", "Dropped"));
    DropExternalTableStep drop{step, definition.table, shown ? shown->location() : QString(), {}, true};
    drop.identity = facts.table ? facts.table->identity : QString();
    drop.looksAfter = true;
    drop.forget = MappingKey::ofForeign(facts.server, definition.table.parent().name(), definition.table.name());
    plan.append(drop.toStep());
    return plan;
}

core::Result<planning::Facts> DropForeignTablePlanner::read(const plan::Task &task, const planning::Sources &sources,
                                                            const core::Cancellation &cancellation) const
{
    const auto definition = DropForeignTable::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    const auto source = sources.source(definition->table.connection, cancellation);
    if (!source)
        return core::fail(source.error());
    if (source->system != u"hologres")
        return core::fail(core::ErrorKind::Invalid, Text::tr("%1 is not in Hologres.").arg(definition->table.name()),
                          Text::tr("Only foreign tables of Hologres can be dropped here."));
    DropForeignTableFacts facts;
    facts.isReadOnly = source->isReadOnly;
    sources.waitsFor(definition->table);
    const auto server = core::await(source->catalog->server(databaseOf(definition->table.parent())), cancellation);
    if (!server)
        return core::fail(server.error());
    facts.server = *server;
    const auto table = core::await(source->catalog->table(definition->table), cancellation);
    if (table)
        facts.table = *table;
    else if (table.error().kind != core::ErrorKind::NotFound)
        return core::fail(table.error());
    if (cancellation.isRequested())
        return core::fail(core::Error::cancelled());
    return planning::Facts{std::move(facts)};
}

core::Result<plan::Plan> DropForeignTablePlanner::plan(const plan::Task &task, const planning::Facts &facts) const
{
    const auto definition = DropForeignTable::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    return planDropForeignTable(*definition, std::any_cast<const DropForeignTableFacts &>(facts.value));
}

} // namespace isthmus::mapping
