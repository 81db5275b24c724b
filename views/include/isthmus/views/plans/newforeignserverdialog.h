// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/plans/newforeignserverform.h>
#include <isthmus/views/plans/plandialog.h>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace isthmus::views {

/// "New foreign server": the dialog of a NewForeignServerForm. Where the service has no statement, it shows what to
/// enter in MaxCompute's console in place of a plan.
class NewForeignServerDialog final : public PlanDialog {
    Q_OBJECT

public:
    NewForeignServerDialog(std::unique_ptr<models::NewForeignServerForm> form, tasks::Runs &runs,
                           QWidget *parent = nullptr);

protected:
    void showFields() override;
    [[nodiscard]] QList<plan::Text> subjectsBesideFields() const override;

private:
    struct Field {
        QString name; ///< as the form's problems have it
        QLineEdit *edit;
        QLabel *problem;
    };
    [[nodiscard]] models::NewForeignServerForm &form()
    {
        return static_cast<models::NewForeignServerForm &>(planForm());
    }
    QWidget *makeFields();
    void addIdentity(QFormLayout *layout);
    QWidget *makeConsole();
    /// \a edit: the field, where it is no plain one.
    QLineEdit *addField(QFormLayout *layout, const QString &label, const QString &name,
                        void (models::NewForeignServerForm::*set)(const QString &), QLineEdit *edit = nullptr);

    QComboBox *m_source = nullptr;
    QList<Field> m_fields;
    QSpinBox *m_port = nullptr;
    QComboBox *m_identity = nullptr;
    QLineEdit *m_roleArn = nullptr;
    QWidget *m_console = nullptr;
};

} // namespace isthmus::views
