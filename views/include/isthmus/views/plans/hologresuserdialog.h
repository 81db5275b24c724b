// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/plans/hologresuserform.h>
#include <isthmus/views/plans/plandialog.h>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace isthmus::views {

/// "Add user" and "Give rights": the dialog of a HologresUserForm.
class HologresUserDialog final : public PlanDialog {
    Q_OBJECT

public:
    HologresUserDialog(std::unique_ptr<models::HologresUserForm> form, tasks::Runs &runs, QWidget *parent = nullptr);

protected:
    void showFields() override;
    [[nodiscard]] QList<plan::Text> subjectsBesideFields() const override { return {}; }

private:
    [[nodiscard]] models::HologresUserForm &form() { return static_cast<models::HologresUserForm &>(planForm()); }
    void addRights(QFormLayout *layout);

    QLineEdit *m_user = nullptr;
    QLabel *m_userProblem = nullptr;
    QComboBox *m_model = nullptr; // of rights only, as the other
    QComboBox *m_level = nullptr;
};

} // namespace isthmus::views
