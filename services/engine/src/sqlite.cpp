// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite.h"

#include "enginetext.h"

#include <QFileInfo>

namespace isthmus::engine {

namespace {

using core::Error;
using core::ErrorKind;
using sqlite::Failure;

Error errorOf(Failure failure, const QString &file)
{
    switch (failure) {
    case Failure::DiskFull:
        return {ErrorKind::Internal,
                Text::tr("The store of runs, %1, cannot be written: the disk is full.").arg(file),
                Text::tr("Make room on that disk; until then runs are not remembered."),
                {},
                {}};
    case Failure::Unreachable:
        if (QFileInfo(file).isDir()) {
            return {
                ErrorKind::Internal,
                Text::tr("The store of runs, %1, cannot be opened: a folder is where the file should be.").arg(file),
                Text::tr("Move that folder away and start the program again; until then runs are not remembered."),
                {},
                {}};
        }
        return {ErrorKind::Permission,
                Text::tr("The store of runs, %1, cannot be opened.").arg(file),
                Text::tr("Check the permissions of the file and its folder. Until then runs are not remembered."),
                {},
                {}};
    case Failure::Io:
        return {ErrorKind::Internal,
                Text::tr("The store of runs, %1, cannot be read or written.").arg(file),
                Text::tr("Check the disk, your quota and the limit on the size of files (ulimit -f); until then "
                         "runs are not remembered."),
                {},
                {}};
    case Failure::Busy:
        return {ErrorKind::Timeout,
                Text::tr("Another program is using the store of runs, %1.").arg(file),
                Text::tr("Until it is done runs are not remembered."),
                {},
                {}};
    case Failure::Damaged:
        break;
    }
    return {ErrorKind::Protocol,
            Text::tr("The store of runs, %1, cannot be used.").arg(file),
            Text::tr("Move the file away to start a new one; until then runs are not remembered."),
            {},
            {}};
}

} // namespace

Sqlite::Sqlite() : Database(errorOf) { }

} // namespace isthmus::engine
