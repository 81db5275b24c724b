// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionsfile.h>
#include <isthmus/core/cancellation.h>

#include <functional>

namespace isthmus::connections {

/// The saved connections, one JSON file, written atomically (a crash leaves the old or the new file, never half).
/// Several programs may use it at the same time: each change starts from what the file holds then. Thread: any, one
/// change at a time; it waits for the disk. The ConnectionManager owns it.
class ProfileStore {
public:
    using Edit = std::function<core::Result<core::Done>(ConnectionsFile &)>;
    using Step = std::function<core::Result<core::Done>()>;

    /// \a file need not exist. Nothing is read before load().
    explicit ProfileStore(QString file) : m_file(std::move(file)) { }

    [[nodiscard]] const QString &fileName() const { return m_file; }
    /// Errors: those of ConnectionsFile::parse() (the file is left as it is and its name told); Permission.
    [[nodiscard]] core::Result<ConnectionsFile> load() const;
    /// Reads, lets \a edit change it, writes, and answers what the file holds now; no other program writes in
    /// between. \a beforeCommit, if given, runs once the new content is safe on the disk but before it is in its place:
    /// for what must not be done in vain when the disk is full. Errors: those of load(), \a edit, \a beforeCommit and
    /// core::writePrivateFile(), the file is then as it was; Timeout if another program is busy with it for long.
    [[nodiscard]] core::Result<ConnectionsFile> change(const Edit &edit, const Step &beforeCommit,
                                                       const core::Cancellation &cancellation) const;

private:
    QString m_file;
};

} // namespace isthmus::connections
