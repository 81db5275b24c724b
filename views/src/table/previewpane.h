// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/table/copyrows.h>
#include <isthmus/models/table/tablepage.h>

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace isthmus::views {

class FilterBar;
class GridView;
class PartitionButton;
class QueryQuestion;
class RowFilterBox;
class SpinLabel;
class SummaryBand;
class TableMemory;
class ToneLabel;
class ZoneButton;

/// The page Preview of a table: which rows, their grid, and in the foot how many they are and how they came. The focus
/// given to it goes to the grid, or to what stands in its place.
class PreviewPane final : public QWidget {
    Q_OBJECT

public:
    /// \a model and \a memory outlive it.
    PreviewPane(models::TablePageModel &model, TableMemory &memory, QWidget *parent = nullptr);
    ~PreviewPane() override;

    /// Shows the state of the model's preview; while there is nothing of it but an error, only what chooses the rows.
    void refresh();
    /// What rows are copied as, once the table is known.
    void setCopyTable(const models::CopyTable &table);
    void focusFilter(); ///< of the loaded rows

Q_SIGNALS:
    void exportRequested(); ///< of all rows that match
    void refused(const isthmus::core::Error &error); ///< what was asked for, and why

private:
    QWidget *makeTools();
    QWidget *makeFoot();
    void connectGrid();
    void openTable();
    void keepLayout();
    void showZone();
    void showColumns();
    void makeNoMatch();
    void showEmptiness();
    void showMore();
    void goToRows();
    void fillColumnMenu();
    void summarizeColumn();

    models::TablePageModel &m_model;
    TableMemory &m_memory;
    catalog::ObjectPath m_table; // whose layout the grid has
    QTimer m_keeping; // runs while a layout is not kept yet
    FilterBar *m_filter;
    RowFilterBox *m_rowFilter = nullptr;
    PartitionButton *m_partition = nullptr;
    QPushButton *m_columns = nullptr;
    QPushButton *m_viewCell = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_statistics = nullptr;
    ToneLabel *m_note = nullptr;
    GridView *m_grid;
    QLabel *m_empty;
    QWidget *m_noMatch = nullptr; // in the grid, below its titles
    QLabel *m_noMatchText = nullptr;
    QueryQuestion *m_question;
    QWidget *m_foot = nullptr;
    QLabel *m_rowCount = nullptr;
    QLabel *m_elapsed = nullptr;
    QLabel *m_statement = nullptr;
    QPushButton *m_count = nullptr;
    QPushButton *m_more = nullptr;
    SpinLabel *m_spin = nullptr; // while more rows are read
    QPushButton *m_cancelMore = nullptr;
    ZoneButton *m_zone = nullptr;
};

} // namespace isthmus::views
