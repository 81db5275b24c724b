// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/connections/connectionform.h>

#include <QSet>
#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace isthmus::views {

class MessageBand;

/// Above a ConnectionDialog: what another program has changed of the connection meanwhile, and how the form takes it
/// over. Of what was edited here too, the user says which is kept. Hidden where nothing was changed.
class ConnectionConflict final : public QWidget {
    Q_OBJECT

public:
    ConnectionConflict(models::ConnectionForm &form, QWidget *parent);

    void show(); ///< as the form has it

private:
    void showDifferences();
    void showTaken();
    [[nodiscard]] QSet<QString> kept() const;

    models::ConnectionForm &m_form;
    MessageBand *m_band;
    QPushButton *m_takeOver;
    QWidget *m_choices;
    QVBoxLayout *m_choiceColumn;
    QList<models::ConnectionDifference> m_shown;
};

} // namespace isthmus::views
