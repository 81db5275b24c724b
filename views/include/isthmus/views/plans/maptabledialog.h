// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/plans/maptableform.h>

#include <QDialog>

#include <memory>

class QButtonGroup;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;
class QVBoxLayout;

namespace isthmus::views {

class CodeView;
class FactsView;
class MessageBand;
class SectionTitle;
class ToneLabel;
class IconLabel;

/// "Map metadata to MaxCompute": what, how and the plan in one form. Binds a MapTableForm; does not block the window.
class MapTableDialog final : public QDialog {
    Q_OBJECT

public:
    /// \a form and \a runs outlive nothing but this dialog: it takes the form and keeps a reference to the runs.
    MapTableDialog(std::unique_ptr<models::MapTableForm> form, tasks::Runs &runs, QWidget *parent = nullptr);
    ~MapTableDialog() override;

    [[nodiscard]] models::MapTableForm &form() { return *m_form; }

Q_SIGNALS:
    void runStarted(const QString &runId);
    void editConnectionRequested(const QString &connection);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeForm();
    QWidget *makeSource();
    QWidget *makeDestination();
    QWidget *makeColumns();
    QWidget *makePlan();
    QWidget *makeFoot();
    void bindFields();
    void showFields();
    void showDestinations();
    void showPlan();
    void showNotices();
    void showFoot();
    void run();

    std::unique_ptr<models::MapTableForm> m_form;
    tasks::Runs &m_runs;
    QComboBox *m_project;
    QComboBox *m_schema;
    QLineEdit *m_tableName;
    IconLabel *m_nameIcon;
    ToneLabel *m_nameCheck;
    QButtonGroup *m_access;
    QWidget *m_roleRow;
    QLineEdit *m_roleArn;
    ToneLabel *m_roleProblem;
    ToneLabel *m_accessHint;
    QLineEdit *m_lifecycle;
    ToneLabel *m_lifecycleProblem;
    QComboBox *m_ifTaken;
    QLineEdit *m_location;
    ToneLabel *m_locationProblem;
    SectionTitle *m_columnsTitle;
    QTableView *m_columns;
    MessageBand *m_readingBand;
    QVBoxLayout *m_notices;
    SectionTitle *m_planTitle;
    QTableView *m_steps;
    CodeView *m_sql;
    IconLabel *m_footIcon;
    QLabel *m_footText;
    QLabel *m_confirmLabel;
    QLineEdit *m_confirm;
    QPushButton *m_run;
    QString m_runError; // of the last attempt to start
    bool m_isStarting = false;
};

} // namespace isthmus::views
