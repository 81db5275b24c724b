// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/runs/tablerunspage.h>

#include <QTimer>
#include <QWidget>

class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QSpinBox;

namespace isthmus::views {

class ChipLabel;
class MessageBand;
class SegmentBar;
class TableRunsView;

/// The page of a models::TableRunsPage: how far it is, its tables by their states, and what can be done about it.
class TableRunsPageView final : public QWidget {
    Q_OBJECT

public:
    explicit TableRunsPageView(models::TableRunsPage &document, QWidget *parent = nullptr);

Q_SIGNALS:
    void resumeRequested(const QString &runId); ///< tables that failed, or were not reached
    void logRequested(const QString &runId);

private:
    QHBoxLayout *makeHead();
    QHBoxLayout *makeProgress();
    QHBoxLayout *makeFilters();
    void showRun();
    void showCounts();
    void showCurrent();
    void setFilter(int filter);

    models::TableRunsPage &m_document;
    QSortFilterProxyModel *m_shown;
    QLabel *m_title;
    ChipLabel *m_state;
    QPushButton *m_cancel;
    QPushButton *m_resume;
    QPushButton *m_report;
    SegmentBar *m_bar;
    QLabel *m_done;
    QLabel *m_time;
    QSpinBox *m_inFlight;
    QLabel *m_inFlightLabel;
    QLabel *m_onError;
    QButtonGroup *m_filters;
    TableRunsView *m_tables;
    MessageBand *m_error; // why the run cannot be shown
    MessageBand *m_detail; // of the current table, if there is something to tell
    QTimer m_countTimer; // states come by the thousand
};

} // namespace isthmus::views
