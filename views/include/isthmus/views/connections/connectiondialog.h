// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/connections/connectionform.h>

#include <QDialog>

#include <memory>

class QLabel;
class QPushButton;

namespace isthmus::views {

class ConnectionConflict;
class ConnectionFields;
class ConnectionSecrets;
class ConnectionTestPane;
class ConnectionUse;

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
    QWidget *makeForm();
    QWidget *makeFoot();
    void showForm();
    void showFoot();

    std::unique_ptr<models::ConnectionForm> m_form;
    ConnectionConflict *m_conflict = nullptr;
    ConnectionTestPane *m_testPane = nullptr;
    ConnectionFields *m_fields = nullptr;
    std::unique_ptr<ConnectionSecrets> m_secrets; // where the kind has one
    std::unique_ptr<ConnectionUse> m_use;
    QLabel *m_foot = nullptr;
    QPushButton *m_save = nullptr;
};

} // namespace isthmus::views
