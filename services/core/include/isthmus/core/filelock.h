// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/cancellation.h>
#include <isthmus/core/error.h>

#include <QString>

#include <chrono>

namespace isthmus::core {

/// Keeps every other FileLock on the same file out, in this program and in all others on this machine, until it is gone
/// or its process has ended, however that ended. For changes that read a file, change it and write it.
/// Thread: take() any; the object one at a time.
class FileLock {
public:
    /// Locks what \a file stands for, through the file "\a file.lock" (mode 0600; its folder is made if missing, 0700).
    /// That file stays: whoever removed it would let two programs hold two files of one name. Waits up to \a timeout.
    /// Errors: Timeout when others hold it all the while; Cancelled; those of writeError() and makePrivateFolder().
    [[nodiscard]] static Result<FileLock> take(const QString &file, std::chrono::milliseconds timeout,
                                               const Cancellation &cancellation);

    FileLock(FileLock &&other) noexcept;
    FileLock &operator=(FileLock &&other) noexcept;
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;
    ~FileLock();

private:
    explicit FileLock(int fd) : m_fd(fd) { }

    int m_fd = -1;
};

} // namespace isthmus::core
