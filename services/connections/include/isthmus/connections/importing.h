// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionkind.h>
#include <isthmus/connections/foundconnection.h>

#include <QSet>

namespace isthmus::connections {

// Taking over connections that other programs, or another Isthmus, wrote down.

/// All sources of all kinds, in the order of the kinds. Thread: any.
[[nodiscard]] QList<ConnectionSource> connectionSources();

/// What stands in the sources called \a ids; in all of them where it is empty. One that several sources have is told
/// once. Reads files. Thread: any.
[[nodiscard]] FoundConnections findConnections(const ForeignPlaces &places, const QStringList &ids = {});

/// What \a url means to the kinds that know URLs; nothing if it is no such URL. Pure; any thread.
[[nodiscard]] std::optional<FoundConnection> readConnectionUrl(const QString &url);

/// The connections in \a file: one that exportedConnections() wrote, or of another program that a source knows.
/// Errors: those of readForeignFile(); Invalid if no source knows it. Reads files. Thread: any.
[[nodiscard]] core::Result<FoundConnections> readConnections(const QString &file, const ForeignPlaces &places);

/// A connection that was found, as it would be saved.
struct ImportCandidate {
    FoundConnection found; ///< under a name that is free
    QString hindrance; ///< why it cannot be saved, translated; empty if it can
    bool isProposed = true; ///< whether it is taken unless the user says otherwise
};

/// What becomes of \a found where \a saved are there already: each gets a free name; one that is saved already, or
/// has problems, is hindered. Pure; any thread.
[[nodiscard]] QList<ImportCandidate> importCandidates(const QList<FoundConnection> &found, const QList<Profile> &saved);

/// All of \a profiles as one file to be kept or given away: no secrets, and nothing of a sandbox, which is of one
/// machine. \a leftOut, if given, gets the names of those that are not in it. Pure; any thread.
[[nodiscard]] QByteArray exportedConnections(const QList<Profile> &profiles, QStringList *leftOut = nullptr);

/// \a wanted made a name that a new connection may have and that is not in \a taken: "crm", "crm 2".
[[nodiscard]] QString freeName(const QString &wanted, const QSet<QString> &taken);

/// The name of one of \a saved that is \a profile but for its name, and what people call it; empty if none is.
[[nodiscard]] QString savedAs(const Profile &profile, const QList<Profile> &saved);

} // namespace isthmus::connections
