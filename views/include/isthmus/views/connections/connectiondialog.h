// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/connections/connectionform.h>

#include <QDialog>

#include <functional>
#include <memory>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLayout;
class QLineEdit;
class QPushButton;

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
    // What stands for a field of the form: how it shows the profile, and where its problem is told.
    struct FieldView {
        QString id;
        QLineEdit *edit; // null for a number or a choice, which are told wrong at once
        QLabel *problem;
        std::function<void(const connections::Profile &)> show;
        std::function<void(bool)> setVisible; // null: it always is
    };

    QWidget *makeForm();
    void addField(QFormLayout *form, const connections::ConnectionField &field);
    void addName(QFormLayout *form);
    void addSecrets(QFormLayout *form);
    QLineEdit *addPassword(QFormLayout *form, const QString &label, const QString &id);
    void addUse(QFormLayout *form);
    QLineEdit *addEdit(QFormLayout *form, const QString &label, const QString &id);
    void addSuggestions(QFormLayout *form, const connections::ConnectionField &field);
    void addNumber(QFormLayout *form, const connections::ConnectionField &field);
    void addChoice(QFormLayout *form, const connections::ConnectionField &field);
    void addButtons(QFormLayout *form, const connections::ConnectionField &field);
    void addRow(QFormLayout *form, const connections::ConnectionField &field, QWidget *input, QLayout *row,
                const std::function<void(const connections::Profile &)> &show);
    QWidget *makeTest();
    QWidget *makeFoot();
    void showForm();
    void showSecrets();
    void showFoot();
    void showTest();
    bool fillFromUrl(const QString &text);
    void textTyped(QLineEdit *edit, const std::function<void(const QString &)> &take);

    std::unique_ptr<models::ConnectionForm> m_form;
    QList<FieldView> m_fields;
    QLineEdit *m_secret = nullptr; // where the kind has one, as the next
    QLineEdit *m_token = nullptr;
    QList<std::pair<QString, QLabel *>> m_secretProblems; // by field
    std::function<void(const QString &id, bool)> m_showSecretRow;
    MessageBand *m_urlBand = nullptr;
    QComboBox *m_environment;
    QLineEdit *m_description;
    QLabel *m_descriptionProblem;
    QCheckBox *m_readOnly;
    SectionTitle *m_testTitle;
    QPushButton *m_test;
    QWidget *m_steps;
    MessageBand *m_band;
    QLabel *m_foot;
    QPushButton *m_save;
};

} // namespace isthmus::views
