// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/models/plans/planstepsmodel.h>
#include <isthmus/plan/words.h>

#include <algorithm>

namespace isthmus::models {

namespace {

constexpr qsizetype mostLines = 12; // of one group

} // namespace

void PlanStepsModel::setPlan(const Reading &reading, const plan::Plan &plan)
{
    QList<Line> lines{{reading.title, reading.words, QStringLiteral("read"), reading.tone, false}};
    for (const plan::StepGroup &group : plan.groups) {
        if (group.steps.size() > mostLines && !group.title.isEmpty())
            lines.append(lineOf(group));
        else
            lines += linesOf(group.steps);
    }
    if (lines == m_lines)
        return;
    if (lines.size() == m_lines.size()) { // the view keeps its current row
        m_lines = lines;
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_lines = lines;
    endResetModel();
}

// A thousand steps in one line, which tells what of them drops something.
PlanStepsModel::Line PlanStepsModel::lineOf(const plan::StepGroup &group)
{
    Line line{words(group.title), {}, group.steps.first().kind, Tone::Neutral, false};
    const auto destructive = std::ranges::find_if(group.steps, &plan::Step::isDestructive);
    line.isDestructive = destructive != group.steps.end();
    line.words = line.isDestructive ? words(destructive->destructiveNote)
                                    : tr("%1 steps").arg(core::formatCount(group.steps.size()));
    line.tone = line.isDestructive ? Tone::Warning : Tone::Neutral;
    return line;
}

QList<PlanStepsModel::Line> PlanStepsModel::linesOf(const QList<plan::Step> &steps)
{
    QList<Line> lines;
    for (const plan::Step &step : steps) {
        Line line;
        line.title = words(step.title);
        line.kind = step.kind;
        line.isDestructive = step.isDestructive();
        if (line.isDestructive) {
            line.words = words(step.destructiveNote);
            line.tone = Tone::Warning;
        } else if (!step.sql.isEmpty()) {
            line.words = tr("SQL below");
        } else if (!step.writes()) {
            line.words = tr("read only");
        }
        lines.append(line);
    }
    return lines;
}

int PlanStepsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int PlanStepsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PlanStepsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Line &line = m_lines.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Number)
            return index.row() + 1;
        return index.column() == Title ? line.title : line.words;
    case Qt::AccessibleTextRole:
        return tr("%1. %2, %3").arg(index.row() + 1).arg(line.title, line.words);
    case ToneRole:
        return QVariant::fromValue(line.tone);
    case StepKindRole:
        return line.kind;
    case DestructiveRole:
        return line.isDestructive;
    default:
        return {};
    }
}

} // namespace isthmus::models
