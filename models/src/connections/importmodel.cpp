// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/async.h>
#include <isthmus/core/lane.h>
#include <isthmus/models/connections/importmodel.h>

#include <algorithm>
#include <utility>

namespace isthmus::models {

using connections::FoundConnections;
using connections::ImportCandidate;

ImportModel::ImportModel(connections::ConnectionManager &manager, QObject *parent)
    : QAbstractTableModel(parent), m_manager(manager)
{
}

// Reading

void ImportModel::find()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
    m_problems.clear();
    read([]() -> core::Result<FoundConnections> {
        return connections::findConnections(connections::ForeignPlaces::ofUser());
    });
}

void ImportModel::readFile(const QString &file)
{
    m_problems.clear();
    read([file] { return connections::readConnections(file, connections::ForeignPlaces::ofUser()); });
}

void ImportModel::read(Reading reading)
{
    m_isReading = true;
    Q_EMIT changed();
    const auto future = core::runOnPool<FoundConnections>(
        [reading = std::move(reading)](const core::Cancellation &) { return reading(); });
    m_question.ask(future, [this](const core::Result<FoundConnections> &found) {
        m_isReading = false;
        if (found)
            add(*found);
        else
            m_problems.append(found.error().message + u' ' + found.error().hint);
        Q_EMIT changed();
    });
}

void ImportModel::add(const FoundConnections &found)
{
    m_problems.append(found.problems);
    // Names of what is listed are as good as taken.
    QList<connections::Profile> known = m_manager.profiles();
    for (const Row &row : std::as_const(m_rows)) {
        if (row.state == State::Offered)
            known.append(row.candidate.found.profile);
    }
    const QList<ImportCandidate> candidates = connections::importCandidates(found.connections, known);
    if (candidates.isEmpty())
        return;
    beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + candidates.size()) - 1);
    for (const ImportCandidate &candidate : candidates) {
        const bool isFree = candidate.hindrance.isEmpty();
        m_rows.append({candidate, {}, isFree && candidate.isProposed, isFree ? State::Offered : State::Hindered, {}});
    }
    endInsertRows();
}

// Importing

bool ImportModel::canTick(const Row &row)
{
    return (row.state == State::Offered || row.state == State::Failed) && row.nameProblem.isEmpty();
}

int ImportModel::tickedCount() const
{
    return int(std::ranges::count_if(m_rows, &Row::isTicked));
}

QString ImportModel::blockedReason() const
{
    if (m_isReading || m_isImporting)
        return m_isReading ? tr("Connections are being read.") : tr("Connections are being saved.");
    return tickedCount() == 0 ? tr("No connection is ticked.") : QString();
}

QStringList ImportModel::imported() const
{
    QStringList names;
    for (const Row &row : m_rows) {
        if (row.state == State::Imported)
            names.append(row.candidate.found.profile.name);
    }
    return names;
}

void ImportModel::importTicked()
{
    if (!blockedReason().isEmpty())
        return;
    m_isImporting = true;
    Q_EMIT changed();
    importNext();
}

void ImportModel::importNext()
{
    const auto next = std::ranges::find_if(m_rows, &Row::isTicked);
    if (next == m_rows.end()) {
        m_isImporting = false;
        Q_EMIT changed();
        Q_EMIT finished();
        return;
    }
    const int row = int(next - m_rows.begin());
    next->isTicked = false;
    setState(row, State::Saving);
    const QString &secret = next->candidate.found.secret;
    const auto saved =
        m_manager.save(next->candidate.found.profile, {}, secret.isEmpty() ? std::nullopt : std::optional(secret));
    core::whenDone(saved, this, [this, row](const core::Result<core::Done> &done) {
        if (done)
            m_rows[row].candidate.found.secret.clear(); // the store has it now
        setState(row, done ? State::Imported : State::Failed, done ? QString() : done.error().message);
        importNext();
    });
}

void ImportModel::setState(int row, State state, const QString &result)
{
    m_rows[row].state = state;
    m_rows[row].result = result;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

// Rows

int ImportModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ImportModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ImportModel::noteOf(const Row &row) const
{
    QStringList notes{row.nameProblem, row.candidate.hindrance, row.result};
    if (row.state == State::Saving || row.state == State::Imported)
        notes.prepend(row.state == State::Saving ? tr("Being saved.") : tr("Imported."));
    notes.append(row.candidate.found.notes);
    notes.removeAll(QString());
    return notes.join(u' ');
}

QVariant ImportModel::display(const Row &row, int column) const
{
    const auto &found = row.candidate.found;
    switch (column) {
    case Name:
        return found.profile.name;
    case Kind:
        return found.profile.info().title;
    case Address:
        return found.profile.info().address(found.profile);
    case Origin:
        return found.origin;
    case Secret:
        if (row.state == State::Imported || row.state == State::Hindered || !found.profile.needsSecret())
            return QString();
        return found.secret.isEmpty() ? tr("Not found") : tr("Goes to %1").arg(m_manager.secretsDescription());
    case Note:
        return noteOf(row);
    default:
        return {};
    }
}

QVariant ImportModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return display(row, index.column());
    case Qt::EditRole:
        return index.column() == Name ? QVariant(row.candidate.found.profile.name) : QVariant();
    case Qt::CheckStateRole:
        if (index.column() != Name)
            return {};
        return row.isTicked || row.state == State::Saving || row.state == State::Imported ? Qt::Checked : Qt::Unchecked;
    case Qt::AccessibleTextRole:
        return index.column() == Name ? QVariant(tr("%1, %2").arg(row.candidate.found.profile.name, noteOf(row)))
                                      : QVariant();
    case StateRole:
        return QVariant::fromValue(row.state);
    case KindRole:
        return row.candidate.found.profile.kind;
    default:
        return {};
    }
}

QVariant ImportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Kind:
        return tr("Kind");
    case Address:
        return tr("Address");
    case Origin:
        return tr("Found in");
    case Secret:
        return tr("Secret");
    case Note:
        return tr("Note");
    default:
        return {};
    }
}

Qt::ItemFlags ImportModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const Row &row = m_rows.at(index.row());
    if (index.column() == Name && !m_isImporting && (row.state == State::Offered || row.state == State::Failed))
        flags |= Qt::ItemIsUserCheckable | Qt::ItemIsEditable;
    return flags;
}

QString ImportModel::problemOfName(int row, const QString &name) const
{
    if (const QString problem = connections::problemOfNewName(name); !problem.isEmpty())
        return problem;
    const bool isListed = std::ranges::any_of(m_rows, [&](const Row &other) {
        return &other != &m_rows.at(row) && other.state != State::Hindered
            && other.candidate.found.profile.name == name;
    });
    if (isListed || m_manager.profile(name))
        return tr("There is a connection called \"%1\" already.").arg(name);
    return {};
}

bool ImportModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || index.column() != Name || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    Row &row = m_rows[index.row()];
    if (role == Qt::CheckStateRole) {
        row.isTicked = value.toInt() == Qt::Checked && canTick(row);
    } else if (role == Qt::EditRole) {
        row.candidate.found.profile.name = value.toString().trimmed();
        row.nameProblem = problemOfName(index.row(), row.candidate.found.profile.name);
        row.isTicked = canTick(row); // who gives it a name wants it
    } else {
        return false;
    }
    Q_EMIT dataChanged(this->index(index.row(), 0), this->index(index.row(), ColumnCount - 1));
    Q_EMIT changed();
    return true;
}

} // namespace isthmus::models
