// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/plans/mapcolumnsmodel.h>
#include <isthmus/plan/words.h>

#include <algorithm>

namespace isthmus::models {

using plan::words;

using mapping::Fit;
using mapping::PlannedColumn;

namespace {

bool isIncluded(const PlannedColumn &column)
{
    return column.choice.include && column.mapping.fit != mapping::Fit::LeftOut;
}

// The present type first, then what else the mapping offers.
QStringList alternativesOf(const PlannedColumn &column)
{
    QStringList types;
    const auto add = [&types](const QString &text) {
        if (!text.isEmpty() && !types.contains(text))
            types.append(text);
    };
    add(column.choice.targetType.isEmpty() ? column.mapping.target.text : column.choice.targetType);
    add(column.ownType);
    for (const catalog::DataType &type : column.mapping.alternatives)
        add(type.text);
    return types;
}

} // namespace

void MapColumnsModel::setColumns(const QList<PlannedColumn> &columns)
{
    const bool areSame = columns.size() == m_columns.size() && !columns.isEmpty()
        && std::ranges::equal(
                             columns, m_columns, {}, [](const PlannedColumn &c) { return c.source.name; },
                             [](const PlannedColumn &c) { return c.source.name; });
    if (areSame) {
        m_columns = columns;
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_columns = columns;
    endResetModel();
}

QList<mapping::ColumnChoice> MapColumnsModel::choices() const
{
    QList<mapping::ColumnChoice> choices;
    for (const PlannedColumn &column : m_columns)
        choices.append(column.choice);
    return choices;
}

int MapColumnsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

int MapColumnsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant MapColumnsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const PlannedColumn &column = m_columns.at(index.row());
    switch (role) {
    case Qt::CheckStateRole:
        if (index.column() != Include)
            return {};
        return isIncluded(column) ? Qt::Checked : Qt::Unchecked;
    case FitRole:
        return int(column.mapping.fit);
    case AlternativesRole:
        return alternativesOf(column);
    case ProblemRole:
        return words(column.problem);
    case ExplanationRole:
    case Qt::ToolTipRole:
        return words(column.problem.isEmpty() ? column.mapping.explanation : column.problem);
    case KeyRole:
        return column.source.keyPosition.has_value();
    case IncludedRole:
        return isIncluded(column);
    case Qt::AccessibleTextRole:
        if (index.column() == Include)
            return isIncluded(column) ? tr("%1, included").arg(column.source.name)
                                      : tr("%1, left out").arg(column.source.name);
        break;
    case Qt::DisplayRole:
    case Qt::EditRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case Source:
        return column.source.name;
    case SourceType:
        return column.source.type.text;
    case Target:
        return column.choice.target;
    case TargetType:
        return column.choice.targetType.isEmpty() ? column.mapping.target.text : column.choice.targetType;
    case Fit:
        return mapping::fitTitle(column.mapping.fit);
    case Note:
        return noteOf(column);
    default:
        return {};
    }
}

QString MapColumnsModel::noteOf(const PlannedColumn &column) const
{
    if (!column.problem.isEmpty() || !column.mapping.note.isEmpty())
        return words(column.problem.isEmpty() ? column.mapping.note : column.problem);
    if (column.source.isPartitionKey && m_direction == Direction::ToHologres)
        return tr("Partition column");
    return column.source.keyPosition ? tr("Key not carried") : QString();
}

QVariant MapColumnsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::CheckStateRole && section == Include)
        return allIncluded();
    if (role == Qt::AccessibleTextRole && section == Include)
        return tr("Include");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Source:
        return m_direction == Direction::ToMaxCompute ? tr("Hologres column") : tr("MaxCompute column");
    case SourceType:
    case TargetType:
        return tr("Type");
    case Target:
        return m_direction == Direction::ToMaxCompute ? tr("MaxCompute column") : tr("Hologres column");
    case Fit:
        return tr("Fit");
    case Note:
        return tr("Note");
    default:
        return {};
    }
}

Qt::ItemFlags MapColumnsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const PlannedColumn &column = m_columns.at(index.row());
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (index.column() == Include && column.mapping.fit != mapping::Fit::LeftOut)
        flags |= Qt::ItemIsUserCheckable;
    if (index.column() == Target && isIncluded(column) && m_direction == Direction::ToMaxCompute)
        flags |= Qt::ItemIsEditable;
    if (index.column() == TargetType && alternativesOf(column).size() > 1)
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool MapColumnsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid())
        return false;
    PlannedColumn &column = m_columns[index.row()];
    const mapping::ColumnChoice before = column.choice;
    if (index.column() == Include && role == Qt::CheckStateRole) {
        if (column.mapping.fit == mapping::Fit::LeftOut)
            return false;
        column.choice.include = value.toInt() == Qt::Checked;
    } else if (index.column() == Target && role == Qt::EditRole && m_direction == Direction::ToMaxCompute) {
        column.choice.target = value.toString().trimmed();
    } else if (index.column() == TargetType && role == Qt::EditRole) {
        const QString type = value.toString().trimmed();
        column.choice.targetType = type == column.ownType ? QString() : type;
    } else {
        return false;
    }
    if (column.choice == before)
        return true;
    Q_EMIT dataChanged(this->index(index.row(), 0), this->index(index.row(), ColumnCount - 1));
    Q_EMIT edited();
    return true;
}

void MapColumnsModel::setAllIncluded(bool include)
{
    if (m_columns.isEmpty())
        return;
    for (PlannedColumn &column : m_columns)
        column.choice.include = include && column.mapping.fit != mapping::Fit::LeftOut;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, Include, Include);
    Q_EMIT edited();
}

Qt::CheckState MapColumnsModel::allIncluded() const
{
    const auto included = std::ranges::count_if(m_columns, isIncluded);
    const auto mappable = std::ranges::count_if(
        m_columns, [](const PlannedColumn &column) { return column.mapping.fit != mapping::Fit::LeftOut; });
    if (included == 0)
        return Qt::Unchecked;
    return included == mappable ? Qt::Checked : Qt::PartiallyChecked;
}

QString MapColumnsModel::summary() const
{
    if (m_columns.isEmpty())
        return {};
    int exact = 0;
    int wider = 0;
    int toCheck = 0;
    for (const PlannedColumn &column : m_columns) {
        if (!isIncluded(column))
            continue;
        exact += column.mapping.fit == mapping::Fit::Exact;
        wider += column.mapping.fit == mapping::Fit::Wider;
        toCheck += column.mapping.fit == mapping::Fit::Check;
    }
    const int included = exact + wider + toCheck;
    return tr("%1 of %2 included · %3 exact, %4 wider, %5 to check, %6 left out")
        .arg(included)
        .arg(m_columns.size())
        .arg(exact)
        .arg(wider)
        .arg(toCheck)
        .arg(m_columns.size() - included);
}

} // namespace isthmus::models
