// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>

namespace isthmus::test {

/// The most memory that this process has held since the last call, in bytes; 0 where the kernel does not tell.
[[nodiscard]] inline qint64 peakMemorySinceLastCall()
{
    QFile status(QStringLiteral("/proc/self/status"));
    qint64 kilobytes = 0;
    if (status.open(QIODevice::ReadOnly)) {
        const QList<QByteArray> lines = status.readAll().split('\n');
        for (const QByteArray &line : lines) {
            if (line.startsWith("VmHWM:"))
                kilobytes = line.mid(6).trimmed().split(' ').first().toLongLong();
        }
    }
    QFile refs(QStringLiteral("/proc/self/clear_refs"));
    if (!refs.open(QIODevice::WriteOnly) || refs.write("5") != 1 || !refs.flush())
        return 0;
    return kilobytes * 1024;
}

} // namespace isthmus::test
