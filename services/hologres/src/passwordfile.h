// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/foreignplaces.h>

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace isthmus::hologres {

/// libpq's password file: "host:port:database:user:password" a line, "*" for anything, "\" before ":" and "\".
class PasswordFile {
public:
    struct Entry {
        // Nothing: anything.
        std::optional<QString> host;
        std::optional<QString> port;
        std::optional<QString> database;
        std::optional<QString> user;
        QString password;
    };

    /// $PGPASSFILE or ~/.pgpass. As libpq, it passes over a file that others may read, and says so in problems().
    /// Reads a file; one that there is not is empty. Thread: any.
    [[nodiscard]] static PasswordFile ofUser(const connections::ForeignPlaces &places);
    /// Pure; any thread.
    [[nodiscard]] static PasswordFile parse(const QByteArray &content, const QString &shownName);

    [[nodiscard]] const QList<Entry> &entries() const { return m_entries; }
    [[nodiscard]] const QStringList &problems() const { return m_problems; }
    [[nodiscard]] const QString &shownName() const { return m_shownName; }
    /// Of the first entry that fits; empty if none does. \a host: as it is dialled; a socket's default folder counts as
    /// "localhost".
    [[nodiscard]] QString passwordFor(const QString &host, int port, const QString &database,
                                      const QString &user) const;

private:
    QList<Entry> m_entries;
    QStringList m_problems;
    QString m_shownName;
};

} // namespace isthmus::hologres
