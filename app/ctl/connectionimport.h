// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

namespace isthmus::app {

/// "connection import": saves connections of other programs, of a URL, or of a file.
[[nodiscard]] int importConnections(const QStringList &arguments, CtlSession &session);
/// "connection export": writes the saved connections to a file, without secrets.
[[nodiscard]] int exportConnections(const QStringList &arguments, CtlSession &session);

} // namespace isthmus::app
