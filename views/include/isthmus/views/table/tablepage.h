// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/actions/command.h>
#include <isthmus/models/drift/driftwatch.h>
#include <isthmus/models/table/tablepage.h>
#include <isthmus/views/parts/filterable.h>

#include <QWidget>

#include <memory>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QTableView;

namespace isthmus::views {

class ChipLabel;
class CodeView;
class ColumnsPane;
class FactsView;
class MessageBand;
class PreviewPane;
class TableMemory;

/// One relation: where it is, its chips, and its pages Overview, Columns, Preview and DDL. Each page is read when it
/// is first shown; a failed one keeps what it had and says so in a band with Retry. The focus given to it goes to what
/// can be used on the present page.
class TablePage final : public QWidget, public Filterable {
    Q_OBJECT

public:
    using enum models::TablePageModel::Page;
    using Page = models::TablePageModel::Page;

    /// \a model, \a manager and \a memory outlive the page.
    TablePage(models::TablePageModel &model, connections::ConnectionManager &manager, TableMemory &memory,
              QWidget *parent = nullptr);

    bool focusFilter() override;
    void setPage(Page page) { m_model.setPage(page); }
    [[nodiscard]] const models::TablePageModel &model() const { return m_model; }
    /// Tells in a band what \a watch, which outlives the page, knows of the table as a mapping.
    void followDrift(const models::DriftWatch &watch);
    /// Says whether the user has pinned \a path: one that is gone can be unpinned where that is told.
    void setPinCheck(std::function<bool(const catalog::ObjectPath &path)> isPinned);

Q_SIGNALS:
    void commandRequested(const isthmus::models::Command &command);
    void exportRequested(); ///< of the rows that the preview shows the first of

private:
    QWidget *makeHead();
    QWidget *makeOverview();
    QWidget *makeColumns();
    QWidget *makePreview(TableMemory &memory);
    QWidget *makeDdl();
    void showPart(models::TablePageModel::Part part);
    void showHead();
    void showMapButton();
    void showBand();
    void showBandActions(const core::Error &error);
    [[nodiscard]] bool isOfConnection(const core::Error &error) const;
    void showRefusal(const core::Error &error);
    void showWaiting();
    void showPage();
    void chooseFocus();
    void showCounterparts();
    void makeDriftBand();
    void showDrift();
    void chooseColumns();
    void rebuildCrumbs();
    [[nodiscard]] models::TablePageModel::Part currentPart() const;

    connections::ConnectionManager &m_manager;
    models::TablePageModel &m_model;
    QWidget *m_crumbs;
    QHBoxLayout *m_crumbRow;
    ChipLabel *m_mappedChip;
    ChipLabel *m_keyChip;
    ChipLabel *m_environmentChip;
    QPushButton *m_map;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    MessageBand *m_band;
    QPushButton *m_retry;
    QPushButton *m_startSandbox;
    QPushButton *m_editConnection;
    QPushButton *m_unpin;
    std::function<bool(const catalog::ObjectPath &path)> m_isPinned;
    QWidget *m_bandRow;
    const models::DriftWatch *m_driftWatch = nullptr; // not owned
    QWidget *m_driftRow;
    MessageBand *m_driftBand;
    QPushButton *m_repair;
    QWidget *m_waiting;
    QLabel *m_waitingText;
    FactsView *m_facts;
    QPushButton *m_cancel = nullptr;
    ColumnsPane *m_columnsPane;
    QTableView *m_columns;
    PreviewPane *m_preview;
    CodeView *m_ddl;
};

} // namespace isthmus::views
