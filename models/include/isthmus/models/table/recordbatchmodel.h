// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/records/cutcells.h>
#include <isthmus/records/recordbatch.h>

#include <QAbstractTableModel>

#include <memory>
#include <optional>

namespace isthmus::models {

/// The cells of a record batch, in the order in which they were read or sorted here by one column. NULL reads "NULL"
/// and the empty string "empty", told apart from such values by NullRole and EmptyRole. Values are exactly as stored;
/// long ones are cut in DisplayRole only.
class RecordBatchModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        NullRole = Qt::UserRole + 1, ///< bool
        EmptyRole, ///< bool: a string without characters
        FullTextRole, ///< QString, as far as it was read; null for NULL
        BinaryRole, ///< bool: of a binary type
        BytesRole, ///< qint64: of the value in UTF-8, or of a binary value itself; null for NULL
        RawRole, ///< QByteArray: of a binary value, and of a text in UTF-8; null for other types
        CutRole, ///< qint64: bytes of the whole value, of which this is the beginning; null for a value that is whole
        TypeTextRole, ///< header: "NUMERIC(20,2)"
        KeyRole, ///< header: bool, part of the primary key
        CommentRole, ///< header: the column's comment
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Null: no rows, no columns.
    void setBatch(std::shared_ptr<const records::RecordBatch> batch, records::CutCells cuts = {});
    [[nodiscard]] const records::CutCells &cuts() const { return m_cuts; }
    [[nodiscard]] const std::shared_ptr<const records::RecordBatch> &batch() const { return m_batch; }

    /// Takes \a batch in place of one that it begins with: rows that are there stay, with selection and place, and more
    /// come below. False, and nothing is changed, if it begins otherwise.
    bool growTo(const std::shared_ptr<const records::RecordBatch> &batch, const records::CutCells &cuts);

    /// Whether there is more to read: views then ask for it at their end, which is told by moreWanted().
    void setMayGrow(bool mayGrow) { m_mayGrow = mayGrow; }
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    /// By the column's values, those that are here; a column of -1: as they were read.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    [[nodiscard]] int sortColumn() const { return m_sortColumn; } ///< -1: as they were read
    /// Where a row that is shown stands in the batch.
    [[nodiscard]] int batchRow(int row) const { return m_order.isEmpty() ? row : m_order.at(row); }

    /// Shows instants in \a zone; nothing: in the zone of the batch.
    void setZone(const std::optional<records::Zone> &zone);
    [[nodiscard]] records::Zone zone() const; ///< that instants are shown in

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    /// Columns: the name and the roles above, text right for numbers. Rows: 1, 2, 3 … as they were read.
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void moreWanted();
    void sorted(); ///< sortColumn() is another

private:
    [[nodiscard]] static QString cutText(qint64 bytes);

    std::shared_ptr<const records::RecordBatch> m_batch;
    records::CutCells m_cuts;
    std::optional<records::Zone> m_zone;
    QList<int> m_order; // row of the batch by row shown; empty: the same
    int m_sortColumn = -1;
    bool m_mayGrow = false;
};

} // namespace isthmus::models
