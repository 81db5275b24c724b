// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/sql.h"
#include "externaltable/targetschema.h"
#include "text.h"

#include <isthmus/catalog/jdbclocation.h>
#include <isthmus/core/async.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/externaltable/dropexternaltable.h>
#include <isthmus/mapping/externaltable/dropexternaltableexecutor.h>

#include <QUuid>

namespace isthmus::mapping {

namespace {

const QString tableKey = QStringLiteral("table");

plan::Text title(const DropExternalTable &definition)
{
    return coded("Mapping.drop_table", QT_TRANSLATE_NOOP("Mapping", "Drop external table %1"),
                 {definition.table.name()});
}

plan::Text blocker(const DropExternalTable &definition, const DropExternalTableFacts &facts)
{
    if (facts.isReadOnly)
        return coded("Mapping.connection_read_only", QT_TRANSLATE_NOOP("Mapping", "The connection %1 is read-only"),
                     {definition.table.connection});
    if (!facts.table)
        return coded("Mapping.drop_not_there", QT_TRANSLATE_NOOP("Mapping", "%1 is not there (any more)"),
                     {definition.table.toString()});
    if (facts.isInExternalSchema)
        return coded("Mapping.drop_in_external_schema",
                     QT_TRANSLATE_NOOP("Mapping", "Tables of an external schema cannot be dropped one by one"));
    if (facts.table->kind != catalog::ObjectKind::ExternalTable)
        return coded("Mapping.drop_not_external",
                     QT_TRANSLATE_NOOP("Mapping", "It is no external table (%1): %2 would be gone with it"),
                     {relationKindText(facts.table->kind).toJson(), lossText(facts.table->kind).toJson()});
    return {};
}

// "order_dw.public.dwd_orders", or the location as it is; empty if the table tells none.
QString sourceTitle(const DropExternalTableFacts &facts)
{
    if (!facts.table || !facts.table->external)
        return {};
    const auto location = catalog::JdbcLocation::parse(facts.table->external->location);
    if (!location || location->table().isEmpty())
        return facts.table->external->location;
    return QStringList{location->database, location->schema(), location->table()}.join(u'.');
}

} // namespace

QJsonObject DropExternalTable::toJson() const
{
    return {{tableKey, table.toString()}};
}

core::Result<DropExternalTable> DropExternalTable::fromJson(const QJsonObject &json, core::UnknownMembers unknown)
{
    core::JsonReader reader(json, {}, unknown);
    const auto table = catalog::ObjectPath::parse(reader.text(tableKey));
    if (!table || !isSchemaPath(table->parent()))
        reader.note(tableKey);
    if (!reader.ok())
        return reader.error(Text::tr("This task"));
    return DropExternalTable{*table};
}

plan::Task DropExternalTable::toTask() const
{
    return {QUuid::createUuid().toString(QUuid::WithoutBraces), taskKind, title(*this), toJson()};
}

plan::Plan planDropExternalTable(const DropExternalTable &definition, const DropExternalTableFacts &facts)
{
    plan::Plan plan;
    plan.title = title(definition);
    plan.touches = {{definition.table.toString(), plan::Change::Dropped, {}}};
    if (const plan::Text text = blocker(definition, facts); !text.isEmpty())
        plan.notices.append({plan::NoticeLevel::Blocker, definition.table.name(), text});
    else if (const QString source = sourceTitle(facts); !source.isEmpty())
        plan.notices.append(
            {plan::NoticeLevel::Info, definition.table.name(),
             coded("Mapping.drop_keeps_source",
                   QT_TRANSLATE_NOOP("Mapping", "Nothing of the table that it shows, %1, is touched."), {source})});
    plan::SqlStep step;
    step.title = title(definition);
    step.connection = definition.table.connection;
    step.database = databaseOf(definition.table.parent());
    step.sql = dropStatement(facts.server, definition.table.parent().name(), definition.table.name());
    step.effect = plan::Effect::Destroy;
    step.destructiveNote = coded("Mapping.drops_one", QT_TRANSLATE_NOOP("Mapping", "drops 1 external table"));
    step.confirmName = definition.table.name();
    step.canResume = true; // DROP … IF EXISTS
    step.summary = coded("Mapping.dropped", QT_TRANSLATE_NOOP("Mapping", "Dropped"));
    const bool isSeen = facts.table && facts.table->external;
    DropExternalTableStep drop{step, definition.table, isSeen ? facts.table->external->location : QString(),
                               isSeen ? facts.table->created : QDateTime()};
    drop.forget = MappingKey::of(facts.server, definition.table.parent().name(), definition.table.name());
    plan.append(drop.toStep());
    return plan;
}

core::Result<planning::Facts> DropExternalTablePlanner::read(const plan::Task &task, const planning::Sources &sources,
                                                             const core::Cancellation &cancellation) const
{
    const auto definition = DropExternalTable::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    const auto source = sources.source(definition->table.connection, cancellation);
    if (!source)
        return core::fail(source.error());
    if (source->system != u"maxcompute")
        return core::fail(core::ErrorKind::Invalid, Text::tr("%1 is not in MaxCompute.").arg(definition->table.name()),
                          Text::tr("Only external tables of MaxCompute can be dropped here."));
    DropExternalTableFacts facts;
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
    const auto schema = awaitTargetSchema(definition->table.parent(), *source->catalog, cancellation);
    facts.isInExternalSchema = schema == TargetSchema::External;
    if (cancellation.isRequested())
        return core::fail(core::Error::cancelled());
    return planning::Facts{std::move(facts)};
}

core::Result<plan::Plan> DropExternalTablePlanner::plan(const plan::Task &task, const planning::Facts &facts) const
{
    const auto definition = DropExternalTable::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    return planDropExternalTable(*definition, std::any_cast<const DropExternalTableFacts &>(facts.value));
}

} // namespace isthmus::mapping
