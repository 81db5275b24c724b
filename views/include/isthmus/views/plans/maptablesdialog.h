// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/plans/maptablesform.h>
#include <isthmus/views/plans/plandialog.h>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QFormLayout;
class QSpinBox;

namespace isthmus::views {

class TableRunsView;

/// "Map tables to MaxCompute": the dialog of a MapTablesForm.
class MapTablesDialog final : public PlanDialog {
    Q_OBJECT

public:
    /// It takes the form; \a runs outlives the dialog.
    MapTablesDialog(std::unique_ptr<models::MapTablesForm> form, tasks::Runs &runs, QWidget *parent = nullptr);

    [[nodiscard]] models::MapTablesForm &form() { return static_cast<models::MapTablesForm &>(planForm()); }

protected:
    void showFields() override;
    [[nodiscard]] QList<plan::Text> subjectsBesideFields() const override;

private:
    QWidget *makeDestination();
    void addPlace(QFormLayout *form);
    void addNaming(QFormLayout *form);
    void addAccess(QFormLayout *form);
    void addRunning(QFormLayout *form);
    QWidget *makeTables();
    void bindFields();
    void readNaming();
    void showDestinations();
    void showNaming();

    QComboBox *m_project;
    QComboBox *m_schema;
    QLabel *m_schemaProblem;
    QLineEdit *m_prefix;
    QLineEdit *m_pattern;
    QLineEdit *m_suffix;
    QLabel *m_example; // or what is wrong with the rule
    QComboBox *m_ifTaken;
    QButtonGroup *m_access;
    QLineEdit *m_roleArn;
    QLabel *m_roleProblem;
    QLineEdit *m_lifecycle;
    QLabel *m_lifecycleProblem;
    QSpinBox *m_inFlight;
    QCheckBox *m_continues;
    QCheckBox *m_readsRows;
    SectionTitle *m_tablesTitle;
    TableRunsView *m_tables;
};

} // namespace isthmus::views
