// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/actions/command.h>
#include <isthmus/models/drift/driftdocument.h>
#include <isthmus/views/parts/filterable.h>

#include <QPersistentModelIndex>
#include <QWidget>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace isthmus::views {

class ChipLabel;
class IconLabel;
class MessageBand;
class ToneLabel;

/// The mappings of a scope, compared: what changed in each, what that means, and the way to repair those that are
/// ticked. Space ticks, Return compares again, Ctrl+Return repairs.
class DriftPage final : public QWidget, public Filterable {
    Q_OBJECT

public:
    /// \a document outlives the page.
    explicit DriftPage(models::DriftDocument &document, QWidget *parent = nullptr);

    bool focusFilter() override;

Q_SIGNALS:
    void commandRequested(const isthmus::models::Command &command);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeTools();
    QWidget *makeLists();
    QWidget *makeFoot();
    void showAll();
    void showCounts();
    void showDifferences();
    void showRepair();
    void toggleCurrent();
    void repair();
    void copy();
    void openCurrent(const QModelIndex &row);

    models::DriftDocument &m_document;
    models::DriftListFilter m_filter;
    models::DifferencesModel m_differences;
    IconLabel *m_mark;
    QLabel *m_title;
    QList<ChipLabel *> m_chips; // broken, differ, equal, not known
    QLabel *m_compared;
    QPushButton *m_compare;
    QLineEdit *m_text;
    QButtonGroup *m_states;
    ChipLabel *m_live;
    QPushButton *m_copy;
    MessageBand *m_band;
    QWidget *m_bandRow;
    QWidget *m_waiting;
    ToneLabel *m_empty;
    QTableView *m_list;
    QPersistentModelIndex m_proposed; // the row that nobody has chosen
    QLabel *m_differencesTitle;
    QTableView *m_differencesList;
    ToneLabel *m_footWords;
    QPushButton *m_repair;
};

} // namespace isthmus::views
