// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/connections/connectionform.h>

class QFormLayout;
class QLabel;
class QLineEdit;
class QWidget;

namespace isthmus::views {

/// The rows of a ConnectionDialog for the secret, and the token where the kind has one. They are never filled; left
/// empty, what is kept stays.
class ConnectionSecrets final {
public:
    /// Adds the rows to \a layout, which outlives it, as \a form does.
    ConnectionSecrets(models::ConnectionForm &form, QFormLayout *layout);

    void show(); ///< which rows there are, and what is wrong with them

private:
    struct Row {
        QString id;
        QWidget *box;
        QLineEdit *edit;
        QLabel *problem;
    };

    Row addPassword(const QString &label, const QString &id);
    void addPlace();
    void show(const Row &row, bool isVisible, bool isThere);

    models::ConnectionForm &m_form;
    QFormLayout *m_layout;
    Row m_secret;
    std::optional<Row> m_token;
    QWidget *m_place = nullptr; // where it is kept
};

} // namespace isthmus::views
