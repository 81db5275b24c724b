// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/sandbox/cluster/process.h>

#include <QString>

#include <optional>

namespace isthmus::sandbox {

/// Where a sandbox's PostgreSQL cluster lives, who runs it and with which programs.
struct ClusterPlace {
    QString dir; ///< canonical; owned by the user that runs PostgreSQL, mode 0700
    QString programDir; ///< "/usr/lib/postgresql/15/bin"
    std::optional<OsUser> user; ///< set when this process is root

    [[nodiscard]] QString dataDir() const { return dir + QStringLiteral("/data"); }
};

/// The folder of PostgreSQL's server programs, newest version first, 13 or later: Debian's folders, then PATH.
/// Errors: NotFound, with the package to install as hint.
[[nodiscard]] core::Result<QString> findPostgresPrograms();

/// Makes the cluster's folder for the sandbox in \a sandboxDir (canonical). It is "postgres" inside of it; when this
/// process is root and PostgreSQL's user cannot reach that, a folder below /var/lib/isthmus named after it.
/// Errors: NotFound (no PostgreSQL), Permission.
[[nodiscard]] core::Result<ClusterPlace> prepareClusterPlace(const QString &sandboxDir);

/// The folders the cluster of \a sandboxDir may have; the only ones that are ever deleted.
[[nodiscard]] QStringList possibleClusterDirs(const QString &sandboxDir);

/// Deletes clusters below /var/lib/isthmus whose sandbox folder is gone and of which nothing runs.
void removeAbandonedClusters();

} // namespace isthmus::sandbox
