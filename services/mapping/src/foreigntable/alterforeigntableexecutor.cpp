// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/unheard.h"
#include "text.h"

#include <isthmus/catalog/foreignsource.h>
#include <isthmus/core/async.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/foreigntable/alterforeigntableexecutor.h>

namespace isthmus::mapping {

namespace {

using Columns = AlterForeignTableStep::Columns;

const QString tableKey = QStringLiteral("table");
const QString locationKey = QStringLiteral("location");
const QString withoutRenamingKey = QStringLiteral("without_renaming");
const QString beforeKey = QStringLiteral("before");
const QString afterKey = QStringLiteral("after");
const QString nameKey = QStringLiteral("name");
const QString typeKey = QStringLiteral("type");

QJsonArray columnsJson(const Columns &columns)
{
    QJsonArray array;
    for (const auto &[name, type] : columns)
        array.append(QJsonObject{{nameKey, name}, {typeKey, type}});
    return array;
}

Columns columnsOf(core::JsonReader &reader, const QString &key)
{
    Columns columns;
    for (auto &column : reader.objects(key))
        columns.append({column.text(nameKey), column.text(typeKey)});
    return columns;
}

bool hasColumns(const catalog::TableInfo &info, const Columns &columns)
{
    return columnDifferences(columns, info.columns, true).isEmpty();
}

// Why the table \a info is not the one that was to be altered, whose columns may be those of \a columns; empty if it
// is.
plan::Text otherTable(const AlterForeignTableStep &planned, const catalog::TableInfo &info, const Columns &columns)
{
    if (info.kind != catalog::ObjectKind::ForeignTable)
        return coded("Mapping.alter_not_foreign_now",
                     QT_TRANSLATE_NOOP("Mapping", "%1 is no foreign table any more (%2)."),
                     {planned.table.name(), relationKindText(info.kind).toJson()});
    const auto shown = catalog::ForeignSource::of(info);
    const QString location = shown ? shown->location() : info.property(QStringLiteral("foreign_server"));
    if (location != planned.location)
        return coded("Mapping.drop_source_changed",
                     QT_TRANSLATE_NOOP("Mapping", "%1 was made anew since this was planned: it shows %2 now."),
                     {planned.table.name(), location});
    if (!hasColumns(info, columns))
        return coded("Mapping.alter_columns_changed",
                     QT_TRANSLATE_NOOP("Mapping", "The columns of %1 were changed since this was planned."),
                     {planned.table.name()});
    return {};
}

// It does not have the statement: that of a right, or of something that depends on the table, is another answer.
bool isRefusedForGood(const plan::Failure &failure)
{
    return failure.kind == core::ErrorKind::Unsupported || failure.code == u"42601" || failure.code == u"42809";
}

} // namespace

plan::Step AlterForeignTableStep::toStep() const
{
    plan::Step step = sql.toStep();
    step.kind = kind;
    step.parameters.insert(tableKey, table.toString());
    step.parameters.insert(locationKey, location);
    if (!withoutRenaming.isEmpty())
        step.parameters.insert(withoutRenamingKey, withoutRenaming);
    step.parameters.insert(beforeKey, columnsJson(before));
    step.parameters.insert(afterKey, columnsJson(after));
    return step;
}

core::Result<AlterForeignTableStep> AlterForeignTableStep::fromStep(const plan::Step &step)
{
    const auto sql = plan::SqlStep::fromStep(step);
    if (!sql)
        return core::fail(sql.error());
    core::JsonReader reader(step.parameters, QStringLiteral("parameters"));
    const auto table = catalog::ObjectPath::parse(reader.text(tableKey));
    if (!table || table->names.isEmpty())
        reader.note(tableKey);
    AlterForeignTableStep alter{*sql};
    alter.withoutRenaming = reader.text(withoutRenamingKey, QString());
    alter.table = table.value_or(catalog::ObjectPath());
    alter.location = reader.text(locationKey);
    alter.before = columnsOf(reader, beforeKey);
    alter.after = columnsOf(reader, afterKey);
    if (!reader.ok())
        return reader.error(Text::tr("The altering step"));
    return alter;
}

plan::StepResult AlterForeignTableExecutor::execute(const plan::Step &step, const plan::StepContext &context)
{
    const auto planned = AlterForeignTableStep::fromStep(step);
    if (!planned)
        return core::fail(planned.error());
    const auto catalog = m_catalogFor(planned->table.connection, context.cancellation);
    if (!catalog)
        return core::fail(catalog.error());
    const auto info = core::await((*catalog)->table(planned->table), context.cancellation);
    if (!info)
        return core::fail(info.error());
    const bool isDone = context.isRepeated && hasColumns(*info, planned->after);
    const plan::Text other = otherTable(*planned, *info, isDone ? planned->after : planned->before);
    if (!other.isEmpty())
        return plan::fail(
            core::ErrorKind::Invalid, other,
            coded("Mapping.alter_again_hint",
                  QT_TRANSLATE_NOOP("Mapping", "Nothing was changed. Check drift again, and repair it.")));
    if (isDone)
        return plan::StepOutcome{
            coded("Mapping.alter_before", QT_TRANSLATE_NOOP("Mapping", "Altered before the run was cut off")), {}};
    auto altered = m_sqlExecutor->execute(planned->sql.toStep(), context);
    if (altered || planned->withoutRenaming.isEmpty() || !isRefusedForGood(altered.error()))
        return altered;
    context.log(coded("Mapping.alter_without_renaming",
                      QT_TRANSLATE_NOOP("Mapping",
                                        "The server does not rename columns of foreign tables; nothing was changed. "
                                        "Instead:\n%1"),
                      {planned->withoutRenaming}));
    plan::SqlStep instead = planned->sql;
    instead.sql = planned->withoutRenaming;
    return m_sqlExecutor->execute(instead.toStep(), context);
}

} // namespace isthmus::mapping
