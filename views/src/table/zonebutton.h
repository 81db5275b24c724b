// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

class QActionGroup;

namespace isthmus::views {

/// Says in which time zone instants are shown, and offers others: the session's, UTC, this computer's, one by name.
class ZoneButton final : public QPushButton {
    Q_OBJECT

public:
    explicit ZoneButton(QWidget *parent);

    /// \a session is the name of the session's zone; \a choice as models::TablePageModel::zoneChoice().
    void showZone(const QString &session, const QString &choice);

Q_SIGNALS:
    void zoneChosen(const QString &choice);

private:
    void rebuildMenu();
    void askForName();

    QString m_session;
    QString m_choice;
    QActionGroup *m_group;
};

} // namespace isthmus::views
