// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/encryptedfilesecretstore.h>

#include <QString>

#include <optional>

namespace isthmus::app {

/// Asks for the master password of the secrets file on the terminal, without echo, for a new one until it was typed
/// twice alike. Nothing where there is no terminal, and at its end.
[[nodiscard]] std::optional<QString> askMasterPassword(connections::MasterPasswordQuestion question);

} // namespace isthmus::app
