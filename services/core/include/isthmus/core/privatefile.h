// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QByteArray>
#include <QString>

namespace isthmus::core {

// Files that belong to one user and must survive a full disk, a crash and a power failure: readable by their owner only
// (mode 0600), replaced as a whole or not at all. Everything here blocks for the disk: never on a window's thread.

/// All bytes of \a file. Errors: NotFound; Permission; Internal when the disk fails; Invalid if it is larger than
/// \a maxBytes. Thread: any.
[[nodiscard]] Result<QByteArray> readPrivateFile(const QString &file, qint64 maxBytes);

/// Replaces \a file by \a bytes; after an error the old file is what it was. Its folder is made if missing. A symbolic
/// link stays one: what it leads to is replaced. Errors: those of writeError(). Thread: any, also for one file.
[[nodiscard]] Result<Done> writePrivateFile(const QString &file, const QByteArray &bytes);

/// Makes \a folder and what is missing above it, for their owner only (mode 0700). A folder that is there keeps its
/// rights. Errors: as of writeError(), telling of the folder. Thread: any.
[[nodiscard]] Result<Done> makePrivateFolder(const QString &folder);

/// The first half of writePrivateFile(): the new content lies on the disk, whole, beside the file that it will replace.
/// For changes of two files: whatever can fail for want of space has failed before the first of them is changed.
/// Thread: one at a time.
class PendingFile {
public:
    /// Errors: those of writeError().
    [[nodiscard]] static Result<PendingFile> write(const QString &file, const QByteArray &bytes);

    PendingFile(PendingFile &&other) noexcept;
    PendingFile &operator=(PendingFile &&other) = delete;
    PendingFile(const PendingFile &) = delete;
    PendingFile &operator=(const PendingFile &) = delete;
    ~PendingFile(); ///< forgets the new content unless it was committed

    /// Puts the new content in the file's place; once. Errors: those of writeError().
    [[nodiscard]] Result<Done> commit();

private:
    explicit PendingFile(const QByteArray &target);
    [[nodiscard]] int fill(const QByteArray &bytes);

    QByteArray m_target; // as the system wants names
    QByteArray m_temporary; // empty: there is none (any more)
};

/// How the names begin that the new content of \a file has beside it before it takes its place.
[[nodiscard]] QString pendingNameBegin(const QString &file);

/// Removes what writes of \a file have left beside it whose programs were killed. Only for who holds the FileLock of \a
/// file, under which all write it: what others are about to commit would go too. Thread: any.
void removeLeftWrites(const QString &file);

/// What to tell when \a file cannot be written because of \a errnum, a value of errno: the disk is full (ENOSPC), the
/// quota used up (EDQUOT), the file too large (EFBIG), the disk read-only (EROFS), no permission; with what to do about
/// it. Kind: Permission for the last two, else Internal. Thread: any.
[[nodiscard]] Error writeError(const QString &file, int errnum);

/// What to tell where only others know why they could not write below \a folder: empty if \a needed bytes are free
/// there for this user. Thread: any; it asks the disk.
[[nodiscard]] QString fullDiskHint(const QString &folder, qint64 needed);

} // namespace isthmus::core
