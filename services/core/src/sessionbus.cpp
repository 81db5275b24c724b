// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/sessionbus.h>

#include <QFileInfo>
#include <QString>

namespace isthmus::core {

bool hasSessionBus()
{
    if (!qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return true;
    const QString runtimeDir = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !runtimeDir.isEmpty() && QFileInfo::exists(runtimeDir + QStringLiteral("/bus"));
}

} // namespace isthmus::core
