// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/privatefile.h>
#include <isthmus/core/sentences.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace isthmus::core {

namespace {

QString text(const char *source)
{
    return said("Core", source);
}

struct Reason {
    ErrorKind kind = ErrorKind::Internal;
    QString words; // end of a sentence
    QString hint;
};

Reason reasonOf(int errnum)
{
    switch (errnum) {
    case ENOSPC:
        return {ErrorKind::Internal, text(QT_TRANSLATE_NOOP("Core", "the disk is full")),
                text(QT_TRANSLATE_NOOP("Core", "Make room on that disk, then try again."))};
    case EDQUOT:
        return {ErrorKind::Internal, text(QT_TRANSLATE_NOOP("Core", "your quota on that disk is used up")),
                text(QT_TRANSLATE_NOOP("Core", "Delete files of yours there, or get a larger quota, then try again."))};
    case EFBIG:
        return {ErrorKind::Internal, text(QT_TRANSLATE_NOOP("Core", "it would be larger than a file may be")),
                text(QT_TRANSLATE_NOOP("Core", "Raise the limit on the size of files (ulimit -f), then try again."))};
    case EROFS:
        return {ErrorKind::Permission, text(QT_TRANSLATE_NOOP("Core", "the disk is mounted read-only")),
                text(QT_TRANSLATE_NOOP("Core", "Make the disk writable, or use another folder."))};
    case EACCES:
    case EPERM:
        return {ErrorKind::Permission, text(QT_TRANSLATE_NOOP("Core", "you may not write there")),
                text(QT_TRANSLATE_NOOP("Core", "Change who may write to the folder, or use another one."))};
    case EEXIST:
    case ENOTDIR:
        return {ErrorKind::Internal, text(QT_TRANSLATE_NOOP("Core", "a file is where a folder should be")),
                text(QT_TRANSLATE_NOOP("Core", "Move that file away, or use another folder."))};
    case EISDIR:
        return {ErrorKind::Internal, text(QT_TRANSLATE_NOOP("Core", "a folder is where the file should be")),
                text(QT_TRANSLATE_NOOP("Core", "Move that folder away."))};
    default:
        return {ErrorKind::Internal, QString::fromStdString(std::generic_category().message(errnum)), {}};
    }
}

// Its own name for what a link leads to, so that the link is not replaced by the file.
QString targetOf(const QString &file)
{
    const QString canonical = QFileInfo(file).canonicalFilePath();
    return canonical.isEmpty() ? QFileInfo(file).absoluteFilePath() : canonical;
}

// 0, or errno.
int writeAll(int fd, const QByteArray &bytes)
{
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t written = ::write(fd, bytes.constData() + done, size_t(bytes.size() - done));
        if (written >= 0)
            done += written;
        else if (errno != EINTR)
            return errno;
    }
    // Some disks notice only here that they are full; and a name must not be on the disk before its content is.
    if (::fsync(fd) != 0 && errno != EINVAL) // EINVAL: this file system cannot
        return errno;
    return 0;
}

// Without it a power failure may bring the old file back, whole: no reason to call the write failed.
void syncFolderOf(const QByteArray &file)
{
    const int fd = ::open(file.left(file.lastIndexOf('/') + 1).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    ::fsync(fd);
    ::close(fd);
}

// No name that a user gives to a copy of the file.
QByteArray beginOfPending(const QByteArray &target)
{
    const qsizetype name = target.lastIndexOf('/') + 1;
    return target.left(name) + '.' + target.mid(name) + ".isthmus-";
}

} // namespace

Error writeError(const QString &file, int errnum)
{
    const Reason reason = reasonOf(errnum);
    return {reason.kind,
            text(QT_TRANSLATE_NOOP("Core", "The file %1 cannot be written: %2.")).arg(file, reason.words),
            reason.hint,
            {},
            {}};
}

QString fullDiskHint(const QString &folder, qint64 needed)
{
    struct statvfs disk { };
    if (::statvfs(QFile::encodeName(folder).constData(), &disk) != 0)
        return {};
    const qint64 unit = qint64(disk.f_frsize);
    if (qint64(disk.f_bavail) >= (needed + unit - 1) / unit && (disk.f_files == 0 || disk.f_favail > 0))
        return {};
    return text(QT_TRANSLATE_NOOP("Core", "The disk of %1 is full or nearly so. Make room there, then try again."))
        .arg(folder);
}

