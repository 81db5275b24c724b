// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/profile.h>

#include <QByteArray>
#include <QList>

#include <optional>

namespace isthmus::connections {

/// What the file of saved connections holds. Whatever is not changed keeps its text: entries that cannot be used,
/// members that this version does not know, numbers to their last digit. Thread: any, one at a time.
class ConnectionsFile {
public:
    ConnectionsFile(); ///< without connections

    /// The content of a file; \a name is what errors call it. Errors: Invalid if it is no such file, or one that a
    /// newer version has written.
    [[nodiscard]] static core::Result<ConnectionsFile> parse(const QByteArray &text, const QString &name);

    /// In the file's order, with those whose entry is damaged.
    [[nodiscard]] QList<Profile> profiles() const;
    [[nodiscard]] std::optional<Profile> profile(const QString &name) const;
    /// Entries that are no profile at all, each told in one sentence: without a name, or with one that is taken.
    [[nodiscard]] QStringList unlisted() const;

    // Names are unique: the caller has looked. Nothing happens for a name that there is not.
    void add(const Profile &profile);
    /// Members of the entry that no field is kept in stay; those of another kind go.
    void replace(const QString &name, const Profile &profile);
    void remove(const QString &name);

    [[nodiscard]] QByteArray toJson() const;

private:
    struct Entry {
        QByteArray text; // JSON
        std::optional<Profile> profile;
        QString problem; // without a profile
    };
    struct Member {
        QByteArray name;
        QByteArray text; // JSON; of the list of connections: not used
    };

    void readEntry(const QByteArray &text);
    [[nodiscard]] QList<Entry>::iterator find(const QString &name);
    [[nodiscard]] std::string listText() const;

    QList<Member> m_members; // of the whole file
    QList<Entry> m_entries;
};

} // namespace isthmus::connections
