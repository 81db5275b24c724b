// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/encryptedfilesecretstore.h>

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace isthmus::views {

class ToneLabel;

/// Asks for the master password of the file that keeps the secrets; a new one is typed twice.
class MasterPasswordDialog final : public QDialog {
    Q_OBJECT

public:
    MasterPasswordDialog(connections::MasterPasswordQuestion question, QWidget *parent);

Q_SIGNALS:
    /// Once, before the dialog closes; rejected() if the user declines.
    void entered(const QString &password);

private:
    QLineEdit *addPassword(const QString &label, const QString &objectName);
    void check();
    void enter();

    QLineEdit *m_password = nullptr;
    QLineEdit *m_repeated = nullptr; // null where the file has a password
    ToneLabel *m_problem = nullptr;
    QPushButton *m_accept = nullptr;
};

} // namespace isthmus::views
