// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/table/copyrows.h>
#include <isthmus/models/table/recordbatchmodel.h>

#include <QBitArray>
#include <QHash>
#include <QJsonObject>
#include <QPointer>
#include <QTableView>
#include <QTimer>

class QMenu;

namespace isthmus::views {

class CellViewer;

/// Rows of a table to read, sort and copy. A click on a column's title sorts the rows that are here; a second turns the
/// order, a third gives the order back in which they were read.
class GridView final : public QTableView {
    Q_OBJECT

public:
    explicit GridView(QWidget *parent = nullptr);

    void setRows(models::RecordBatchModel *rows);
    /// Where INSERT statements would go, and in whose SQL conditions are written.
    void setCopyTable(const models::CopyTable &table) { m_copyTable = table; }
    /// The selected cells, or all if none is selected, in the order shown and without hidden columns. A single cell as
    /// TSV is its value, without a header line. Errors: as models::copyText().
    [[nodiscard]] core::Result<QString> selectedText(models::CopyFormat format) const;
    void copy(models::CopyFormat format);
    /// Shows the current cell's value whole, as a double click or Enter on it does, and those that become current
    /// after.
    void viewCell();

    /// What the user has made of the columns, for the next time: {"widths": {"fee": 120}, "hidden": ["note"],
    /// "order": ["fee", "id"]}. Taken by columns that come later too; names that are not there are passed over.
    [[nodiscard]] QJsonObject layout() const;
    void setLayout(const QJsonObject &layout);
    [[nodiscard]] int hiddenColumns() const;
    void setColumnShown(int column, bool isShown);
    void showAllColumns();
    /// The menu of the current cell, or of a column alone; the caller owns it.
    [[nodiscard]] QMenu *makeCellMenu(QWidget *parent);
    [[nodiscard]] QMenu *makeColumnMenu(int column, QWidget *parent);

Q_SIGNALS:
    void refused(const isthmus::core::Error &error); ///< what was asked for, and why
    void layoutChanged(); ///< by the user
    void conditionWanted(const QString &condition); ///< only rows for which it holds
    void orderWanted(const QString &order); ///< from the server

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void startFitting();
    void fitSome();
    void fitColumn(int column);
    void applyLayout();
    void sectionResized(int column, int width);
    void addColumnEntries(QMenu *menu, int column);
    void addCopyEntries(QMenu *menu);
    void addConditionEntries(QMenu *menu);
    void openCellMenu();
    void popUp(QMenu *menu, const QPoint &position);
    void followCell();
    void narrowSelection();
    [[nodiscard]] QString columnName(int column) const;

    models::RecordBatchModel *m_rows = nullptr;
    QPointer<CellViewer> m_viewer; // deletes itself when it is closed
    models::CopyTable m_copyTable;
    QTimer m_fitting; // while columns wait to be fitted
    QBitArray m_isFitted; // by column; one whose width the user has set counts
    bool m_isLayingOut = false; // by us, not by the user
    QHash<QString, int> m_widths; // that the user has set
    QJsonObject m_layout;
};

} // namespace isthmus::views
