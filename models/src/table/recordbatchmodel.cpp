// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/table/recordbatchmodel.h>
#include <isthmus/records/nestedinstants.h>

namespace isthmus::models {

namespace {

constexpr qsizetype maxShownCharacters = 1000; // a cell shows far less; FullTextRole has the rest

// What a cell shows of a value: of a long text no more is read than that.
QString beginOf(const records::ColumnVector &cells, qsizetype row, const records::Zone &zone)
{
    constexpr qsizetype maxBytesPerCharacter = 4;
    const catalog::DataType &type = cells.type();
    const bool isKeptAsText = cells.storage() == records::Storage::Bytes && type.base != catalog::DataType::Base::Binary
        && !records::holdsInstants(type);
    QString text;
    constexpr qsizetype enoughBytes = (maxShownCharacters + 1) * maxBytesPerCharacter; // one more shows that it is cut
    if (isKeptAsText && cells.bytesAt(row).size() > enoughBytes)
        text = QString::fromUtf8(cells.bytesAt(row).first(enoughBytes));
    else
        text = cells.displayText(row, zone);
    return text.size() <= maxShownCharacters ? text : text.left(maxShownCharacters) + QChar(0x2026);
}

} // namespace

void RecordBatchModel::setBatch(std::shared_ptr<const records::RecordBatch> batch)
{
    beginResetModel();
    m_batch = std::move(batch);
    endResetModel();
}

void RecordBatchModel::setZone(const std::optional<records::Zone> &zone)
{
    m_zone = zone;
    if (rowCount() > 0 && columnCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

records::Zone RecordBatchModel::zone() const
{
    return m_zone ? *m_zone : m_batch ? m_batch->zone() : records::Zone();
}

int RecordBatchModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_batch ? 0 : int(m_batch->rowCount());
}

int RecordBatchModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_batch ? 0 : int(m_batch->columnCount());
}

QVariant RecordBatchModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const records::ColumnVector &cells = m_batch->vector(index.column());
    const bool isNull = cells.isNull(index.row());
    switch (role) {
    case Qt::DisplayRole: {
        if (isNull)
            return QStringLiteral("NULL");
        const QString text = beginOf(cells, index.row(), zone());
        return text.isEmpty() ? tr("empty") : text;
    }
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (cells.type().isNumeric() ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(m_batch->column(index.column()).name, data(index, Qt::DisplayRole).toString());
    case NullRole:
        return isNull;
    case EmptyRole:
        return !isNull && cells.storage() == records::Storage::Bytes && cells.bytesAt(index.row()).isEmpty()
            && cells.type().base != catalog::DataType::Base::Binary;
    case FullTextRole:
        return isNull ? QVariant() : QVariant(cells.displayText(index.row(), zone()));
    default:
        return {};
    }
}

QVariant RecordBatchModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    if (!m_batch || section < 0 || section >= m_batch->columnCount())
        return {};
    const catalog::Column &column = m_batch->column(section);
    switch (role) {
    case Qt::DisplayRole:
        return column.name;
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (column.type.isNumeric() ? Qt::AlignRight : Qt::AlignLeft));
    case TypeTextRole:
        return column.type.text;
    case KeyRole:
        return column.keyPosition.has_value();
    case CommentRole:
    case Qt::ToolTipRole:
        return column.comment;
    default:
        return {};
    }
}

} // namespace isthmus::models
