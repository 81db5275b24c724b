// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/actions/command.h>
#include <isthmus/models/runs/activitymodel.h>
#include <isthmus/models/runs/leftbehind.h>
#include <isthmus/models/runs/runlogmodel.h>

#include <QDockWidget>

class QAction;
class QStackedWidget;
class QTabBar;
class QTableView;
class QToolButton;

namespace isthmus::views {

/// Every run, live, and the log of the selected one.
class ActivityDock final : public QDockWidget {
    Q_OBJECT

public:
    ActivityDock(tasks::Runs &runs, models::ActivityModel &model, QWidget *parent = nullptr);

    void selectRun(const QString &runId);
    /// Takes the focus, also while there is nothing to list.
    void activate();

Q_SIGNALS:
    /// A run without a page of its own was double-clicked: the object it makes, as the text of its path.
    void targetRequested(const QString &path);
    void commandRequested(const isthmus::models::Command &command);

private:
    QWidget *makeTitle();
    QWidget *makeTable();
    void open(const QModelIndex &index);
    QWidget *makeLog();
    void showSelection();
    void showWhatIsThere();
    void showUsedColumns(int firstRow, int lastRow);

    models::ActivityModel &m_model;
    models::RunLogModel m_log;
    models::LeftBehind m_leftBehind;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    QStackedWidget *m_stack;
    QTableView *m_table;
    QTableView *m_logView;
    QToolButton *m_cancel;
    QToolButton *m_resume;
    QToolButton *m_drop;
    QToolButton *m_restore;
    QToolButton *m_copyLog;
};

} // namespace isthmus::views
