// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/plans/manytablesform.h>
#include <isthmus/views/plans/plandialog.h>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLayout;
class QSpinBox;

namespace isthmus::views {

class TableRunsView;
class ToneLabel;

/// What the dialogs of all forms that map many tables have in common.
class ManyTablesDialog : public PlanDialog {
    Q_OBJECT

protected:
    /// It takes the form; \a runs outlives the dialog.
    ManyTablesDialog(std::unique_ptr<models::ManyTablesForm> form, tasks::Runs &runs, QWidget *parent);

    [[nodiscard]] models::ManyTablesForm &manyForm() { return static_cast<models::ManyTablesForm &>(planForm()); }

    // Rows of the form, in the order in which the derived class wants them.
    void addPlace(QFormLayout *form, const QString &placeLabel); ///< project or database, and schema
    void addNaming(QFormLayout *form);
    void addRunning(QFormLayout *form, const QString &readsRows);
    /// \a inFront: what stands in the row of the statements at a time, before them.
    void addInFlight(QHBoxLayout *row);
    QWidget *makeTables(int leastRows = 6);
    void keepTablesLow(int rows); ///< no higher than so many of them
    static void addRow(QFormLayout *form, const QString &text, QWidget *buddy, QLayout *row);
    static QLineEdit *makeEdit(const QString &objectName, const QString &name, int letters, QWidget *parent);
    /// Once all of them are there.
    void bindCommonFields();

    void showFields() override;
    /// How the names in the list of places are marked.
    [[nodiscard]] virtual catalog::ObjectKind placeKind() const = 0;

    QLineEdit *m_prefix;
    QLineEdit *m_pattern;
    QLineEdit *m_suffix;

private:
    void readNaming();
    void showDestinations();
    void showNaming();

    QComboBox *m_place;
    QComboBox *m_schema;
    QLabel *m_schemaProblem;
    ToneLabel *m_example; // or what is wrong with the rule
    QSpinBox *m_inFlight;
    QCheckBox *m_continues;
    QCheckBox *m_readsRows;
    SectionTitle *m_tablesTitle;
    TableRunsView *m_tables;
};

} // namespace isthmus::views
