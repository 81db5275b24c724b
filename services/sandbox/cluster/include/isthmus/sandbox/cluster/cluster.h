// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/sandbox/cluster/clusterplace.h>

#include <QString>

#include <sys/types.h>

namespace isthmus::sandbox {

/// A private PostgreSQL cluster: listens on 127.0.0.1 only, no Unix socket, passwords (SCRAM) for everyone.
/// Its postmaster is a child of the thread that calls start() and gets a fast shutdown when that thread ends, even by
/// SIGKILL. Thread: all members on one thread, which must live as long as the cluster is to run.
class Cluster {
public:
    /// Superuser of every cluster; its password is given to create().
    static QString superuser();

    Cluster(ClusterPlace place, QString logFile);
    ~Cluster(); ///< stops it
    Cluster(const Cluster &) = delete;
    Cluster &operator=(const Cluster &) = delete;

    /// True once create() has finished.
    [[nodiscard]] bool exists() const;
    /// Makes the data folder (UTF-8, C.UTF-8); what an unfinished call left is deleted first. Takes seconds.
    [[nodiscard]] core::Result<core::Done> create(const QString &superuserPassword);
    /// Deletes the data folder, after stopping whatever server of it was left over.
    [[nodiscard]] core::Result<core::Done> destroy();

    /// Starts on \a preferredPort, or on another free port when that is 0 or taken, and returns when connections are
    /// accepted. A server that was left over is stopped first; a lock file without a server is removed.
    /// Errors: Timeout after 60 s; Internal with the end of the server's log.
    [[nodiscard]] core::Result<core::Done> start(int preferredPort);
    /// Starts a cluster that has died again on the port that it had, never on another one: users know it.
    /// Errors: as start(); Network while the port is taken.
    [[nodiscard]] core::Result<core::Done> restart();
    /// Fast shutdown; immediate shutdown after 10 s. Returns when no process of the cluster is left.
    void stop();

    [[nodiscard]] int port() const { return m_port; }
    /// True if the postmaster that start() started has ended without stop().
    [[nodiscard]] bool hasDied();

private:
    enum class Readiness : quint8 { Ready, Ended, TimedOut };

    [[nodiscard]] core::Result<core::Done> launch(int port);
    [[nodiscard]] Readiness waitUntilReady();
    [[nodiscard]] core::Error startError(Readiness readiness) const;

    ClusterPlace m_place;
    QString m_logFile;
    pid_t m_postmaster = 0;
    int m_port = 0;
};

/// Stops whatever server of the data folder \a dataDir still runs, whoever started it; removes its lock file.
/// Returns when no process works in the folder any more. The lock file is believed only about a process that really
/// is PostgreSQL and works in the folder. Errors: Permission when it belongs to another user.
[[nodiscard]] core::Result<core::Done> stopLeftoverServer(const QString &dataDir);

/// A TCP port of 127.0.0.1 that is free now; 0 if there is none.
[[nodiscard]] int findFreePort();
/// True if a server could listen on \a port of 127.0.0.1 now.
[[nodiscard]] bool isPortFree(int port);

} // namespace isthmus::sandbox
