// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/encryptedfilesecretstore.h>
#include <isthmus/core/async.h>
#include <isthmus/views/connections/masterpassworddialog.h>

#include <QObject>
#include <QPointer>

#include <memory>
#include <mutex>
#include <optional>

namespace isthmus::app {

/// Asks for the master password of the secrets file in a dialog, for a store that waits on a thread of its own.
class MasterPasswordPrompt final : public QObject {
    Q_OBJECT

public:
    explicit MasterPasswordPrompt(QObject *parent = nullptr);
    ~MasterPasswordPrompt() override;

    /// Shows the dialog and waits for the answer; nullopt if it was declined. Thread: any but the window's.
    [[nodiscard]] std::optional<QString> ask(connections::MasterPasswordQuestion question);

    /// Declines what is asked now and later, so that nobody waits for a window that is gone. Thread: the window's.
    void close();

private:
    using Answer = core::Result<QString>;
    void show(connections::MasterPasswordQuestion question);
    void answer(const Answer &answer);

    std::mutex m_mutex; // guards the two below
    std::unique_ptr<QPromise<Answer>> m_asked;
    bool m_isClosed = false;
    QPointer<views::MasterPasswordDialog> m_dialog;
};

} // namespace isthmus::app
