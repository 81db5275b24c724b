// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/plans/maptablesform.h>
#include <isthmus/views/plans/manytablesdialog.h>

class QButtonGroup;

namespace isthmus::views {

class SuggestingEdit;

/// "Map tables to MaxCompute": the dialog of a MapTablesForm.
class MapTablesDialog final : public ManyTablesDialog {
    Q_OBJECT

public:
    /// It takes the form; \a runs outlives the dialog.
    MapTablesDialog(std::unique_ptr<models::MapTablesForm> form, tasks::Runs &runs, QWidget *parent = nullptr);

    [[nodiscard]] models::MapTablesForm &form() { return static_cast<models::MapTablesForm &>(planForm()); }

protected:
    void showFields() override;
    [[nodiscard]] QList<plan::Text> subjectsBesideFields() const override;
    [[nodiscard]] catalog::ObjectKind placeKind() const override { return catalog::ObjectKind::MaxComputeProject; }

private:
    QWidget *makeDestination();
    void addIfTaken(QFormLayout *form);
    void addAccess(QFormLayout *form);
    void addLifecycle(QFormLayout *form);
    void bindFields();

    QComboBox *m_ifTaken;
    QButtonGroup *m_access;
    SuggestingEdit *m_roleArn;
    QLabel *m_roleProblem;
    QLineEdit *m_lifecycle;
    QLabel *m_lifecycleProblem;
};

} // namespace isthmus::views
