// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/models/drift/driftlistmodel.h>
#include <isthmus/plan/words.h>

#include <algorithm>

namespace isthmus::models {

using mapping::Difference;
using mapping::Drift;
using mapping::DriftState;
using plan::words;

namespace {

// The worst first.
int rankOf(DriftState state)
{
    switch (state) {
    case DriftState::Broken:
        return 0;
    case DriftState::Differs:
        return 1;
    case DriftState::Unknown:
        return 2;
    case DriftState::Equal:
        break;
    }
    return 3;
}

// Where nothing is told to differ, what to do about why.
plan::Text effectOf(const Drift &drift)
{
    if (drift.hasDrift())
        return drift.effect();
    if (drift.problem)
        return drift.problem->hint;
    return drift.unreadRecord ? drift.unreadRecord->hint : plan::Text();
}

// One line of a table that is copied.
QString cell(QString text)
{
    return text.replace(u'\t', u' ').replace(u'\n', u' ');
}

} // namespace

void DriftListModel::setForeign(bool isForeign)
{
    if (m_isForeign == isForeign)
        return;
    m_isForeign = isForeign;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

void DriftListModel::clear()
{
    beginResetModel();
    m_drifts.clear();
    m_ticked.clear();
    endResetModel();
    Q_EMIT tickedChanged();
}

void DriftListModel::take(const Drift &drift)
{
    const auto found = std::ranges::find(m_drifts, drift.table, &Drift::table);
    if (!drift.canBeRepaired() && m_ticked.remove(drift.table))
        Q_EMIT tickedChanged();
    const int row = int(found - m_drifts.begin());
    if (found != m_drifts.end()) {
        *found = drift;
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        return;
    }
    beginInsertRows({}, row, row);
    m_drifts.append(drift);
    endInsertRows();
}

void DriftListModel::remove(const catalog::ObjectPath &table)
{
    const auto found = std::ranges::find(m_drifts, table, &Drift::table);
    if (found == m_drifts.end())
        return;
    const int row = int(found - m_drifts.begin());
    beginRemoveRows({}, row, row);
    m_drifts.removeAt(row);
    endRemoveRows();
    if (m_ticked.remove(table))
        Q_EMIT tickedChanged();
}

void DriftListModel::keepOnly(const QSet<catalog::ObjectPath> &tables)
{
    for (qsizetype row = m_drifts.size() - 1; row >= 0; --row) {
        const catalog::ObjectPath table = m_drifts.at(row).table;
        if (!tables.contains(table))
            remove(table);
    }
}

qsizetype DriftListModel::countOf(DriftState state) const
{
    return std::ranges::count(m_drifts, state, &Drift::state);
}

QList<catalog::ObjectPath> DriftListModel::ticked() const
{
    QList<catalog::ObjectPath> tables;
    for (const Drift &drift : m_drifts) {
        if (m_ticked.contains(drift.table))
            tables.append(drift.table);
    }
    return tables;
}

std::optional<Drift> DriftListModel::at(int row) const
{
    return row >= 0 && row < m_drifts.size() ? std::optional(m_drifts.at(row)) : std::nullopt;
}

int DriftListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_drifts.size());
}

int DriftListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString DriftListModel::text(const Drift &drift, int column) const
{
    switch (column) {
    case State:
        return mapping::driftStateTitle(drift.state);
    case Source:
        return drift.sourceTitle;
    case Table:
        return drift.table.names.last(2).join(u'.');
    case Changed:
        return drift.unreadRecord && drift.hasDrift() ? tr("%1 · record cannot be read").arg(words(drift.summary()))
                                                      : words(drift.summary());
    case Effect:
        return words(effectOf(drift));
    case Repair:
        return mapping::repairTitle(drift.repair);
    case Checked:
        return core::formatTime(drift.checked);
    default:
        return {};
    }
}

