// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QString>

namespace isthmus::sandbox {

/// \a dir, or defaultDir() if it is empty, as canonical path when it exists.
[[nodiscard]] QString resolvedDir(const QString &dir);

/// Makes the folder if need be (mode 0700) and answers its canonical path.
/// Errors: Permission; Invalid when it holds files and is no sandbox.
[[nodiscard]] core::Result<QString> prepareSandboxDir(const QString &dir);

[[nodiscard]] QString serveLog(const QString &dir);
[[nodiscard]] QString postgresLog(const QString &dir);
/// Makes the log folder; logs of more than 10 MB are moved to "<name>.1".
void prepareLogs(const QString &dir);

/// Deletes what a sandbox keeps in \a dir and nothing else, then the folder if it is empty.
[[nodiscard]] core::Result<core::Done> deleteSandboxFiles(const QString &dir);

} // namespace isthmus::sandbox
