// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionmanager.h>
#include <isthmus/sandbox/sandbox.h>

#include <QObject>

namespace isthmus::app {

/// Starts a sandbox in the background and saves its three connections. Thread: the window's; nothing blocks.
class SandboxOpener final : public QObject {
    Q_OBJECT

public:
    /// \a dir empty: the default folder.
    SandboxOpener(connections::ConnectionManager &manager, QString dir, QObject *parent = nullptr);

    /// The sandbox in \a dir; empty: that of this object. A call while one is starting is ignored; a running sandbox is
    /// ready at once.
    void open(const QString &dir);

Q_SIGNALS:
    void starting(const QString &text);
    void ready(); ///< the sandbox answers and its connections are in the list
    void failed(const isthmus::core::Error &error);

private:
    void save(QList<connections::Profile> profiles);

    connections::ConnectionManager &m_manager;
    QString m_dir;
    bool m_isStarting = false;
};

/// isthmusctl beside this program.
[[nodiscard]] QString ctlProgram();

} // namespace isthmus::app