Result<QByteArray> readPrivateFile(const QString &file, qint64 maxBytes)
{
    QFile in(file);
    if (QFileInfo(file).isDir()) {
        const Reason reason = reasonOf(EISDIR);
        return fail(reason.kind,
                    text(QT_TRANSLATE_NOOP("Core", "The file %1 cannot be read: %2.")).arg(file, reason.words),
                    reason.hint);
    }
    if (!in.exists())
        return fail(ErrorKind::NotFound, text(QT_TRANSLATE_NOOP("Core", "There is no file %1.")).arg(file));
    if (!in.open(QIODevice::ReadOnly)) {
        return fail(ErrorKind::Permission, text(QT_TRANSLATE_NOOP("Core", "The file %1 cannot be read.")).arg(file),
                    text(QT_TRANSLATE_NOOP("Core", "Check the rights of the file.")), {}, in.errorString());
    }
    QByteArray bytes = in.read(maxBytes + 1);
    if (in.error() != QFileDevice::NoError) { // what was read of it is not the file
        return fail(ErrorKind::Internal, text(QT_TRANSLATE_NOOP("Core", "The file %1 cannot be read.")).arg(file), {},
                    {}, in.errorString());
    }
    if (bytes.size() > maxBytes) {
        return fail(ErrorKind::Invalid,
                    text(QT_TRANSLATE_NOOP("Core", "The file %1 is too large to be one of ours.")).arg(file));
    }
    return bytes;
}

Result<Done> writePrivateFile(const QString &file, const QByteArray &bytes)
{
    auto pending = PendingFile::write(file, bytes);
    return pending ? pending->commit() : fail(pending.error());
}

Result<Done> makePrivateFolder(const QString &folder)
{
    const QString path = QDir::cleanPath(QFileInfo(folder).absoluteFilePath());
    if (QFileInfo(path).isDir())
        return Done{};
    if (auto above = makePrivateFolder(QFileInfo(path).path()); !above) // ends: "/" is a folder
        return above;
    if (::mkdir(QFile::encodeName(path).constData(), 0700) == 0)
        return Done{};
    const int errnum = errno;
    if (errnum == EEXIST && QFileInfo(path).isDir()) // another program was faster
        return Done{};
    const Reason reason = reasonOf(errnum);
    return fail(reason.kind,
                text(QT_TRANSLATE_NOOP("Core", "The folder %1 cannot be made: %2.")).arg(path, reason.words),
                reason.hint);
}

PendingFile::PendingFile(const QByteArray &target)
    : m_target(target), m_temporary(beginOfPending(target) + "XXXXXX") { }

QString pendingNameBegin(const QString &file)
{
    return QFileInfo(QFile::decodeName(beginOfPending(QFile::encodeName(file)))).fileName();
}

void removeLeftWrites(const QString &file)
{
    const QString begin = QFile::decodeName(beginOfPending(QFile::encodeName(targetOf(file))));
    const QFileInfo place(begin);
    const auto left = place.dir().entryInfoList(QDir::Files | QDir::Hidden | QDir::NoSymLinks);
    for (const QFileInfo &entry : left) {
        if (entry.fileName().startsWith(place.fileName()) && entry.ownerId() == ::geteuid())
            QFile::remove(entry.filePath());
    }
}

Result<PendingFile> PendingFile::write(const QString &file, const QByteArray &bytes)
{
    const QString target = targetOf(file);
    if (auto folder = makePrivateFolder(QFileInfo(target).path()); !folder)
        return fail(folder.error());
    PendingFile pending(QFile::encodeName(target));
    if (const int errnum = pending.fill(bytes); errnum != 0)
        return fail(writeError(file, errnum));
    return pending;
}

// 0, or errno.
int PendingFile::fill(const QByteArray &bytes)
{
    const int fd = ::mkostemp(m_temporary.data(), O_CLOEXEC); // its mode is 0600 from the first byte on
    if (fd < 0) {
        const int errnum = errno;
        m_temporary.clear();
        return errnum;
    }
    const int errnum = writeAll(fd, bytes);
    // A disk of the network may keep its complaint until here.
    const int closed = ::close(fd) == 0 ? 0 : errno;
    return errnum != 0 ? errnum : closed;
}

PendingFile::PendingFile(PendingFile &&other) noexcept
    : m_target(std::exchange(other.m_target, {})), m_temporary(std::exchange(other.m_temporary, {}))
{
}

PendingFile::~PendingFile()
{
    if (!m_temporary.isEmpty())
        ::unlink(m_temporary.constData());
}

Result<Done> PendingFile::commit()
{
    Q_ASSERT(!m_temporary.isEmpty());
    if (::rename(m_temporary.constData(), m_target.constData()) != 0) {
        const int errnum = errno;
        return fail(writeError(QFile::decodeName(m_target), errnum));
    }
    m_temporary.clear();
    syncFolderOf(m_target);
    return Done{};
}

} // namespace isthmus::core
