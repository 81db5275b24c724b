// SPDX-License-Identifier: GPL-3.0-or-later
#include "partfile.h"

#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace isthmus::exporting {

namespace {

// The target's own name is not part of it: it may be as long as names can be.
const QString prefix = QStringLiteral(".isthmus-export-");

bool isPartFile(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    return QFileInfo(path).isAbsolute() && name.startsWith(prefix)
        && !QUuid::fromString(u'{' + name.mid(prefix.size()) + u'}').isNull();
}

} // namespace

PartFile::PartFile(const QString &target)
    : m_path(QFileInfo(target).absolutePath() + u'/' + prefix + QUuid::createUuid().toString(QUuid::WithoutBraces)),
      m_file(QFile::encodeName(m_path)), m_target(QFile::encodeName(target))
{
}

PartFile::~PartFile()
{
    if (m_fd < 0)
        return;
    if (!m_file.isEmpty())
        ::unlink(m_file.constData());
    ::close(m_fd);
}

int PartFile::open()
{
    m_fd = ::open(m_file.constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (m_fd < 0)
        return errno;
    // Some disks of the network know no locks; that the writer is gone is known by its run then.
    static_cast<void>(::flock(m_fd, LOCK_EX | LOCK_NB));
    return 0;
}

int PartFile::takeName()
{
    // Who may read the file that is replaced, may go on reading it; where it cannot be so, the owner alone may.
    struct stat replaced = {};
    if (::stat(m_target.constData(), &replaced) == 0 && S_ISREG(replaced.st_mode))
        static_cast<void>(::fchmod(m_fd, replaced.st_mode & 0777U));
    if (std::rename(m_file.constData(), m_target.constData()) != 0)
        return errno;
    m_file.clear();
    return 0;
}

Left removeLeftFile(const QString &path)
{
    if (!isPartFile(path))
        return Left::Kept;
    const QByteArray file = QFile::encodeName(path);
    const int fd = ::open(file.constData(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT || errno == ENOTDIR ? Left::Gone : Left::Kept;
    struct stat info = {};
    const bool isOurs = ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_uid == ::geteuid();
    const bool isHeld = isOurs && ::flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    const bool isRemoved = isOurs && !isHeld && ::unlink(file.constData()) == 0;
    ::close(fd);
    return isRemoved ? Left::Removed : Left::Kept;
}

} // namespace isthmus::exporting
