// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/plans/maptableform.h>
#include <isthmus/views/plans/plandialog.h>

#include <utility>

class QButtonGroup;
class QComboBox;

namespace isthmus::views {

class SuggestingEdit;
class ToneLabel;

/// "Map metadata to MaxCompute": the dialog of a MapTableForm.
class MapTableDialog final : public PlanDialog {
    Q_OBJECT

public:
    /// It takes the form; \a runs outlives the dialog.
    MapTableDialog(std::unique_ptr<models::MapTableForm> form, tasks::Runs &runs, QWidget *parent = nullptr);

    [[nodiscard]] models::MapTableForm &form() { return static_cast<models::MapTableForm &>(planForm()); }

protected:
    void showFields() override;
    [[nodiscard]] QList<plan::Text> subjectsBesideFields() const override;

Q_SIGNALS:
    void reportRequested(const isthmus::catalog::ObjectPath &source); ///< the type-loss report

private:
    QWidget *makeDestination();
    QWidget *makeColumns();
    void bindFields();
    void showDestinations();
    void showNameCheck();

    QComboBox *m_project;
    QComboBox *m_schema;
    QLineEdit *m_tableName;
    IconLabel *m_nameIcon;
    ToneLabel *m_nameCheck;
    QButtonGroup *m_access;
    QWidget *m_roleRow;
    SuggestingEdit *m_roleArn;
    ToneLabel *m_roleProblem;
    ToneLabel *m_accessHint;
    QLineEdit *m_lifecycle;
    ToneLabel *m_lifecycleProblem;
    QComboBox *m_ifTaken;
    QLineEdit *m_location;
    ToneLabel *m_locationProblem;
    SectionTitle *m_columnsTitle;
    QList<std::pair<QString, QComboBox *>> m_types; // settings by their names
    QTableView *m_columns;
};

} // namespace isthmus::views
