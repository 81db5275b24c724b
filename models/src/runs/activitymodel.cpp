// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/models/runs/activitymodel.h>

#include <algorithm>
#include <chrono>

namespace isthmus::models {

using plan::Run;
using plan::RunState;
using tasks::RunService;

namespace {

bool isActive(const Run &run)
{
    return !plan::isFinal(run.state);
}

// Rows come from the running step alone; what ran before it must not thin the rate.
std::optional<double> rowsPerSecond(const Run &run)
{
    if (run.state != RunState::Running || !run.rowsDone || *run.rowsDone <= 0)
        return std::nullopt;
    const auto step = std::ranges::find(run.steps, RunState::Running, &plan::StepRun::state);
    const QDateTime since = step == run.steps.end() ? run.started : step->started;
    const qint64 ms = since.isValid() ? since.msecsTo(QDateTime::currentDateTime()) : 0;
    if (ms < 500)
        return std::nullopt; // too early to be honest
    return double(*run.rowsDone) * 1000.0 / double(ms);
}

std::optional<double> progressOf(const Run &run)
{
    if (run.state != RunState::Running)
        return std::nullopt;
    if (run.rowsDone && run.rowsTotal && *run.rowsTotal > 0)
        return std::min(1.0, double(*run.rowsDone) / double(*run.rowsTotal)); // the total is an estimate
    if (run.steps.isEmpty())
        return std::nullopt;
    return double(run.finishedSteps()) / double(run.steps.size());
}

QString rowsText(const Run &run)
{
    if (!run.rowsDone)
        return {};
    const QString done = core::formatCount(*run.rowsDone);
    return isActive(run) && run.rowsTotal ? done + QStringLiteral(" / ") + core::formatCount(*run.rowsTotal) : done;
}

QString resultText(const Run &run)
{
    if (run.state == RunState::Failed && run.error)
        return run.error->message;
    QStringList parts{run.outcome};
    if (run.state == RunState::Succeeded && run.started.isValid() && run.ended.isValid())
        parts.append(core::formatDuration(std::chrono::milliseconds(run.started.msecsTo(run.ended))));
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

} // namespace

ActivityModel::ActivityModel(RunService &runs, QObject *parent)
    : QAbstractTableModel(parent), m_service(runs), m_runs(runs.runs())
{
    connect(&runs, &RunService::runAdded, this, &ActivityModel::add);
    connect(&runs, &RunService::runChanged, this, &ActivityModel::change);
}

int ActivityModel::rowOf(const QString &runId) const
{
    const auto found = std::ranges::find(m_runs, runId, &Run::id);
    return found == m_runs.end() ? -1 : int(found - m_runs.begin());
}

void ActivityModel::add(const Run &run)
{
    if (rowOf(run.id) >= 0)
        return;
    beginInsertRows({}, 0, 0);
    m_runs.prepend(run);
    endInsertRows();
    Q_EMIT activeCountChanged();
}

void ActivityModel::change(const Run &run)
{
    const int row = rowOf(run.id);
    if (row < 0)
        return;
    const bool wasActive = isActive(m_runs.at(row));
    m_runs[row] = run;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    if (wasActive && !isActive(run)) {
        Q_EMIT activeCountChanged();
        Q_EMIT finished(run);
    }
}

QModelIndex ActivityModel::indexOf(const QString &runId) const
{
    const int row = rowOf(runId);
    return row < 0 ? QModelIndex() : index(row, Task);
}

int ActivityModel::activeCount() const
{
    return int(std::ranges::count_if(m_runs, isActive));
}

void ActivityModel::cancel(const QModelIndex &index)
{
    if (index.isValid())
        m_service.cancel(m_runs.at(index.row()).id);
}

int ActivityModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_runs.size());
}

int ActivityModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ActivityModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Run &run = m_runs.at(index.row());
    switch (role) {
    case RunIdRole:
        return run.id;
    case StateRole:
        return int(run.state);
    case ProgressRole: {
        const auto progress = progressOf(run);
        return progress ? QVariant(*progress) : QVariant();
    }
    case CanCancelRole:
        return isActive(run);
    case ErrorRole:
        return run.error ? QVariant::fromValue(*run.error) : QVariant();
    case TargetRole:
        return run.plan.target;
    case Qt::TextAlignmentRole: {
        const bool isNumber = index.column() == Rows || index.column() == Rate || index.column() == TimeLeft;
        return QVariant(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    }
    case Qt::ToolTipRole:
        if (index.column() != Result || !run.error)
            return {};
        return run.error->hint.isEmpty() ? run.error->message : run.error->message + u'\n' + run.error->hint;
    case Qt::AccessibleTextRole:
        return index.column() == StateIcon ? QVariant(plan::runStateTitle(run.state)) : QVariant();
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }

    const auto rate = rowsPerSecond(run);
    switch (index.column()) {
    case Task:
        return run.task.title;
    case StateText:
        return plan::runStateTitle(run.state);
    case Progress: {
        const auto progress = progressOf(run);
        return progress ? QVariant(tr("%1%").arg(int(*progress * 100))) : QVariant();
    }
    case Rows:
        return rowsText(run);
    case Rate:
        return rate ? QVariant(tr("%1 rows/s").arg(core::formatCompactCount(qint64(*rate)))) : QVariant();
    case TimeLeft:
        if (!rate || *rate < 1 || !run.rowsTotal || *run.rowsTotal < *run.rowsDone)
            return {};
        return core::formatDuration(std::chrono::seconds(qint64(double(*run.rowsTotal - *run.rowsDone) / *rate) + 1));
    case Started:
        return core::formatTime(run.started);
    case Result:
        return resultText(run);
    default:
        return {};
    }
}

QVariant ActivityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = section == Rows || section == Rate || section == TimeLeft;
        return QVariant(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Task:
        return tr("Task");
    case StateText:
        return tr("State");
    case Progress:
        return tr("Progress");
    case Rows:
        return tr("Rows");
    case Rate:
        return tr("Rate");
    case TimeLeft:
        return tr("Time left");
    case Started:
        return tr("Started");
    case Result:
        return tr("Result");
    default:
        return {};
    }
}

} // namespace isthmus::models
