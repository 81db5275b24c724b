// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <isthmus/connections/profile.h>

namespace isthmus::app {

/// Adds --system and an option for each field of the kinds of connections that are known.
void addKindOptions(CtlArguments &args);

/// Sets the kind and the fields of \a profile to what parsed options say; answers a problem in the user's words, or
/// nothing. What the fields hold is checked by Profile::problems().
[[nodiscard]] QString readKindOptions(const CtlArguments &args, connections::Profile &profile);

} // namespace isthmus::app
