// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

namespace isthmus::app {

/// "connection edit": changes what is given of a saved connection.
int editConnection(const QStringList &arguments, CtlSession &session);
/// "connection show": all that is saved of one.
int showConnection(const QStringList &arguments, CtlSession &session);

} // namespace isthmus::app
