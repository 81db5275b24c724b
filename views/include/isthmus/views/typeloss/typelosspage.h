// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/actions/command.h>
#include <isthmus/models/typeloss/typelossdocument.h>
#include <isthmus/views/parts/filterable.h>

#include <QWidget>

class QBoxLayout;
class QGridLayout;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace isthmus::views {

class ChipLabel;
class MessageBand;
class ToneLabel;
class TypeLossDetails;
class TypeLossView;

/// A type-loss report: the columns with their verdicts, what is told of the current one, counting and exporting. The
/// focus given to it goes to the columns.
class TypeLossPage final : public QWidget, public Filterable {
    Q_OBJECT

public:
    /// \a document outlives the page.
    explicit TypeLossPage(models::TypeLossDocument &document, QWidget *parent = nullptr);

    bool focusFilter() override;
    void showExported(const QString &file); ///< says where the report is
    void showRefusal(const core::Error &error); ///< until something is read or counted

Q_SIGNALS:
    void commandRequested(const isthmus::models::Command &command);
    void exportRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeOptions();
    QWidget *makeWaiting();
    QWidget *makeFoot();
    void addShortcuts();
    void fitTitle();
    void fillWays();
    void fillSettings();
    void showState();
    void showHead();
    void showWaiting();
    void showBand();
    void showFoot();
    void showOptions();
    void showDetails();
    void retry();
    void activate(const QModelIndex &index);
    void showRows();

    models::TypeLossDocument &m_document;
    QWidget *m_crumbs = nullptr;
    ChipLabel *m_unsupported = nullptr;
    ChipLabel *m_lossy = nullptr;
    ToneLabel *m_summary = nullptr;
    QPushButton *m_reload = nullptr;
    QPushButton *m_export = nullptr;
    QBoxLayout *m_options = nullptr;
    QGridLayout *m_head;
    QLabel *m_title = nullptr; // the last of the crumbs
    QWidget *m_figures; // in the head, or below it
    QLineEdit *m_filter = nullptr;
    QLabel *m_wayTitle = nullptr;
    QComboBox *m_way = nullptr;
    QList<QComboBox *> m_settings; // one for each dispute
    QCheckBox *m_hideExact = nullptr;
    QPushButton *m_count = nullptr;
    QWidget *m_waiting = nullptr;
    ToneLabel *m_waitingText = nullptr;
    QPushButton *m_cancel = nullptr;
    QWidget *m_bandRow = nullptr;
    MessageBand *m_band = nullptr;
    QPushButton *m_retry = nullptr;
    TypeLossView *m_view = nullptr;
    TypeLossDetails *m_details = nullptr;
    ToneLabel *m_footText = nullptr;
    QPushButton *m_map = nullptr;
    QString m_shownCrumbs; // path that they are of
    bool m_isExpanded = false; // the tables of what was read
};

} // namespace isthmus::views
