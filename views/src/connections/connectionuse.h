// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/connections/connectionform.h>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace isthmus::views {

/// The rows of a ConnectionDialog for what people say of a connection, and whether it may be written to.
class ConnectionUse final {
public:
    /// Adds the rows to \a layout, which outlives it, as \a form does.
    ConnectionUse(models::ConnectionForm &form, QFormLayout *layout);

    void show(); ///< the rows as the form has them

private:
    void addDescription();
    void addGroup();
    void addColour();
    void addEnvironment();
    void addReadOnly();

    models::ConnectionForm &m_form;
    QFormLayout *m_layout;
    QLineEdit *m_description = nullptr;
    QLabel *m_descriptionProblem = nullptr;
    QComboBox *m_group = nullptr; // any text, and the groups that there are
    QLabel *m_groupProblem = nullptr;
    QComboBox *m_colour = nullptr;
    QComboBox *m_environment = nullptr;
    QCheckBox *m_readOnly = nullptr;
};

} // namespace isthmus::views
