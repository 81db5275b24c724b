// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/table/copyrows.h>
#include <isthmus/models/table/recordbatchmodel.h>

#include <QHeaderView>
#include <QPointer>
#include <QStyledItemDelegate>
#include <QTableView>

namespace isthmus::views {

class CellViewer;

/// Column titles in two lines: the name, and below it the type with the mark of a key column. Numbers at the right.
class GridHeader final : public QHeaderView {
    Q_OBJECT

public:
    explicit GridHeader(QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
    [[nodiscard]] QSize sectionSizeFromContents(int section) const override;
};

/// Cells of a RecordBatchModel: NULL and the empty string told apart from text, the current cell framed.
class GridDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

/// Rows of a table to read and copy.
class GridView final : public QTableView {
    Q_OBJECT

public:
    explicit GridView(QWidget *parent = nullptr);

    void setRows(models::RecordBatchModel *rows);
    /// Where INSERT statements would go.
    void setCopyTable(const models::CopyTable &table) { m_copyTable = table; }
    /// The selected cells, or all if none is selected. A single cell as TSV is its value, without a header line.
    [[nodiscard]] QString selectedText(models::CopyFormat format) const;
    void copy(models::CopyFormat format) const;
    /// Shows the current cell's value whole, as a double click or Enter on it does.
    void viewCell();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void fitColumns();

    models::RecordBatchModel *m_rows = nullptr;
    QPointer<CellViewer> m_viewer; // deletes itself when it is closed
    models::CopyTable m_copyTable;
};

} // namespace isthmus::views
