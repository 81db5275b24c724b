// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/profile.h>

#include <QList>

namespace isthmus::connections {

/// The saved connections, one JSON file, written atomically (a crash leaves the old or the new file, never half).
/// Thread: not thread-safe; the ConnectionManager owns it.
class ProfileStore {
public:
    /// \a file need not exist. Nothing is read before load().
    explicit ProfileStore(QString file) : m_file(std::move(file)) { }

    /// Errors: Invalid for a damaged file (it is left as it is and its name told); Permission.
    [[nodiscard]] core::Result<QList<Profile>> load() const;
    [[nodiscard]] core::Result<core::Done> save(const QList<Profile> &profiles) const;

private:
    QString m_file;
};

} // namespace isthmus::connections
