// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace isthmus::exporting {

/// The file beside the wanted one that rows go into until it is whole. Its name is known before it is there and is like
/// no other's, so that whoever has written it down can take away what a killed program left. As long as this object
/// lives it holds a lock on the file, which goes with the process. Every call answers 0 or errno. Thread: one at a
/// time.
class PartFile {
public:
    /// Of \a target, an absolute path. Nothing is made yet.
    explicit PartFile(const QString &target);
    ~PartFile(); ///< removes the file, unless it has got its name
    PartFile(const PartFile &) = delete;
    PartFile &operator=(const PartFile &) = delete;

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] int open(); ///< makes it, empty and for its owner only
    [[nodiscard]] int takeName(); ///< it becomes the target, in place, and with the rights, of a file that is there

private:
    QString m_path;
    QByteArray m_file; // as the system wants names
    QByteArray m_target;
    int m_fd = -1;
};

/// What became of a part file whose writer is gone.
enum class Left : quint8 {
    Gone, ///< there is none
    Removed,
    Kept, ///< somebody holds it, or it is no file of ours, or it cannot be removed
};

/// Removes the part file \a path, if it is one by its name, belongs to this user, and no process holds it.
[[nodiscard]] Left removeLeftFile(const QString &path);

} // namespace isthmus::exporting
