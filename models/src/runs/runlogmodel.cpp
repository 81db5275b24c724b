// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/models/runs/runlogmodel.h>
#include <isthmus/plan/words.h>

namespace isthmus::models {

using plan::words;

namespace {

constexpr qsizetype maxLines = 100'000;
constexpr int droppedAtOnce = 1000; // seldom and many, not one a line; a page of the log holds no more

} // namespace

RunLogModel::RunLogModel(tasks::Runs &runs, QObject *parent) : QAbstractTableModel(parent), m_runs(runs)
{
    connect(&runs, &tasks::Runs::logged, this, [this](const QString &runId, qint64 number, const plan::LogLine &line) {
        if (runId == m_runId)
            take(number, line);
    });
}

void RunLogModel::setRun(const QString &runId)
{
    beginResetModel();
    m_runId = runId;
    m_lines.clear();
    m_next = 0;
    m_early.clear();
    m_reading.forget();
    endResetModel();
    if (!runId.isEmpty())
        read();
}

void RunLogModel::read()
{
    m_reading.ask(m_runs.log(m_runId, m_next), [this](const core::Result<tasks::LogPage> &page) {
        if (page && !page->lines.isEmpty()) {
            append(page->lines);
            m_next = page->first + page->lines.size();
        }
        if (page && page->hasMore) {
            read();
            return;
        }
        const auto early = std::exchange(m_early, {});
        for (const auto &[number, line] : early)
            take(number, line);
    });
}

void RunLogModel::take(qint64 number, const plan::LogLine &line)
{
    if (m_reading.isWaiting()) {
        m_early.append({number, line});
    } else if (number >= m_next) {
        append({line});
        m_next = number + 1;
    }
}

void RunLogModel::append(const QList<plan::LogLine> &lines)
{
    if (m_lines.size() + lines.size() > maxLines) {
        beginRemoveRows({}, 0, droppedAtOnce - 1);
        m_lines.remove(0, droppedAtOnce);
        endRemoveRows();
    }
    beginInsertRows({}, rowCount(), rowCount() + int(lines.size()) - 1);
    m_lines.append(lines);
    endInsertRows();
}

QString RunLogModel::text() const
{
    QString text;
    for (const plan::LogLine &line : m_lines)
        text += core::formatTime(line.time) + u' ' + words(line.text) + u'\n';
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
        return words(line.text);
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
