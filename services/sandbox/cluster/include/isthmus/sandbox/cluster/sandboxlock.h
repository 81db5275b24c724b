// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <sys/types.h>

namespace isthmus::sandbox {

/// The right to serve a sandbox: a record lock (fcntl) on the file "lock" of its folder. The kernel drops it when the
/// holder ends, however it ends, and names the holder to others. One instance per folder and process, since closing
/// any descriptor of the file drops the process's lock.
class SandboxLock {
public:
    explicit SandboxLock(const QString &dir);
    ~SandboxLock();
    SandboxLock(const SandboxLock &) = delete;
    SandboxLock &operator=(const SandboxLock &) = delete;

    /// False if another process holds it, or the file cannot be opened.
    [[nodiscard]] bool tryToTake();
    [[nodiscard]] int openError() const { return m_openError; } ///< errno; 0: the file could be opened

private:
    int m_fd = -1;
    int m_openError = 0;
};

/// The process that serves the sandbox in \a dir; 0 if none does. Never call it in the process that holds the lock.
[[nodiscard]] pid_t sandboxServer(const QString &dir);

} // namespace isthmus::sandbox
