// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/foreignplaces.h>
#include <isthmus/connections/profile.h>

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace isthmus::connections {

/// A connection that another program keeps, as one of ours. Nothing has been checked but that its values are plain
/// text: Profile::problems() says what hinders saving it.
struct FoundConnection {
    Profile profile; ///< its name is a proposal, which may be taken
    QString secret; ///< as Profile's kind keeps it; empty: there was none. Never shown
    QString origin; ///< where it was, translated: "~/.pg_service.conf, [crm]"
    QStringList notes; ///< what could not be taken over, or is different now; sentences, translated
    bool isLikely = true; ///< whether it is proposed: false where it may be of another system

    /// Sets \a field to \a value, unless that is no plain text: then a note tells it by \a name, as the other program
    /// calls it. An empty value changes nothing.
    void take(QStringView field, const QString &value, const QString &name);
    void takeSecret(const QString &value, const QString &name); ///< in the same way
    /// Notes what has no place here, by name: "options", "connect_timeout".
    void noteLeftOut(const QStringList &names);

    friend bool operator==(const FoundConnection &, const FoundConnection &) = default;
};

struct FoundConnections {
    QList<FoundConnection> connections;
    QStringList problems; ///< files and lines that could not be read; sentences, translated

    void append(FoundConnections more);
    /// What follows the first 500 connections is dropped and told.
    void limit();
};

/// What \a read finds in each of \a files that is there, called as it is shown; one that cannot be read is a problem.
/// Thread: any; reads files.
[[nodiscard]] FoundConnections
readForeignFiles(const QStringList &files, const ForeignPlaces &places,
                 const std::function<FoundConnections(const QByteArray &content, const QString &shownName)> &read);

/// A place where a program keeps connections of one kind.
struct ConnectionSource {
    QString id; ///< stable, lower case, for the command line: "pg_service"
    const char *title = nullptr; ///< for translation in the context "Connections"
    /// Everything that stands there; nothing is said of a file that there is not. Reads files. Thread: any.
    FoundConnections (*find)(const ForeignPlaces &places) = nullptr;
    /// Reads \a content of a file that the user named, called \a shownName; nothing if it is no file of this program.
    /// Null: it has none. Pure but for files that the content leads to. Thread: any.
    std::optional<FoundConnections> (*read)(const QByteArray &content, const QString &shownName,
                                            const ForeignPlaces &places) = nullptr;
};

} // namespace isthmus::connections
