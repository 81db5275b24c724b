// SPDX-License-Identifier: GPL-3.0-or-later
#include "privatefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace isthmus::connections {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("Connections", source);
}

tl::unexpected<core::Error> writeFailed(const QString &file, QFileDevice::FileError error, const QString &words)
{
    const bool denied = error == QFileDevice::OpenError || error == QFileDevice::PermissionsError;
    return core::fail(denied ? core::ErrorKind::Permission : core::ErrorKind::Internal,
                      text(QT_TRANSLATE_NOOP("Connections", "The file %1 cannot be written.")).arg(file),
                      text(QT_TRANSLATE_NOOP("Connections", "Check the folder's rights and the space on the disk.")),
                      {}, words);
}

} // namespace

core::Result<QByteArray> readPrivateFile(const QString &file, qint64 maxBytes)
{
    QFile in(file);
    if (!in.exists())
        return core::fail(core::ErrorKind::NotFound,
                          text(QT_TRANSLATE_NOOP("Connections", "There is no file %1.")).arg(file));
    if (!in.open(QIODevice::ReadOnly))
        return core::fail(core::ErrorKind::Permission,
                          text(QT_TRANSLATE_NOOP("Connections", "The file %1 cannot be read.")).arg(file),
                          text(QT_TRANSLATE_NOOP("Connections", "Check the rights of the file.")), {},
                          in.errorString());
    QByteArray bytes = in.read(maxBytes + 1);
    if (bytes.size() > maxBytes)
        return core::fail(
            core::ErrorKind::Invalid,
            text(QT_TRANSLATE_NOOP("Connections", "The file %1 is too large to be one of ours.")).arg(file));
    return bytes;
}

core::Result<core::Done> writePrivateFile(const QString &file, const QByteArray &bytes)
{
    const QString folder = QFileInfo(file).absolutePath();
    if (!QFileInfo::exists(folder)) {
        if (!QDir().mkpath(folder))
            return writeFailed(file, QFileDevice::OpenError, {});
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly))
        return writeFailed(file, out.error(), out.errorString());
    // Before the first byte: the temporary file of a crash must be as private as the file itself.
    if (!out.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return writeFailed(file, QFileDevice::PermissionsError, out.errorString());
    if (out.write(bytes) != bytes.size() || !out.commit())
        return writeFailed(file, out.error(), out.errorString());
    return core::Done{};
}

} // namespace isthmus::connections
