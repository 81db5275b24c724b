// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/profile.h>

#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace isthmus::connections {

struct Renaming {
    QString before;
    QString after;
    bool leadsElsewhere = false; ///< to another server, or by another way, too
};

/// Which connections were renamed while this program ran, by whomever. Profiles have no other mark than their name: one
/// that went while one came that is equal but for it was renamed, and so were those that have each other's names now.
/// Thread: one at a time.
class Renamings {
public:
    /// The list changed from \a before to \a now in one step; answers what was renamed in it. \a known: of whoever made
    /// the step, the old name and the new one, which may come with other changes.
    QList<Renaming> note(const QList<Profile> &before, const QList<Profile> &now,
                         const std::optional<Renaming> &known = {});
    /// What the connection that was called \a name is called among \a profiles; nothing where that is not known.
    [[nodiscard]] std::optional<QString> nameNow(const QString &name, const QList<Profile> &profiles) const;

private:
    QHash<QString, QString> m_newNames; // by old name
};

} // namespace isthmus::connections
