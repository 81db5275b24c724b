// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/latest.h>
#include <isthmus/models/table/rowfilter.h>

#include <QAbstractTableModel>
#include <QHash>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace isthmus::models {

/// The cells of a record batch, in the order in which they were read or sorted here by one column, all rows or those
/// that a filter picks. NULL reads "NULL" and the empty string "empty", told apart from such values by NullRole and
/// EmptyRole. Values are exactly as stored; long ones are cut in DisplayRole only. Thread: the window's.
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

    explicit RecordBatchModel(QObject *parent = nullptr);

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

    /// By the column's values, those that are here; a column of -1: as they were read. Many rows are put in order on
    /// another thread, and stay where they are till then.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    [[nodiscard]] bool isSorting() const { return m_sorting.isWaiting(); } ///< sorted() tells the end too
    [[nodiscard]] int sortColumn() const { return m_sortColumn; } ///< -1: as they were read
    /// Where a row that is shown stands in the batch.
    [[nodiscard]] int batchRow(int row) const
    {
        return isFiltered() ? m_picked.at(row) : m_order.isEmpty() ? row : m_order.at(row);
    }

    /// Shows those rows only that \a text picks, see RowFilter: of a few thousand rows at once, of more bit by bit, as
    /// filtered() tells, so that nobody waits for it. Of rows that come later too; while there is a filter, views ask
    /// for no more of them at their end, since where few are picked the end is always near.
    void setRowFilter(const QString &text);
    [[nodiscard]] const QString &rowFilter() const { return m_filterText; }
    [[nodiscard]] bool isFiltered() const { return !m_filter.isEmpty(); } ///< the text leaves rows out
    [[nodiscard]] int loadedRows() const { return m_batch ? int(m_batch->rowCount()) : 0; } ///< picked or not
    /// Of loadedRows(), how many were looked at; all of them without a filter.
    [[nodiscard]] int lookedAtRows() const { return isFiltered() ? m_lookedAt : loadedRows(); }

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
    void sorted(); ///< sortColumn() is another, or its rows are in their order now
    void filtered(); ///< rowFilter() is another, or more rows were looked at
    void aboutToFilter(); ///< many rows may go at once, within a change of layout

private:
    [[nodiscard]] int rowInOrder(int place) const { return m_order.isEmpty() ? place : m_order.at(place); }
    [[nodiscard]] QHash<int, int> placesOf(const QList<int> &batchRows) const;
    void change(const std::function<void()> &how);
    void takeOrder(const QList<int> &order);
    void startPicking();
    void pickSome();
    [[nodiscard]] QList<int> pickForAWhile();
    void takePicked(const QList<int> &rows);
    [[nodiscard]] static QString cutText(qint64 bytes);

    std::shared_ptr<const records::RecordBatch> m_batch;
    records::CutCells m_cuts;
    std::optional<records::Zone> m_zone;
    QList<int> m_order; // rows of the batch as they are sorted; empty: as they were read
    int m_sortColumn = -1; // that was asked for last
    core::Latest m_sorting{this};
    QString m_filterText;
    RowFilter m_filter;
    QList<int> m_picked; // rows of the batch that are shown, with a filter
    QList<int> m_found; // that are picked and not shown yet
    int m_lookedAt = 0; // places in the order, with a filter
    QTimer m_picking; // while there are others
    bool m_mayGrow = false;
};

} // namespace isthmus::models
