// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/connections/connectionform.h>

#include <QDialog>

#include <functional>
#include <memory>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace isthmus::views {

class MessageBand;
class SectionTitle;
class ToneLabel;

/// A new or saved connection: what to reach at the left, the proof at the right. Binds a ConnectionForm. The secret's
/// field is never filled; left empty, a kept secret stays.
class ConnectionDialog final : public QDialog {
    Q_OBJECT

public:
    explicit ConnectionDialog(std::unique_ptr<models::ConnectionForm> form, QWidget *parent = nullptr);
    ~ConnectionDialog() override;

    [[nodiscard]] models::ConnectionForm &form() { return *m_form; }
    void startTest(); ///< as if Test was pressed, for "Test connection"

Q_SIGNALS:
    void saved(const QString &name);

private:
    using Field = models::ConnectionForm::Field;

    struct TextField {
        QLineEdit *edit;
        QLabel *problem;
        Field field;
        std::function<QString(const connections::Profile &)> value;
    };

    QWidget *makeForm();
    void addHologresFields(QFormLayout *form);
    void addMaxComputeFields(QFormLayout *form);
    void addIdentityFields(QFormLayout *form);
    QLineEdit *addText(QFormLayout *form, const QString &label, const QString &name, Field field,
                       QString connections::Profile::*member, const QString &placeholder = {});
    QWidget *makeTest();
    QWidget *makeFoot();
    void showForm();
    void showTest();

    std::unique_ptr<models::ConnectionForm> m_form;
    QList<TextField> m_texts;
    QButtonGroup *m_mode = nullptr; // Hologres only, as the next two
    QSpinBox *m_port = nullptr;
    QComboBox *m_tls = nullptr;
    QLabel *m_tlsProblem = nullptr;
    QLineEdit *m_secret;
    QLabel *m_secretProblem;
    QCheckBox *m_readOnly;
    SectionTitle *m_testTitle;
    QPushButton *m_test;
    MessageBand *m_band;
    QLabel *m_foot;
    QPushButton *m_save;
};

} // namespace isthmus::views
