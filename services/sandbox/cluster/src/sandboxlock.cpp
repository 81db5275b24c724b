// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/cluster/sandboxlock.h>

#include <QFile>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace isthmus::sandbox {

namespace {

QByteArray lockFile(const QString &dir)
{
    return QFile::encodeName(dir + QStringLiteral("/lock"));
}

struct flock wholeFile(short type)
{
    struct flock lock { };
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    return lock;
}

} // namespace

SandboxLock::SandboxLock(const QString &dir)
    : m_fd(::open(lockFile(dir).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)), m_openError(m_fd < 0 ? errno : 0)
{
}

SandboxLock::~SandboxLock()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

bool SandboxLock::tryToTake()
{
    struct flock lock = wholeFile(F_WRLCK);
    return m_fd >= 0 && ::fcntl(m_fd, F_SETLK, &lock) == 0;
}

pid_t sandboxServer(const QString &dir)
{
    const int fd = ::open(lockFile(dir).constData(), O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return 0;
    struct flock lock = wholeFile(F_WRLCK);
    const bool asked = ::fcntl(fd, F_GETLK, &lock) == 0;
    ::close(fd);
    return asked && lock.l_type != F_UNLCK ? lock.l_pid : 0;
}

} // namespace isthmus::sandbox
