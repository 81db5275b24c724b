// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/models/runs/runlogmodel.h>

namespace isthmus::models {

namespace {

constexpr qsizetype maxLines = 100'000;
constexpr int droppedAtOnce = 1000; // seldom and many, not one a line

} // namespace

RunLogModel::RunLogModel(tasks::RunService &runs, QObject *parent) : QAbstractTableModel(parent), m_service(runs)
{
    connect(&runs, &tasks::RunService::logged, this, [this](const QString &runId, const plan::LogLine &line) {
        if (runId == m_runId)
            append(line);
    });
}

void RunLogModel::setRun(const QString &runId)
{
    beginResetModel();
    m_runId = runId;
    m_lines = runId.isEmpty() ? QList<plan::LogLine>() : m_service.log(runId);
    if (m_lines.size() > maxLines)
        m_lines.remove(0, m_lines.size() - maxLines);
    endResetModel();
}

void RunLogModel::append(const plan::LogLine &line)
{
    if (m_lines.size() >= maxLines) {
        beginRemoveRows({}, 0, droppedAtOnce - 1);
        m_lines.remove(0, droppedAtOnce);
        endRemoveRows();
    }
    beginInsertRows({}, rowCount(), rowCount());
    m_lines.append(line);
    endInsertRows();
}

QString RunLogModel::text() const
{
    QString text;
    for (const plan::LogLine &line : m_lines)
        text += core::formatTime(line.time) + u' ' + line.text + u'\n';
    return text;
}

int RunLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int RunLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunLogModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || role != Qt::DisplayRole)
        return {};
    const plan::LogLine &line = m_lines.at(index.row());
    switch (index.column()) {
    case Time:
        return core::formatTime(line.time);
    case Step:
        return line.step < 0 ? QVariant() : QVariant(line.step + 1);
    default:
        return line.text;
    }
}

QVariant RunLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Step:
        return tr("Step");
    default:
        return tr("What happened");
    }
}

} // namespace isthmus::models
