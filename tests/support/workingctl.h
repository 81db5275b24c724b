// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandboxfixture.h"

#include <QProcess>

namespace isthmus::test {

/// isthmusctl at work, to be disturbed.
class WorkingCtl {
public:
    explicit WorkingCtl(const QStringList &arguments)
    {
        m_process.setReadChannel(QProcess::StandardError);
        m_process.start(ctlProgram(), arguments);
    }

    /// Until so many tables have begun.
    bool waitForTables(int count)
    {
        while (m_told.count("Create external table") < count) {
            if (m_process.bytesAvailable() == 0 && !m_process.waitForReadyRead(30'000))
                return false;
            m_told += m_process.readAll();
        }
        return m_process.state() == QProcess::Running;
    }

    void kill()
    {
        m_process.kill(); // SIGKILL
        m_process.waitForFinished(30'000);
    }

    int exitCode()
    {
        return m_process.waitForFinished(60'000) && m_process.exitStatus() == QProcess::NormalExit
            ? m_process.exitCode()
            : -1;
    }

    QByteArray told() const { return m_told; }

private:
    QProcess m_process;
    QByteArray m_told;
};

} // namespace isthmus::test
