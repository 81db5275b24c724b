// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/doctor/checksdocument.h>

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QTableView;
class QToolButton;
class QVBoxLayout;

namespace isthmus::views {

class ChipLabel;
class CheckCard;

/// The checks of a mapping: all of them at the left, at the right what there is to do, the worst first. Statements are
/// run by plans of their own, which the window shows.
class ChecksPage final : public QWidget {
    Q_OBJECT

public:
    /// \a document outlives it.
    explicit ChecksPage(models::ChecksDocument &document, QWidget *parent = nullptr);

Q_SIGNALS:
    void commandRequested(const isthmus::models::Command &command);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeFields();
    QWidget *makeChecks();
    QWidget *makeToDo();
    QWidget *makeFoot();
    void showHead();
    void showFields();
    void showFindings();
    void showCards();
    void showFoot();
    void shareWidth(); ///< among the columns of the checks
    void goToCard(); ///< that of the current check

    models::ChecksDocument &m_document;
    QLabel *m_title;
    ChipLabel *m_failed;
    ChipLabel *m_warnings;
    ChipLabel *m_unknown;
    QLabel *m_passed;
    QPushButton *m_again;
    QComboBox *m_project = nullptr; // of what is not there yet
    QComboBox *m_server = nullptr; // of schemas
    QLineEdit *m_role = nullptr; // of tables that are not there yet
    QLineEdit *m_user;
    QLabel *m_summary;
    QToolButton *m_openOnly;
    QTableView *m_checks;
    QScrollArea *m_toDo;
    QVBoxLayout *m_cards;
    QLabel *m_toDoSummary;
    QLabel *m_verdict;
    QPushButton *m_map = nullptr; // of what is not there yet
    QString m_shownCards; // what they were made of
};

} // namespace isthmus::views
