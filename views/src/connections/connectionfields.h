// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/connections/connectionform.h>

#include <QObject>

#include <functional>

class QFormLayout;
class QLabel;
class QLayout;
class QLineEdit;
class QWidget;

namespace isthmus::views {

class MessageBand;

/// The rows of a ConnectionDialog for the name and the fields of the kind. A URL of another program that is pasted into
/// one of them fills the form.
class ConnectionFields final : public QObject {
    Q_OBJECT

public:
    /// Adds the rows to \a layout, which outlives it, as \a form does.
    ConnectionFields(models::ConnectionForm &form, QFormLayout *layout, QObject *parent);

    void show(); ///< the fields as the form has them
    [[nodiscard]] QLineEdit *nameEdit() const { return m_name; }

private:
    // What stands for a field of the form: how it shows the profile, and where its problem is told.
    struct FieldView {
        QString id;
        QLineEdit *edit; // null for a number or a choice, which are told wrong at once
        QLabel *problem;
        std::function<void(const connections::Profile &)> show;
        std::function<void(bool)> setVisible; // null: it always is
    };

    void addName();
    void addField(const connections::ConnectionField &field);
    QLineEdit *addEdit(const QString &label, const QString &id);
    void addSuggestions(const connections::ConnectionField &field);
    void addNumber(const connections::ConnectionField &field);
    void addChoice(const connections::ConnectionField &field);
    void addButtons(const connections::ConnectionField &field);
    void addRow(const connections::ConnectionField &field, QWidget *input, QLayout *row,
                const std::function<void(const connections::Profile &)> &show);
    void textTyped(QLineEdit *edit, const std::function<void(const QString &)> &take);
    bool fillFromUrl(const QString &text);

    models::ConnectionForm &m_form;
    QFormLayout *m_layout;
    QList<FieldView> m_fields;
    QLineEdit *m_name = nullptr;
    MessageBand *m_urlBand;
};

} // namespace isthmus::views
