// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/models/table/recordbatchmodel.h>
#include <isthmus/records/nestedinstants.h>

#include <utility>

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

RecordBatchModel::RecordBatchModel(QObject *parent) : QAbstractTableModel(parent)
{
    m_picking.setInterval(0);
    connect(&m_picking, &QTimer::timeout, this, &RecordBatchModel::pickSome);
}

void RecordBatchModel::setBatch(std::shared_ptr<const records::RecordBatch> batch, records::CutCells cuts)
{
    m_sorting.forget();
    beginResetModel();
    m_batch = std::move(batch);
    m_cuts = std::move(cuts);
    const bool wasSorted = std::exchange(m_sortColumn, -1) >= 0;
    m_order.clear();
    m_mayGrow = false;
    m_filter = RowFilter(m_filterText, m_batch ? m_batch->columns() : QList<catalog::Column>());
    startPicking();
    endResetModel();
    if (wasSorted)
        Q_EMIT sorted();
    Q_EMIT filtered();
}

bool RecordBatchModel::growTo(const std::shared_ptr<const records::RecordBatch> &batch, const records::CutCells &cuts)
{
    const int before = loadedRows();
    if (!m_batch || !batch || !records::beginsAlike(*batch, *m_batch, before))
        return false;
    sort(-1);
    m_cuts = cuts;
    m_mayGrow = false;
    if (batch->rowCount() == before) {
        m_batch = batch;
        return true;
    }
    if (isFiltered()) {
        m_batch = batch;
        pickSome();
        return true;
    }
    beginInsertRows({}, before, int(batch->rowCount()) - 1);
    m_batch = batch;
    endInsertRows();
    Q_EMIT filtered();
    return true;
}

// What is sorted or picked here says nothing of the rows that are not: more would come in between.
bool RecordBatchModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_mayGrow && m_sortColumn < 0 && !isFiltered();
}

void RecordBatchModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        Q_EMIT moreWanted();
}

void RecordBatchModel::setZone(const std::optional<records::Zone> &zone)
{
    m_zone = zone;
    if (isFiltered() && m_batch && m_batch->holdsInstants()) { // other texts
        Q_EMIT aboutToFilter();
        change([this] { startPicking(); });
        Q_EMIT filtered();
    }
    if (rowCount() > 0 && columnCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

records::Zone RecordBatchModel::zone() const
{
    return m_zone ? *m_zone : m_batch ? m_batch->zone() : records::Zone();
}

int RecordBatchModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : isFiltered() ? int(m_picked.size()) : loadedRows();
}

int RecordBatchModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_batch ? 0 : int(m_batch->columnCount());
}

QVariant RecordBatchModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const int row = batchRow(index.row());
    const records::ColumnVector &cells = m_batch->vector(index.column());
    const auto cutBytes = m_cuts.bytesOf(row, index.column());
    const bool isNull = cells.isNull(row) && !cutBytes;
    switch (role) {
    case Qt::DisplayRole: {
        if (isNull)
            return QStringLiteral("NULL");
        const QString text = beginOf(cells, row, zone());
        if (cutBytes)
            return text.endsWith(QChar(0x2026)) ? text : text + QChar(0x2026);
        return text.isEmpty() ? tr("empty") : text;
    }
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (cells.type().isNumeric() ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::AccessibleTextRole:
        return tr("%1: %2").arg(m_batch->column(index.column()).name,
                                cutBytes ? cutText(*cutBytes) + QStringLiteral(": ") + data(index).toString()
                                         : data(index).toString());
    case Qt::ToolTipRole:
        return cutBytes ? cutText(*cutBytes) : QVariant();
    case BinaryRole:
        return cells.type().base == catalog::DataType::Base::Binary;
    case BytesRole:
        if (isNull)
            return {};
        return cells.storage() == records::Storage::Bytes ? qint64(cells.bytesAt(row).size())
                                                          : qint64(cells.displayText(row, zone()).toUtf8().size());
    case RawRole:
        return isNull || cells.storage() != records::Storage::Bytes ? QVariant()
                                                                    : QVariant(cells.bytesAt(row).toByteArray());
    case CutRole:
        return cutBytes ? QVariant(*cutBytes) : QVariant();
    case NullRole:
        return isNull;
    case EmptyRole:
        return !isNull && !cutBytes && cells.storage() == records::Storage::Bytes && cells.bytesAt(row).isEmpty()
            && cells.type().base != catalog::DataType::Base::Binary;
    case FullTextRole:
        return isNull ? QVariant() : QVariant(cells.displayText(row, zone()));
    default:
        return {};
    }
}

QString RecordBatchModel::cutText(qint64 bytes)
{
    return tr("Cut: the beginning of %1").arg(core::formatBytes(bytes));
}

QVariant RecordBatchModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole && section < rowCount() ? QVariant(batchRow(section) + 1) : QVariant();
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
