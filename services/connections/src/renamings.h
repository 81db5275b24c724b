// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/profile.h>

#include <QHash>
#include <QList>

#include <optional>

namespace isthmus::connections {

/// Which connections were renamed while this program ran, by whomever. Profiles have no other mark than their name: one
/// that went while one came that is equal but for it was renamed. Thread: one at a time.
class Renamings {
public:
    /// The list changed from \a before to \a now in one step.
    void note(const QList<Profile> &before, const QList<Profile> &now);
    /// What the connection that was called \a name is called among \a profiles; nothing where that is not known.
    [[nodiscard]] std::optional<QString> nameNow(const QString &name, const QList<Profile> &profiles) const;

private:
    QHash<QString, QString> m_newNames; // by old name
};

} // namespace isthmus::connections
