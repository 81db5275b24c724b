// SPDX-License-Identifier: GPL-3.0-or-later
#include "scriptfile.h"

#include "session.h"

#include <isthmus/core/format.h>

#include <QFile>
#include <QScopeGuard>
#include <QStringDecoder>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace isthmus::app {

namespace {

using core::Error;
using core::ErrorKind;
using core::Result;

constexpr qsizetype maxScriptBytes = 16 * 1024 * 1024;
constexpr int pollMilliseconds = 100;

Error unreadable(const QString &name, int systemError)
{
    const ErrorKind kind = systemError == ENOENT ? ErrorKind::NotFound
        : systemError == EACCES                  ? ErrorKind::Permission
                                                 : ErrorKind::Invalid;
    return {kind,
            CtlText::tr("%1 cannot be read: %2").arg(name, QString::fromLocal8Bit(std::strerror(systemError))),
            {},
            {},
            {}};
}

// Up to the end, or one byte more than a script may have.
Result<QByteArray> readAll(int descriptor, const QString &name, const core::Cancellation &cancellation)
{
    QByteArray bytes;
    std::array<char, 64 * 1024> piece;
    while (bytes.size() <= maxScriptBytes) {
        if (cancellation.isRequested())
            return core::fail(Error::cancelled());
        pollfd wait{descriptor, POLLIN, 0};
        const int ready = poll(&wait, 1, pollMilliseconds);
        if (ready == 0 || (ready < 0 && errno == EINTR))
            continue;
        const ssize_t got = read(descriptor, piece.data(), piece.size());
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (got < 0)
            return core::fail(unreadable(name, errno));
        if (got == 0)
            return bytes;
        bytes.append(piece.data(), got);
    }
    return core::fail(ErrorKind::Invalid,
                      CtlText::tr("%1 is longer than %2, which is the most for a script.")
                          .arg(name, core::formatBytes(maxScriptBytes)),
                      CtlText::tr("Run it in parts; load data by other means than statements."));
}

// A line feed is no part of another character in UTF-8, so that each line can be looked at alone.
int firstForeignLine(QByteArrayView bytes)
{
    int line = 1;
    while (!bytes.isEmpty()) {
        const qsizetype end = bytes.indexOf('\n');
        const QByteArrayView text = end < 0 ? bytes : bytes.first(end);
        if (!text.isValidUtf8())
            return line;
        bytes = end < 0 ? QByteArrayView() : bytes.sliced(end + 1);
        ++line;
    }
    return line;
}

Result<QString> decoded(QByteArrayView bytes, const QString &name)
{
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes = bytes.sliced(3);
    if (bytes.trimmed().isEmpty()) // what should have written it has failed
        return core::fail(ErrorKind::Invalid, CtlText::tr("%1 is empty; nothing was run.").arg(name));
    if (bytes.isValidUtf8())
        return QString::fromUtf8(bytes);
    return core::fail(ErrorKind::Invalid,
                      CtlText::tr("%1 is no UTF-8 text: line %2.").arg(name, QString::number(firstForeignLine(bytes))),
                      CtlText::tr("Save it as UTF-8; nothing was run."));
}

} // namespace

Result<QString> readScript(const QString &path, const core::Cancellation &cancellation)
{
    if (path == u"-") {
        const QString name = CtlText::tr("Standard input");
        const auto bytes = readAll(STDIN_FILENO, name, cancellation);
        return bytes ? decoded(*bytes, name) : core::fail(bytes.error());
    }
    const int descriptor = open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return core::fail(unreadable(path, errno));
    const auto close = qScopeGuard([descriptor] { ::close(descriptor); });
    const auto bytes = readAll(descriptor, path, cancellation);
    return bytes ? decoded(*bytes, path) : core::fail(bytes.error());
}

} // namespace isthmus::app
