// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/objectpath.h>
#include <isthmus/core/async.h>
#include <isthmus/core/format.h>
#include <isthmus/core/wordlist.h>
#include <isthmus/models/runs/activitymodel.h>
#include <isthmus/plan/words.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace isthmus::models {

using plan::RunState;
using plan::RunSummary;
using plan::words;
using tasks::Runs;

namespace {

constexpr int pageSize = 100;

bool isActive(const RunSummary &run)
{
    return !plan::isFinal(run.state);
}

// Of the steps that run now alone: what ran before them must not thin the rate.
std::optional<double> rowsPerSecond(const RunSummary &run)
{
    if (run.state != RunState::Running || run.rowsMoving <= 0)
        return std::nullopt;
    const qint64 ms = run.movingSince.isValid() ? run.movingSince.msecsTo(QDateTime::currentDateTime()) : 0;
    if (ms < 500)
        return std::nullopt; // too early to be honest
    return double(run.rowsMoving) * 1000.0 / double(ms);
}

std::optional<double> progressOf(const RunSummary &run)
{
    if (run.state != RunState::Running)
        return std::nullopt;
    if (run.rowsDone && run.rowsTotal && *run.rowsTotal > 0)
        return std::min(1.0, double(*run.rowsDone) / double(*run.rowsTotal)); // the total is an estimate
    if (run.stepsTotal == 0)
        return std::nullopt;
    return double(run.stepsDone) / double(run.stepsTotal);
}

QString rowsText(const RunSummary &run)
{
    if (!run.rowsDone)
        return {};
    const QString done = core::formatCount(*run.rowsDone);
    return isActive(run) && run.rowsTotal ? done + QStringLiteral(" / ") + core::formatCount(*run.rowsTotal) : done;
}

QString resultText(const RunSummary &run)
{
    QStringList parts{words(run.outcome)};
    if (run.state == RunState::Succeeded && run.begun().isValid() && run.ended.isValid())
        parts.append(core::formatDuration(std::chrono::milliseconds(run.begun().msecsTo(run.ended))));
    parts.removeAll(QString());
    return core::inOneLine(parts);
}

// Where it reads, and behind that where it writes.
struct Ends {
    QStringList sources;
    QStringList others;
};

Ends endsOf(const RunSummary &run)
{
    const auto connectionIn = [](const QString &path) {
        const auto parsed = catalog::ObjectPath::parse(path);
        return parsed ? parsed->connection : QString();
    };
    Ends ends;
    QStringList all;
    for (const plan::Touch &touch : run.touches) {
        ends.sources.append(connectionIn(touch.source));
        all.append(connectionIn(touch.path));
    }
    ends.sources.removeAll(QString());
    ends.sources.removeDuplicates();
    all += run.connections;
    all.removeAll(QString());
    all.removeDuplicates();
    for (const QString &name : std::as_const(all)) {
        if (!ends.sources.contains(name))
            ends.others.append(name);
    }
    return ends;
}

QString connectionsText(const RunSummary &run)
{
    const Ends ends = endsOf(run);
    QStringList parts{ends.sources.join(QStringLiteral(", ")), ends.others.join(QStringLiteral(", "))};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" → "));
}

QString cancelHint(const RunSummary &run)
{
    if (!isActive(run))
        return ActivityModel::tr("The selected run cannot be cancelled: it has ended");
    if (run.isElsewhere)
        return ActivityModel::tr("Another program executes the selected run; cancel it there");
    return ActivityModel::tr("Cancel the selected run");
}

QString resumeHint(const RunSummary &run)
{
    if (run.canResume)
        return ActivityModel::tr("Resume the selected run: what has not succeeded runs again");
    if (isActive(run))
        return ActivityModel::tr("The selected run cannot be resumed: it has not ended");
    if (run.state == RunState::Succeeded)
        return ActivityModel::tr("The selected run cannot be resumed: it has succeeded");
    return ActivityModel::tr(
        "The selected run cannot be resumed: the step that was cut off or failed may be done in part "
        "and must not run twice. Plan the task again");
}

} // namespace

ActivityModel::ActivityModel(Runs &runs, QObject *parent) : QAbstractTableModel(parent), m_service(runs)
{
    connect(&runs, &Runs::summaryChanged, this, &ActivityModel::take);
    connect(&runs, &Runs::storeRecovered, this, &ActivityModel::readFirst); // earlier runs may be there again
    readFirst();
}

void ActivityModel::readFirst()
{
    m_reading.ask(m_service.list({pageSize, {}, {}, {}}), [this](const core::Result<tasks::RunPage> &page) {
        m_hasRead = true;
        acceptPage(page);
        Q_EMIT read();
    });
}

int ActivityModel::rowOf(const QString &runId) const
{
    const auto found = std::ranges::find(m_runs, runId, &RunSummary::id);
    return found == m_runs.end() ? -1 : int(found - m_runs.begin());
}

void ActivityModel::take(const RunSummary &run)
{
    const int row = rowOf(run.id);
    if (row < 0) {
        insert(run);
        Q_EMIT activeCountChanged();
        if (!isActive(run)) // of another program, before anybody looked
            Q_EMIT finished(run);
        return;
    }
    const bool wasActive = isActive(m_runs.at(row));
    m_runs[row] = run;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    if (wasActive != isActive(run))
        Q_EMIT activeCountChanged();
    if (wasActive && !isActive(run))
        Q_EMIT finished(run);
}

// By its number; one that could not be remembered has none and is new.
void ActivityModel::insert(const RunSummary &run)
{
    const auto place = run.number == 0
        ? m_runs.begin()
        : std::ranges::find_if(m_runs, [&run](const RunSummary &r) { return r.number != 0 && r.number < run.number; });
    const int row = int(place - m_runs.begin());
    beginInsertRows({}, row, row);
    m_runs.insert(row, run);
    endInsertRows();
}

