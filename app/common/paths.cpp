// SPDX-License-Identifier: GPL-3.0-or-later
#include "paths.h"

#include <QDir>
#include <QStandardPaths>

namespace isthmus::app {

namespace {

QString folder(const char *variable, QStandardPaths::StandardLocation location)
{
    const QString named = qEnvironmentVariable(variable);
    if (!named.isEmpty())
        return QDir(named).absolutePath();
    return QStandardPaths::writableLocation(location) + QStringLiteral("/isthmus");
}

} // namespace

Paths Paths::ofUser()
{
    return {folder("ISTHMUS_CONFIG_DIR", QStandardPaths::GenericConfigLocation),
            folder("ISTHMUS_DATA_DIR", QStandardPaths::GenericDataLocation)};
}

} // namespace isthmus::app
