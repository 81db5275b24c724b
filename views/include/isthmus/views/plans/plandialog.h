// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/plans/planform.h>

#include <QDialog>

#include <memory>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QSplitter;
class QTableView;
class QVBoxLayout;

namespace isthmus::views {

class CodeView;
class IconLabel;
class MessageBand;
class SectionTitle;

/// A form with its plan in one dialog: what and how at the left, the plan's steps and SQL at the right, below them why
/// it cannot run, or Run. The dialog of a kind of task is derived for its fields. Does not block the window.
class PlanDialog : public QDialog {
    Q_OBJECT

public:
    ~PlanDialog() override;

    void planAgain() { m_form->planAgain(); } ///< once connections have changed
    [[nodiscard]] const models::PlanForm &planForm() const { return *m_form; }
    /// Where what it shows was read from; the window's title tells it, and saving proposes it.
    void setFile(const QString &file);
    [[nodiscard]] const QString &file() const { return m_file; } ///< empty for none
    /// What became of saveTaskRequested().
    void showSaved(const QString &file);
    void showRefusal(const core::Error &error);

Q_SIGNALS:
    void runStarted(const QString &runId);
    void editConnectionRequested(const QString &connection);
    void saveTaskRequested(); ///< to a file

protected:
    /// It takes the form; \a runs outlives the dialog.
    PlanDialog(std::unique_ptr<models::PlanForm> form, tasks::Runs &runs, QWidget *parent);

    [[nodiscard]] models::PlanForm &planForm() { return *m_form; }
    /// The parts of the form: \a what it is about, \a how it is done, and below both \a rows, a list that grows with
    /// the dialog; null for none. Call it once, in the constructor.
    void setParts(QWidget *what, QWidget *how, QWidget *rows);
    /// The name to confirm gets the focus once it can be typed: for forms without fields of their own.
    void setConfirmationFirst() { m_isConfirmationFirst = true; }
    /// For forms of few fields: opens no larger than \a size, in pixels with letters of the usual size.
    void setStartSize(QSize size);
    /// Shows form and plan and follows them from now on. Call it last in the constructor.
    void follow();
    /// Shows the fields as the form has them.
    virtual void showFields() = 0;
    /// Subjects of blockers that showFields() tells beside their field, and that need no band.
    [[nodiscard]] virtual QList<plan::Text> subjectsBesideFields() const = 0;

    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QSize withLetters(QSize size) const; ///< it grows with the font
    QWidget *makeForm();
    QWidget *makePlan();
    QWidget *makeProduction();
    QWidget *makeFoot();
    void showForm();
    void showPlan();
    void showNotices();
    void showProduction();
    void showFoot();
    void run();
    void fitForm();

    std::unique_ptr<models::PlanForm> m_form;
    tasks::Runs &m_runs;
    QSplitter *m_splitter;
    QScrollArea *m_scroll; // of the form
    QHBoxLayout *m_top;
    QVBoxLayout *m_column;
    MessageBand *m_readingBand;
    QPushButton *m_edit; // the connection, in it
    MessageBand *m_savedBand;
    QVBoxLayout *m_notices;
    SectionTitle *m_planTitle;
    QTableView *m_steps;
    CodeView *m_sql;
    IconLabel *m_footIcon;
    QLabel *m_footText;
    QLabel *m_confirmLabel;
    QLineEdit *m_confirm;
    QWidget *m_production; // what is asked where the plan writes to production
    QLabel *m_productionText;
    QLineEdit *m_confirmProduction;
    QPushButton *m_run;
    QString m_file;
    QString m_runError; // of the last attempt to start
    bool m_isStarting = false;
    bool m_isFitted = false;
    bool m_isConfirmationFirst = false;
};

} // namespace isthmus::views
