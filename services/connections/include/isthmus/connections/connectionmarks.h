// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/profile.h>

#include <QHash>
#include <QList>
#include <QString>

#include <utility>

namespace isthmus::connections {

/// Of each connection, by name, what stays as it is when it is renamed: a digest, for who looks again at the next
/// start.
[[nodiscard]] QHash<QString, QString> marksOf(const QList<Profile> &profiles);

/// Old and new names of those among \a now that were called otherwise when \a before was made by marksOf(). One that
/// could be either of two, or was changed too, is not known and not told.
[[nodiscard]] QList<std::pair<QString, QString>> renamedSince(const QHash<QString, QString> &before,
                                                              const QList<Profile> &now);

} // namespace isthmus::connections
