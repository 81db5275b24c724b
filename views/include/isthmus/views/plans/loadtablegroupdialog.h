// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/plans/loadtablegroupform.h>
#include <isthmus/views/plans/plandialog.h>

class QComboBox;
class QSpinBox;

namespace isthmus::views {

/// "Load to compute group": the dialog of a LoadTableGroupForm.
class LoadTableGroupDialog final : public PlanDialog {
    Q_OBJECT

public:
    LoadTableGroupDialog(std::unique_ptr<models::LoadTableGroupForm> form, tasks::Runs &runs,
                         QWidget *parent = nullptr);

protected:
    void showFields() override;
    [[nodiscard]] QList<plan::Text> subjectsBesideFields() const override { return {}; }

private:
    [[nodiscard]] models::LoadTableGroupForm &form() { return static_cast<models::LoadTableGroupForm &>(planForm()); }
    QWidget *makeDestination();

    QComboBox *m_computeGroup = nullptr;
    QSpinBox *m_replicas = nullptr;
};

} // namespace isthmus::views
