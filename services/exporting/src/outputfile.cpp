// SPDX-License-Identifier: GPL-3.0-or-later
#include "outputfile.h"

#include <QFile>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace isthmus::exporting {

namespace {

constexpr size_t bufferBytes = 256 * 1024;

} // namespace

OutputFile::OutputFile(const QString &path) : m_path(QFile::encodeName(path)) { }

OutputFile::~OutputFile()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

int OutputFile::open()
{
    m_fd = ::open(m_path.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    m_errnum = m_fd < 0 ? errno : 0;
    return m_errnum;
}

int OutputFile::write(std::string_view text)
{
    m_buffer += text;
    if (m_buffer.size() >= bufferBytes) {
        writeAll(m_buffer);
        m_buffer.clear();
    }
    return m_errnum;
}

int OutputFile::finish()
{
    writeAll(m_buffer);
    m_buffer.clear();
    // Some disks notice only here that they are full. EINVAL: this file system cannot.
    if (m_errnum == 0 && ::fsync(m_fd) != 0 && errno != EINVAL)
        m_errnum = errno;
    // A disk of the network may keep its complaint until here.
    if (m_fd >= 0 && ::close(m_fd) != 0 && m_errnum == 0)
        m_errnum = errno;
    m_fd = -1;
    return m_errnum;
}

void OutputFile::writeAll(std::string_view text)
{
    while (!text.empty() && m_errnum == 0) {
        const ssize_t written = ::write(m_fd, text.data(), text.size());
        if (written >= 0)
            text.remove_prefix(size_t(written));
        else if (errno != EINTR)
            m_errnum = errno;
    }
}

} // namespace isthmus::exporting
