// SPDX-License-Identifier: GPL-3.0-or-later
#include "masterpasswordprompt.h"

#include <QApplication>
#include <QMainWindow>

#include <algorithm>

namespace isthmus::app {

namespace {

// Not the active window: at the start there is none yet, and a dialog without a parent gets lost behind the main
// window.
QWidget *mainWindow()
{
    const QWidgetList windows = QApplication::topLevelWidgets();
    const auto found = std::find_if(windows.cbegin(), windows.cend(),
                                    [](const QWidget *window) { return qobject_cast<const QMainWindow *>(window); });
    return found == windows.cend() ? nullptr : *found;
}

} // namespace

MasterPasswordPrompt::MasterPasswordPrompt(QObject *parent) : QObject(parent) { }

MasterPasswordPrompt::~MasterPasswordPrompt()
{
    close();
}

std::optional<QString> MasterPasswordPrompt::ask(connections::MasterPasswordQuestion question)
{
    QFuture<Answer> future;
    {
        const std::lock_guard lock(m_mutex);
        if (m_isClosed || m_asked)
            return std::nullopt; // one question at a time: the store has one thread
        m_asked = std::make_unique<QPromise<Answer>>();
        m_asked->start();
        future = m_asked->future();
    }
    QMetaObject::invokeMethod(
        this, [this, question] { show(question); }, Qt::QueuedConnection);
    const Answer given = core::await(future);
    return given ? std::optional(*given) : std::nullopt;
}

void MasterPasswordPrompt::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isClosed = true;
    }
    answer(core::fail(core::Error::cancelled()));
    delete m_dialog;
}

void MasterPasswordPrompt::show(connections::MasterPasswordQuestion question)
{
    m_dialog = new views::MasterPasswordDialog(question, mainWindow());
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &views::MasterPasswordDialog::entered, this, [this](const QString &text) { answer(text); });
    connect(m_dialog, &QDialog::rejected, this, [this] { answer(core::fail(core::Error::cancelled())); });
    m_dialog->open();
}

void MasterPasswordPrompt::answer(const Answer &answer)
{
    std::unique_ptr<QPromise<Answer>> asked;
    {
        const std::lock_guard lock(m_mutex);
        asked = std::move(m_asked);
    }
    if (!asked)
        return;
    asked->addResult(answer);
    asked->finish();
}

} // namespace isthmus::app
