// SPDX-License-Identifier: GPL-3.0-or-later
#include "tabletelling.h"

#include "runjson.h"
#include "texttable.h"

#include <isthmus/core/format.h>
#include <isthmus/mapping/manytables/tableruns.h>
#include <isthmus/plan/words.h>

namespace isthmus::app {

using mapping::TableRun;
using mapping::TableRuns;
using plan::words;
using State = TableRun::State;

namespace {

QString columnsText(const TableRun &table)
{
    return table.step < 0 ? QString() : CtlText::tr("%1 of %2").arg(table.columns).arg(table.sourceColumns);
}

QString tookText(const TableRun &table)
{
    return table.milliseconds < 0 ? QString() : core::formatDuration(std::chrono::milliseconds(table.milliseconds));
}

QString tablesText(const TableRuns &runs, bool isRun)
{
    QStringList header = runs.isToHologres()
        ? QStringList{CtlText::tr("MaxCompute table"), CtlText::tr("Foreign table")}
        : QStringList{CtlText::tr("Hologres table"), CtlText::tr("External table")};
    header.append(CtlText::tr("Columns"));
    if (isRun)
        header += {CtlText::tr("State"), CtlText::tr("Took")};
    TextTable text(header + QStringList{CtlText::tr("Note")});
    text.setRightAligned(2);
    for (const TableRun &table : runs.tables()) {
        QStringList cells{table.source, table.target, columnsText(table)};
        if (isRun)
            cells += {mapping::tableStateTitle(table.state), tookText(table)};
        else if (table.step < 0)
            cells[1] = mapping::tableStateTitle(table.state);
        text.append(cells + QStringList{words(table.note)});
    }
    return text.toString(TableWidths::of(standardOutput()));
}

// A plan as a run that has not begun.
TableRuns plannedRuns(const QString &taskKind, const plan::Plan &plan)
{
    plan::Task task;
    task.kind = taskKind;
    return TableRuns(plan::Run::of(task, plan));
}

// What belongs to no table.
QString noticesText(const plan::Plan &plan)
{
    plan::Plan common;
    common.title = plan.title;
    for (const plan::Notice &notice : plan.notices) {
        if (notice.subject.code.isEmpty() && notice.level != plan::NoticeLevel::Blocker)
            continue; // of a table, in whose line it stands
        common.notices.append(notice);
    }
    return planText(common);
}

QString planWords(const QString &taskKind, const plan::Plan &plan, bool isWhole)
{
    if (isWhole)
        return planText(plan);
    QStringList lines{noticesText(plan)};
    for (const plan::StepGroup &group : plan.groups)
        lines.append(words(group.title));
    qsizetype dropped = 0;
    for (const plan::Step &step : plan.steps()) {
        if (step.isDestructive() && dropped++ == 0)
            lines.append(words(step.destructiveNote));
    }
    const auto tables = plannedRuns(taskKind, plan);
    if (!tables.tables().isEmpty())
        lines.append(u'\n' + tablesText(tables, false));
    return lines.join(u'\n');
}

QString countsText(const TableRuns &runs)
{
    QStringList counts;
    for (const State state :
         {State::Mapped, State::Failed, State::Stopped, State::Kept, State::LeftOut, State::Waiting}) {
        if (const qsizetype count = runs.count(state); count > 0)
            counts.append(QStringLiteral("%1 %2").arg(mapping::tableStateTitle(state)).arg(count));
    }
    return counts.join(QStringLiteral(", "));
}

QJsonArray tablesJson(const QList<TableRun> &tables)
{
    QJsonArray array;
    for (const TableRun &table : tables) {
        QJsonObject json{{QStringLiteral("source"), table.source},
                         {QStringLiteral("target"), table.target},
                         {QStringLiteral("state"), mapping::tableStateName(table.state)},
                         {QStringLiteral("note"), words(table.note)}};
        if (table.step >= 0) {
            json.insert(QStringLiteral("columns"), table.columns);
            json.insert(QStringLiteral("source_columns"), table.sourceColumns);
        }
        if (!table.hint.isEmpty())
            json.insert(QStringLiteral("hint"), words(table.hint));
        if (table.milliseconds >= 0)
            json.insert(QStringLiteral("elapsed_ms"), table.milliseconds);
        array.append(json);
    }
    return array;
}

} // namespace

PlanTelling tableTelling(CtlSession &session, const QString &taskKind, bool isWhole)
{
    PlanTelling telling;
    telling.plan = [=](const plan::Plan &plan) { return planWords(taskKind, plan, isWhole); };
    telling.tellsNotices = false; // they stand in the lines of the tables
    telling.mayBeEmpty = true;
    telling.log = [&session](const plan::LogLine &line) {
        // The title of a step that begins, and why one failed; not the statement of each of a thousand tables.
        const bool isTitle = line.text.code.startsWith(u"Mapping.create_table")
            || line.text.code.startsWith(u"Mapping.drop_table") || line.text.code == u"Mapping.foreign_create"
            || line.text.code == u"Mapping.foreign_drop" || line.text.code.startsWith(u"Mapping.verify_");
        if (line.isFailure || isTitle)
            session.note(words(line.text));
    };
    telling.run = [&session](const plan::Run &run) {
        const TableRuns runs(run);
        session.print(tablesText(runs, true));
        session.print(CtlText::tr("%1: %2, %3. %4")
                          .arg(words(run.plan.title), plan::runStateTitle(run.state),
                               core::formatDuration(std::chrono::milliseconds(elapsedMilliseconds(run))),
                               countsText(runs)));
    };
    telling.json = [](const plan::Run &run, QJsonObject &json) {
        json.insert(QStringLiteral("tables"), tablesJson(TableRuns(run).tables()));
    };
    return telling;
}

} // namespace isthmus::app
