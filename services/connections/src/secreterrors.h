// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QCoreApplication>

namespace isthmus::connections {

[[nodiscard]] inline core::Error noSecretKept(const QString &name)
{
    return {core::ErrorKind::NotFound,
            QCoreApplication::translate("Connections", "No password is kept for connection %1.").arg(name),
            QCoreApplication::translate("Connections", "Save the connection anew with its password."),
            {},
            {}};
}

} // namespace isthmus::connections
