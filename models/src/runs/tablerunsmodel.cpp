// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/pooled.h"

#include <isthmus/core/format.h>
#include <isthmus/models/runs/tablerunsmodel.h>
#include <isthmus/plan/words.h>

#include <utility>

namespace isthmus::models {

using mapping::TableRun;

namespace {

// As a cell of a table that a spreadsheet reads.
QString cell(QString text)
{
    return text.replace(u'\t', u' ').replace(u'\n', u' ');
}

// As people write it; all are of one connection.
QString nameOf(const QString &source)
{
    const auto path = catalog::ObjectPath::parse(source);
    return path ? path->names.join(u'.') : source;
}

} // namespace

TableRunsModel::~TableRunsModel()
{
    freeLater(std::move(m_runs));
}

void TableRunsModel::setRuns(mapping::TableRuns runs)
{
    beginResetModel();
    freeLater(std::exchange(m_runs, std::move(runs)));
    endResetModel();
}

void TableRunsModel::update(int step, const plan::StepRun &run)
{
    const auto places = m_runs.update(step, run);
    for (const qsizetype place : places)
        Q_EMIT dataChanged(index(int(place), 0), index(int(place), ColumnCount - 1));
}

QString TableRunsModel::report() const
{
    QStringList lines;
    for (int row = -1; row < rowCount(); ++row) {
        QStringList cells;
        for (int column = Source; column < ColumnCount; ++column)
            cells.append(cell(row < 0 ? headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()
                                      : text(row, column).toString()));
        lines.append(cells.join(u'\t'));
    }
    return lines.join(u'\n');
}

int TableRunsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_runs.tables().size());
}

int TableRunsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TableRunsModel::text(int row, int column) const
{
    const TableRun &table = m_runs.tables().at(row);
    switch (column) {
    case Number:
        return row + 1;
    case Source:
        return nameOf(table.source);
    case Target:
        return table.target;
    case Columns:
        return table.step < 0 ? QVariant() : tr("%1 of %2").arg(table.columns).arg(table.sourceColumns);
    case State:
        return m_about == About::Plan && table.state == TableRun::State::Waiting
            ? tr("Make")
            : mapping::tableStateTitle(table.state);
    case Took:
        return table.milliseconds < 0 ? QVariant()
                                      : core::formatDuration(std::chrono::milliseconds(table.milliseconds));
    default:
        return plan::words(table.note);
    }
}

QVariant TableRunsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TableRun &table = m_runs.tables().at(index.row());
    const int column = index.column();
    switch (role) {
    case StateRole:
        return int(table.state);
    case StepRole:
        return table.step;
    case HintRole:
        return plan::words(table.hint);
    case IncompleteRole:
        return table.step >= 0 && table.columns < table.sourceColumns;
    case Qt::TextAlignmentRole: {
        const bool isNumber = column == Number || column == Columns || column == Took;
        return QVariant(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    }
    case Qt::ToolTipRole:
        return column == Source || column == Target || column == Note ? text(index.row(), column) : QVariant();
    case Qt::AccessibleTextRole:
        return column == Source
            ? QVariant(tr("%1, %2").arg(text(index.row(), Source).toString(), text(index.row(), State).toString()))
            : QVariant();
    case Qt::DisplayRole:
        return text(index.row(), column);
    default:
        return {};
    }
}

QVariant TableRunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = section == Number || section == Columns || section == Took;
        return QVariant(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number:
        return QStringLiteral("#");
    case Source:
        return m_runs.isToHologres() ? tr("MaxCompute table") : tr("Hologres table");
    case Target:
        return m_runs.isToHologres() ? tr("Foreign table") : tr("External table");
    case Columns:
        return tr("Columns");
    case State:
        return tr("State");
    case Took:
        return tr("Took");
    case Note:
        return tr("Note");
    default:
        return {};
    }
}

} // namespace isthmus::models
