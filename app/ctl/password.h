// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace isthmus::app {

/// Asks for the master password of the secrets file on the terminal, without echo. Nothing where there is no terminal.
[[nodiscard]] std::optional<QString> askMasterPassword();

} // namespace isthmus::app
