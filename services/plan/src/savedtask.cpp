// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/privatefile.h>
#include <isthmus/plan/savedtask.h>
#include <isthmus/plan/taskfile.h>

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <cerrno>

namespace isthmus::plan {

namespace {

struct FileText {
    Q_DECLARE_TR_FUNCTIONS(TaskFile)
};

} // namespace

core::Result<Task> readTaskFile(const QString &file)
{
    QFile read(file);
    if (!QFileInfo(file).isFile()) // what is no file may give its first byte never
        return core::fail(core::ErrorKind::NotFound, FileText::tr("There is no file %1.").arg(file));
    if (!read.open(QIODevice::ReadOnly))
        return core::fail(core::ErrorKind::Permission,
                          FileText::tr("%1 cannot be read: %2").arg(file, read.errorString()));
    const QByteArray text = read.read(maxTaskFileBytes + 1);
    if (text.size() > maxTaskFileBytes)
        return core::fail(core::ErrorKind::Invalid,
                          FileText::tr("%1 is longer than 16 MiB, and so no task file.").arg(file));
    auto task = taskOfFile(text);
    if (task)
        return task;
    core::Error error = task.error();
    error.message = FileText::tr("%1: %2").arg(file, error.message);
    return core::fail(error);
}

core::Result<core::Done> writeTaskFile(const Task &task, const QString &file)
{
    QFile present(file);
    Task saved = task;
    if (present.exists()) {
        const auto former = present.open(QIODevice::ReadOnly) && present.size() <= maxTaskFileBytes
            ? taskOfFile(present.readAll())
            : core::fail(core::ErrorKind::Invalid, QString());
        if (former && former->kind != task.kind)
            return core::fail(core::ErrorKind::AlreadyExists,
                              FileText::tr("%1 is there already, and holds another task (%2).").arg(file, former->kind),
                              FileText::tr("Name another file."));
        if (!former)
            return core::fail(core::ErrorKind::AlreadyExists,
                              FileText::tr("%1 is there already, and is no task file.").arg(file),
                              FileText::tr("Name another file."));
        saved.id = former->id;
    }
    QSaveFile written(file);
    written.setDirectWriteFallback(false);
    errno = 0;
    const QByteArray text = taskFileText(saved);
    if (!written.open(QIODevice::WriteOnly) || written.write(text) != text.size() || !written.commit())
        return core::fail(core::writeError(file, errno));
    return core::Done{};
}

} // namespace isthmus::plan
