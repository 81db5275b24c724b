// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/plans/maptohologresform.h>
#include <isthmus/views/plans/manytablesdialog.h>

namespace isthmus::views {

class SectionTitle;

/// "Map metadata to Hologres": the dialog of a MapToHologresForm.
class MapToHologresDialog final : public ManyTablesDialog {
    Q_OBJECT

public:
    /// It takes the form; \a runs outlives the dialog.
    MapToHologresDialog(std::unique_ptr<models::MapToHologresForm> form, tasks::Runs &runs, QWidget *parent = nullptr);

    [[nodiscard]] models::MapToHologresForm &form() { return static_cast<models::MapToHologresForm &>(planForm()); }

protected:
    void showFields() override;
    [[nodiscard]] QList<plan::Text> subjectsBesideFields() const override;
    [[nodiscard]] catalog::ObjectKind placeKind() const override { return catalog::ObjectKind::HologresDataSource; }

private:
    QWidget *makeDestination();
    void addTableName(QFormLayout *form);
    void addPolicies(QFormLayout *form);
    void addTypes(QFormLayout *form);
    QWidget *makeColumns();
    void bindFields();

    QLineEdit *m_tableName = nullptr; // of a single table, in place of the rule
    QLabel *m_tableNameProblem = nullptr;
    QComboBox *m_ifTaken;
    QComboBox *m_ifUnsupported;
    QList<std::pair<QString, QComboBox *>> m_types; // by the name of the setting
    SectionTitle *m_columnsTitle;
    QPushButton *m_resetColumns;
};

} // namespace isthmus::views
