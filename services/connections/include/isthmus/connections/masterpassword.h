// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QByteArray>

#include <optional>

namespace isthmus::connections {

/// Takes ISTHMUS_MASTER_PASSWORD out of the environment and keeps it for masterPasswordOfEnvironment(): neither a child
/// nor whoever reads the environment of this process sees it any longer. First in main(), while there is one thread.
void takeMasterPassword();

/// Whether ISTHMUS_MASTER_PASSWORD or ISTHMUS_MASTER_PASSWORD_FILE is or was there. Thread: any.
[[nodiscard]] bool hasMasterPasswordOfEnvironment();
/// The one that was taken, that of ISTHMUS_MASTER_PASSWORD, or the first line of the file that
/// ISTHMUS_MASTER_PASSWORD_FILE names; nothing without them. Errors: those of core::readPrivateFile(). Thread: any.
[[nodiscard]] core::Result<std::optional<QByteArray>> masterPasswordOfEnvironment();

} // namespace isthmus::connections
