// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace isthmus::views {

/// Asks for a time zone by its name.
class ZoneDialog final : public QDialog {
    Q_OBJECT

public:
    explicit ZoneDialog(QWidget *parent);

Q_SIGNALS:
    void zoneChosen(const QString &name);

private:
    void check();
    void choose();

    QLineEdit *m_name;
    QLabel *m_remark;
    QPushButton *m_accept;
};

} // namespace isthmus::views
