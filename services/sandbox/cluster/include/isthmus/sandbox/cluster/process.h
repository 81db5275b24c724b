// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QList>
#include <QString>
#include <QStringList>

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <optional>

namespace isthmus::sandbox {

// Starting, watching and ending processes. Linux only: it reads /proc. QProcess is not used because these processes
// outlive event loops, drop their rights, or have to die with this process.

/// A user of the operating system.
struct OsUser {
    uid_t uid = 0;
    gid_t gid = 0;
    QString name;
};

/// The user that PostgreSQL's programs are run as: empty when this process is not root, else "postgres" or "nobody".
/// Errors: NotFound when this is root and neither user exists.
[[nodiscard]] core::Result<std::optional<OsUser>> unprivilegedUser();

struct SpawnOptions {
    QString program; ///< absolute path
    QStringList arguments; ///< visible to every user of the machine: never a secret
    QString workingDirectory; ///< empty: "/"
    QString outputFile; ///< stdout and stderr are appended to it, mode 0600; empty: thrown away
    std::optional<OsUser> user; ///< set: run as this user; needs root
    bool newSession = false; ///< detached from the terminal and its signals, adopted by init
    bool diesWithParent = false; ///< gets SIGINT when the calling thread ends for whatever reason
    int inheritedFd = -1; ///< stays open in the child under the same number
};

/// Starts a program, with those variables of ours that hold no secret: language, zone, folders, libraries. The answer
/// is its pid; 0 with newSession, where it is no child of ours. Errors: NotFound, Permission, Internal, all told with
/// the program's path.
[[nodiscard]] core::Result<pid_t> spawn(const SpawnOptions &options);

/// Runs a program to its end, and kills it after \a timeout. The answer is its exit code, 128 + signal if killed.
[[nodiscard]] core::Result<int> runToEnd(const SpawnOptions &options, std::chrono::milliseconds timeout);

/// If \a pid, a child of ours, has ended: its exit code as above. Collects it, so the answer comes once.
[[nodiscard]] std::optional<int> exitCodeIfEnded(pid_t pid);

/// True for a process that exists and is no zombie.
[[nodiscard]] bool isAlive(pid_t pid);
/// The arguments of \a pid; empty when it is gone.
[[nodiscard]] QStringList commandLine(pid_t pid);
/// The working directory of \a pid; empty when it is gone or may not be seen.
[[nodiscard]] QString workingDirectory(pid_t pid);
/// Name of the program \a pid runs ("postgres"), without path; empty when it is gone.
[[nodiscard]] QString programName(pid_t pid);
/// All processes that work in \a directory (canonical path) or below it.
[[nodiscard]] QList<pid_t> processesWorkingIn(const QString &directory);

/// Polls \a condition every 10 ms until it is true or \a timeout has passed; the answer is its last value.
[[nodiscard]] bool waitUntil(const std::function<bool()> &condition, std::chrono::milliseconds timeout);

} // namespace isthmus::sandbox
