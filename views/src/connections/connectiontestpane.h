// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/connections/connectionform.h>

#include <QWidget>

class QPushButton;

namespace isthmus::views {

class MessageBand;
class SectionTitle;

/// The right half of a ConnectionDialog: the steps of the test, and what failed.
class ConnectionTestPane final : public QWidget {
    Q_OBJECT

public:
    explicit ConnectionTestPane(models::ConnectionForm &form, QWidget *parent = nullptr); ///< \a form outlives it

    void showTest(); ///< as the form has it
    void showError(const core::Error &error); ///< till showTest()

private:
    models::ConnectionForm &m_form;
    SectionTitle *m_title;
    QPushButton *m_test;
    QWidget *m_steps;
    MessageBand *m_band;
};

} // namespace isthmus::views