QVariant DriftListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Drift &drift = m_drifts.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(drift, index.column());
    case Qt::ToolTipRole:
        return text(drift, index.column());
    case Qt::AccessibleTextRole:
        return text(drift, index.column());
    case Qt::CheckStateRole:
        if (!m_isTickable || index.column() != State || !drift.canBeRepaired())
            return {};
        return m_ticked.contains(drift.table) ? Qt::Checked : Qt::Unchecked;
    case DriftRole:
        return QVariant::fromValue(drift);
    case StateRole:
        return int(drift.state);
    default:
        return {};
    }
}

bool DriftListModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !(flags(index) & Qt::ItemIsUserCheckable))
        return false;
    const catalog::ObjectPath &table = m_drifts.at(index.row()).table;
    if (value.toInt() == Qt::Checked)
        m_ticked.insert(table);
    else
        m_ticked.remove(table);
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT tickedChanged();
    return true;
}

QVariant DriftListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList titles{tr("State"),
                             m_isForeign ? tr("MaxCompute table") : tr("Hologres table"),
                             m_isForeign ? tr("Foreign table") : tr("External table"),
                             tr("What changed"),
                             tr("Effect"),
                             tr("Repair"),
                             tr("Compared")};
    return titles.value(section);
}

Qt::ItemFlags DriftListModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (m_isTickable && index.isValid() && index.column() == State && m_drifts.at(index.row()).canBeRepaired())
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

DriftListFilter::DriftListFilter(DriftListModel &list, QObject *parent) : QSortFilterProxyModel(parent)
{
    setSourceModel(&list);
    setDynamicSortFilter(true);
    sort(DriftListModel::State);
}

void DriftListFilter::setText(const QString &text)
{
    m_text = text;
    invalidateFilter();
}

void DriftListFilter::setState(std::optional<DriftState> state)
{
    m_state = state;
    invalidateFilter();
}

QString DriftListFilter::textOf(QList<int> rows) const
{
    std::ranges::sort(rows);
    QStringList lines;
    QStringList header;
    for (int column = 0; column < columnCount(); ++column)
        header.append(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    lines.append(header.join(u'\t'));
    for (const int row : std::as_const(rows)) {
        QStringList cells;
        for (int column = 0; column < columnCount(); ++column)
            cells.append(cell(index(row, column).data().toString()));
        lines.append(cells.join(u'\t'));
    }
    return lines.join(u'\n');
}

bool DriftListFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto *list = sourceModel();
    if (m_state && list->index(row, 0, parent).data(DriftListModel::StateRole).toInt() != int(*m_state))
        return false;
    for (int column = 0; column < DriftListModel::ColumnCount; ++column) {
        if (list->index(row, column, parent).data().toString().contains(m_text, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

bool DriftListFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    if (left.column() == DriftListModel::State) {
        const int a = rankOf(DriftState(left.data(DriftListModel::StateRole).toInt()));
        const int b = rankOf(DriftState(right.data(DriftListModel::StateRole).toInt()));
        if (a != b)
            return a < b;
        return left.siblingAtColumn(DriftListModel::Table)
                   .data()
                   .toString()
                   .localeAwareCompare(right.siblingAtColumn(DriftListModel::Table).data().toString())
            < 0;
    }
    return left.data().toString().localeAwareCompare(right.data().toString()) < 0;
}

void DifferencesModel::show(const std::optional<Drift> &drift)
{
    beginResetModel();
    m_differences = drift ? drift->differences : QList<Difference>();
    if (drift && drift->unreadRecord) { // said first: what follows was found without it
        Difference unread;
        unread.text = drift->unreadRecord->message;
        unread.effect = drift->unreadRecord->hint;
        m_differences.prepend(unread);
    }
    endResetModel();
}

int DifferencesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_differences.size());
}

int DifferencesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DifferencesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Difference &difference = m_differences.at(index.row());
    if (role == SeverityRole)
        return int(difference.severity);
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        return words(index.column() == Changed ? difference.text : difference.effect);
    return {};
}

QVariant DifferencesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Changed ? tr("What changed") : tr("Effect");
}

} // namespace isthmus::models
