// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/async.h>
#include <isthmus/dialect/clauses.h>
#include <isthmus/exporting/exportrows.h>

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>

namespace isthmus::exporting {

namespace {

using catalog::ObjectKind;
using plan::NoticeLevel;
using plan::Text;

// Why its rows cannot be read on and on; empty if they can.
Text blocker(const ExportRows &definition, const ExportFacts &facts)
{
    if (facts.system != u"maxcompute")
        return {};
    const bool hasOwnRows = facts.table.kind == ObjectKind::Table || facts.table.kind == ObjectKind::PartitionedTable
        || facts.table.kind == ObjectKind::Partition;
    if (!hasOwnRows)
        return Text::coded("Exporting.by_job",
                           QT_TRANSLATE_NOOP("Exporting", "Its rows come by a query only, which is not exported yet."));
    if (!definition.filter.isEmpty() || !definition.order.isEmpty())
        return Text::coded(
            "Exporting.filter_by_job",
            QT_TRANSLATE_NOOP("Exporting", "MaxCompute filters and sorts by a query only, which is not exported yet."));
    return {};
}

// What would be refused while the rows are read, before a run is made of it.
core::Result<core::Done> checkClauses(const ExportRows &definition, const QString &system)
{
    const auto sqlDialect = system == u"maxcompute" ? dialect::Dialect::MaxCompute : dialect::Dialect::Hologres;
    for (const auto &clause :
         {dialect::filterClause(sqlDialect, definition.filter), dialect::orderClause(sqlDialect, definition.order)}) {
        if (!clause)
            return core::fail(clause.error());
    }
    return core::Done{};
}

} // namespace

QString fileMark(const QString &file)
{
    const QFileInfo info(file);
    if (!info.exists())
        return {};
    return QStringLiteral("%1 %2").arg(info.size()).arg(info.lastModified().toMSecsSinceEpoch());
}

plan::Plan planExportRows(const ExportRows &definition, const ExportFacts &facts)
{
    plan::Plan plan;
    plan.title = definition.toTask().title;
    if (const Text why = blocker(definition, facts); !why.isEmpty())
        plan.notices.append({NoticeLevel::Blocker, definition.table.name(), why});
    if (!facts.seenFile.isEmpty())
        plan.notices.append(
            {NoticeLevel::Warning, QFileInfo(definition.file).fileName(),
             Text::coded("Exporting.replaces",
                         QT_TRANSLATE_NOOP("Exporting", "The file is there already and is replaced."))});
    const bool isAll = definition.filter.isEmpty() && definition.partition.isEmpty();
    if (isAll && facts.table.rowEstimate)
        plan.notices.append({NoticeLevel::Info, definition.table.name(),
                             Text::coded("Exporting.estimate", QT_TRANSLATE_NOOP("Exporting", "About %1 rows."),
                                         {*facts.table.rowEstimate})});
    plan::Step step;
    step.kind = ExportRows::taskKind;
    step.title = Text::coded("Exporting.step", QT_TRANSLATE_NOOP("Exporting", "Write the rows of %1 to %2"),
                             {definition.table.toString(), definition.file});
    step.connections = {definition.table.connection};
    step.parameters = definition.toJson();
    step.parameters.insert(ExportRows::seenFileKey, facts.seenFile);
    step.effect = plan::Effect::Read;
    step.canResume = true; // it begins anew, and nothing was left
    plan.append(step);
    return plan;
}

core::Result<planning::Facts> ExportRowsPlanner::read(const plan::Task &task, const planning::Sources &sources,
                                                      const core::Cancellation &cancellation) const
{
    const auto definition = ExportRows::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    const auto source = sources.source(definition->table.connection, cancellation);
    if (!source)
        return core::fail(source.error());
    if (const auto checked = checkClauses(*definition, source->system); !checked)
        return core::fail(checked.error());
    sources.waitsFor(definition->table);
    const auto table = core::await(source->catalog->table(definition->table), cancellation);
    if (!table)
        return core::fail(table.error());
    return planning::Facts{ExportFacts{*table, source->system, fileMark(definition->file)}};
}

core::Result<plan::Plan> ExportRowsPlanner::plan(const plan::Task &task, const planning::Facts &facts) const
{
    const auto definition = ExportRows::fromJson(task.definition, core::UnknownMembers::Refused);
    if (!definition)
        return core::fail(definition.error());
    return planExportRows(*definition, std::any_cast<const ExportFacts &>(facts.value));
}

} // namespace isthmus::exporting
