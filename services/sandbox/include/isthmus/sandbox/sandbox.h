// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/cancellation.h>
#include <isthmus/core/error.h>
#include <isthmus/sandbox/sandboxinfo.h>

#include <QString>

namespace isthmus::sandbox {

struct StartOptions {
    QString dir; ///< empty: defaultDir()
    QString serverProgram; ///< path of isthmusctl, which is started detached with "sandbox serve --dir DIR"
    /// Rows of generated data, relative: 1 gives 1,000 orders, 0 only the tutorial's own rows. Looked at when the
    /// sandbox is made, not later; 0 to 10,000.
    double scale = 1.0;
};

// The calls below work on a sandbox as a whole; each blocks up to the time said, so call them on a worker thread or
// from the command line. \a cancellation ends the waiting, not the sandbox.

/// Starts the sandbox in its folder, makes it first if it is new, and returns when both sides answer (normally under
/// 5 s for an existing one). A sandbox that runs already is answered as it is. After an unclean stop it recovers.
/// Errors: NotFound when PostgreSQL's programs are not installed (hint: the package), Permission, Timeout after 60 s,
/// or 15 s for a sandbox that runs and does not answer.
[[nodiscard]] core::Result<SandboxInfo> start(const StartOptions &options, const core::Cancellation &cancellation);
/// Stops both sides; waits until no process of it is left (up to 20 s). Not running is not an error.
/// Errors: NotFound for a folder that is no sandbox.
[[nodiscard]] core::Result<core::Done> stop(const QString &dir);
/// The running sandbox of \a dir, once both sides have answered (up to 7 s). Errors: NotFound when it does not run or
/// is starting, Timeout when it runs and a side does not answer.
[[nodiscard]] core::Result<SandboxInfo> status(const QString &dir);
/// Stops it, deletes all of its data and files in \a dir. Refuses a folder that is not a sandbox.
[[nodiscard]] core::Result<core::Done> reset(const QString &dir);

struct ServeOptions {
    QString dir; ///< empty: defaultDir()
    double scale = 1.0; ///< see StartOptions
    int readyFd = -1; ///< set: told once, when the sandbox answers or cannot; see start()
};

/// Is the sandbox: serves it until SIGTERM or SIGINT, then stops both sides. PostgreSQL is started again when it dies,
/// and so is the whole of it, in a child process of this one, when it crashes. Call it while the process has one
/// thread. Takes over the handling of these signals and must be the process's only work; blocks the calling thread,
/// which has to be one that lives as long as the process. For "isthmusctl sandbox serve". Errors: AlreadyExists when
/// another process serves that folder; those of start().
[[nodiscard]] core::Result<core::Done> serve(const ServeOptions &options);

} // namespace isthmus::sandbox
