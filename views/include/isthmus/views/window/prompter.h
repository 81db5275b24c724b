// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QStringList>

#include <functional>

class QWidget;

namespace isthmus::views {

/// Questions that need an answer before something is done. Given to the window, so that tests answer without a dialog.
/// \a answer is called once, later or within the call; not at all if \a parent is gone by then. GUI thread.
class Prompter {
public:
    enum class Unsaved : quint8 { KeepOpen, Discard, Save };

    virtual ~Prompter() = default;

    /// Whether the connection \a name and its kept secret are to be forgotten; nothing is changed on the server.
    virtual void confirmRemoveConnection(QWidget *parent, const QString &name, std::function<void(bool)> answer) = 0;
    /// Whether \a what, a run, may write to \a connections, which are of production: their names are to be typed.
    virtual void confirmProduction(QWidget *parent, const QString &what, const QStringList &connections,
                                   std::function<void(bool)> answer) = 0;
    /// Whether \a active runs are to be stopped, since the window is being closed.
    virtual void confirmCloseDuringRuns(QWidget *parent, int active, std::function<void(bool)> answer) = 0;
    /// Whether the window is to be closed though \a error keeps what it remembers from being written.
    virtual void confirmCloseUnremembered(QWidget *parent, const core::Error &error,
                                          std::function<void(bool)> answer) = 0;
    /// What is to become of the changes to the documents called \a titles, one at least, since they are being closed.
    virtual void askAboutUnsaved(QWidget *parent, const QStringList &titles, std::function<void(Unsaved)> answer) = 0;
    /// Which file is to be read; \a answer is not called if the user chooses none.
    virtual void chooseFileToRead(QWidget *parent, const QString &title, std::function<void(QString)> answer) = 0;
    /// Which file is to be written, \a proposed or another; one that is there is only chosen after a question.
    virtual void chooseFileToWrite(QWidget *parent, const QString &title, const QString &proposed,
                                   std::function<void(QString)> answer) = 0;
    /// Where to write a file, and as which of \a kinds, "CSV (*.csv)": its number. An existing one is asked about.
    virtual void askForFile(QWidget *parent, const QString &title, const QString &proposed, const QStringList &kinds,
                            std::function<void(const QString &file, int kind)> answer) = 0;
};

/// Asks with a dialog that does not block anything but its parent window.
class DialogPrompter final : public Prompter {
public:
    void confirmRemoveConnection(QWidget *parent, const QString &name, std::function<void(bool)> answer) override;
    void confirmProduction(QWidget *parent, const QString &what, const QStringList &connections,
                           std::function<void(bool)> answer) override;
    void confirmCloseDuringRuns(QWidget *parent, int active, std::function<void(bool)> answer) override;
    void confirmCloseUnremembered(QWidget *parent, const core::Error &error, std::function<void(bool)> answer) override;
    void askAboutUnsaved(QWidget *parent, const QStringList &titles, std::function<void(Unsaved)> answer) override;
    void chooseFileToRead(QWidget *parent, const QString &title, std::function<void(QString)> answer) override;
    void chooseFileToWrite(QWidget *parent, const QString &title, const QString &proposed,
                           std::function<void(QString)> answer) override;
    void askForFile(QWidget *parent, const QString &title, const QString &proposed, const QStringList &kinds,
                    std::function<void(const QString &file, int kind)> answer) override;
};

} // namespace isthmus::views