void ActivityModel::acceptPage(const core::Result<tasks::RunPage> &page)
{
    if (!page)
        return; // the window tells that the store cannot be read
    m_hasMore = page->hasMore;
    if (page->runs.isEmpty())
        return;
    m_lastOfPages = page->runs.last().id;
    QList<RunSummary> unknown; // what was signalled is as new or newer
    std::ranges::copy_if(page->runs, std::back_inserter(unknown),
                         [this](const RunSummary &run) { return rowOf(run.id) < 0; });
    const bool isAtEnd = m_runs.isEmpty() || (!unknown.isEmpty() && m_runs.last().number > unknown.first().number);
    if (isAtEnd && !unknown.isEmpty()) {
        beginInsertRows({}, rowCount(), rowCount() + int(unknown.size()) - 1);
        m_runs.append(unknown);
        endInsertRows();
    } else {
        for (const RunSummary &run : std::as_const(unknown))
            insert(run);
    }
    Q_EMIT activeCountChanged();
}

bool ActivityModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasMore && !m_reading.isWaiting();
}

void ActivityModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_reading.ask(m_service.list({pageSize, m_lastOfPages, {}, {}}),
                  [this](const core::Result<tasks::RunPage> &page) { acceptPage(page); });
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

int ActivityModel::activeHereCount() const
{
    return int(std::ranges::count_if(m_runs, [](const RunSummary &run) { return isActive(run) && !run.isElsewhere; }));
}

void ActivityModel::cancel(const QModelIndex &index)
{
    if (index.isValid())
        tellErrorsOf(m_service.cancel(m_runs.at(index.row()).id));
}

void ActivityModel::setProductionCheck(std::function<bool(const QString &)> isProduction)
{
    m_isProduction = std::move(isProduction);
}

void ActivityModel::connectionsChanged()
{
    if (!m_runs.isEmpty())
        Q_EMIT dataChanged(index(0, Connections), index(rowCount() - 1, Connections));
}

bool ActivityModel::isOfProduction(const RunSummary &run) const
{
    if (run.production) // whatever the names mean by now
        return !run.production->isEmpty();
    const Ends ends = endsOf(run);
    return m_isProduction && std::ranges::any_of(ends.sources + ends.others, m_isProduction);
}

QVariant ActivityModel::toolTip(const RunSummary &run, int column) const
{
    if (column == Connections)
        return data(index(rowOf(run.id), column));
    if (column == Started && run.resumed.isValid())
        return tr("Started %1, resumed %2").arg(core::formatTime(run.started), core::formatTime(run.resumed));
    if (column != Result || !run.error)
        return {};
    const QString hint = words(run.error->hint);
    return hint.isEmpty() ? words(run.outcome) : words(run.outcome) + u'\n' + hint;
}

void ActivityModel::resume(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    core::whenDone(m_service.run(m_runs.at(index.row()).id), this, [this](const core::Result<plan::Run> &run) {
        if (!run) {
            Q_EMIT failed(run.error());
            return;
        }
        if (const QStringList production = productionToWrite(*run); !production.isEmpty())
            Q_EMIT confirmationNeeded(run->id, words(run->plan.title), production);
        else
            resume(run->id, {});
    });
}

void ActivityModel::resume(const QString &runId, const QStringList &confirmed)
{
    tellErrorsOf(m_service.resume(runId, confirmed));
}

// What it has not done yet, and would do.
QStringList ActivityModel::productionToWrite(const plan::Run &run) const
{
    QStringList names;
    const auto steps = run.plan.steps();
    for (qsizetype i = 0; m_isProduction && i < steps.size(); ++i) {
        const QString connection = steps.at(i).connection();
        const bool isDone = run.steps.at(i).state == RunState::Succeeded;
        if (!isDone && steps.at(i).writes() && !names.contains(connection) && m_isProduction(connection))
            names.append(connection);
    }
    return names;
}

void ActivityModel::tellErrorsOf(const QFuture<core::Result<core::Done>> &answer)
{
    core::whenDone(answer, this, [this](const core::Result<core::Done> &done) {
        if (!done)
            Q_EMIT failed(done.error());
    });
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
    const RunSummary &run = m_runs.at(index.row());
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
        return isActive(run) && !run.isElsewhere;
    case CancelHintRole:
        return cancelHint(run);
    case ProductionRole:
        return isOfProduction(run);
    case CanResumeRole:
        return run.canResume;
    case ResumeHintRole:
        return resumeHint(run);
    case ErrorRole:
        return run.error ? QVariant::fromValue(words(*run.error)) : QVariant();
    case TaskKindRole:
        return run.taskKind;
    case TargetRole:
        return run.touches.isEmpty() ? QString() : run.touches.first().path;
    case Qt::TextAlignmentRole: {
        const bool isNumber = index.column() == Rows || index.column() == Rate || index.column() == TimeLeft;
        return QVariant(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    }
    case Qt::ToolTipRole:
        return toolTip(run, index.column());
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
        return words(run.taskTitle);
    case Connections:
        return isOfProduction(run) ? tr("%1 · Production").arg(connectionsText(run)) : connectionsText(run);
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
        if (!rate || *rate < 1 || !run.rowsTotal || *run.rowsTotal < run.rowsDone.value_or(0))
            return {};
        return core::formatDuration(
            std::chrono::seconds(qint64(double(*run.rowsTotal - run.rowsDone.value_or(0)) / *rate) + 1));
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
    case Connections:
        return tr("Connections");
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
