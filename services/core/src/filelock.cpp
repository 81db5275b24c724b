// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/filelock.h>
#include <isthmus/core/privatefile.h>
#include <isthmus/core/sentences.h>

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <thread>
#include <utility>

namespace isthmus::core {

namespace {

// flock() can wait by itself, but neither for a bounded time nor until it is cancelled.
constexpr std::chrono::milliseconds pollInterval(10);

} // namespace

Result<FileLock> FileLock::take(const QString &file, std::chrono::milliseconds timeout,
                                const Cancellation &cancellation)
{
    if (auto folder = makePrivateFolder(QFileInfo(file).absolutePath()); !folder)
        return fail(folder.error());
    const QString lockFile = file + QStringLiteral(".lock");
    FileLock lock(::open(QFile::encodeName(lockFile).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (const int errnum = errno; lock.m_fd < 0)
        return fail(writeError(lockFile, errnum));
    const QDeadlineTimer deadline(timeout);
    while (::flock(lock.m_fd, LOCK_EX | LOCK_NB) != 0) {
        const int errnum = errno;
        if (errnum != EWOULDBLOCK && errnum != EINTR) {
            return fail(ErrorKind::Internal,
                        core::said("Core", QT_TRANSLATE_NOOP("Core", "The file %1 cannot be locked.")).arg(lockFile),
                        {}, {}, QString::fromStdString(std::generic_category().message(errnum)));
        }
        if (cancellation.isRequested())
            return fail(Error::cancelled());
        if (deadline.hasExpired()) {
            return fail(
                ErrorKind::Timeout,
                core::said("Core", QT_TRANSLATE_NOOP("Core", "Another program is changing the file %1.")).arg(file),
                core::said("Core", QT_TRANSLATE_NOOP("Core", "Try again in a moment.")));
        }
        std::this_thread::sleep_for(pollInterval);
    }
    return lock;
}

FileLock::FileLock(FileLock &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) { }

FileLock &FileLock::operator=(FileLock &&other) noexcept
{
    std::swap(m_fd, other.m_fd);
    return *this;
}

FileLock::~FileLock()
{
    if (m_fd >= 0)
        ::close(m_fd); // with it the lock
}

} // namespace isthmus::core
