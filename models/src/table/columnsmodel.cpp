// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/mapping/types/typemapping.h>
#include <isthmus/models/table/columnsmodel.h>
#include <isthmus/plan/words.h>

namespace isthmus::models {

// Where the value of a column comes from that a statement does not give.
QVariant ColumnsModel::valueText(const catalog::Column &column)
{
    using Identity = catalog::Column::Identity;
    if (column.generatedSql)
        return tr("Generated always as %1").arg(*column.generatedSql);
    if (column.identity != Identity::No) {
        return column.identity == Identity::Always ? tr("Numbered by the server, always (identity)")
                                                   : tr("Numbered by the server unless a value is given (identity)");
    }
    return column.defaultSql ? tr("Default: %1").arg(*column.defaultSql) : QVariant();
}

void ColumnsModel::setColumns(const QList<catalog::Column> &columns, bool isMapped)
{
    if (columns == m_columns && isMapped == m_hasOtherType)
        return;
    beginResetModel();
    m_columns = columns;
    m_hasOtherType = isMapped;
    endResetModel();
}

int ColumnsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

int ColumnsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ColumnsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const catalog::Column &column = m_columns.at(index.row());
    switch (role) {
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (index.column() == Number ? Qt::AlignRight : Qt::AlignLeft));
    case KeyRole:
        return column.keyPosition.has_value();
    case PartitionKeyRole:
        return column.isPartitionKey;
    case FitRole:
        return hasOtherType() ? QVariant(int(mapping::toMaxCompute(column.type).fit)) : QVariant();
    case Qt::ToolTipRole:
        if (index.column() == OtherType && hasOtherType())
            return plan::words(mapping::toMaxCompute(column.type).explanation);
        return index.column() == Name ? valueText(column) : QVariant();
    case Qt::AccessibleTextRole:
        if (index.column() == Name && column.keyPosition)
            return tr("%1, primary key").arg(column.name);
        break;
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case Number:
        return index.row() + 1;
    case Name:
        return column.name;
    case Type:
        return column.type.text;
    case MayBeNull:
        return column.nullable ? tr("yes") : tr("no");
    case OtherType: {
        if (!hasOtherType())
            return {};
        const auto mapped = mapping::toMaxCompute(column.type);
        return mapped.fit == mapping::Fit::LeftOut ? mapping::fitTitle(mapped.fit) : mapped.target.text;
    }
    case Comment:
        return column.comment;
    default:
        return {};
    }
}

QVariant ColumnsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (section == Number ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number:
        return tr("#");
    case Name:
        return tr("Column");
    case Type:
        return tr("Type");
    case MayBeNull:
        return tr("May be NULL");
    case OtherType:
        return tr("MaxCompute type");
    case Comment:
        return tr("Comment");
    default:
        return {};
    }
}

} // namespace isthmus::models
