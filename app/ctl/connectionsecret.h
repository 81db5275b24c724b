// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <isthmus/connections/profile.h>

#include <optional>

namespace isthmus::app {

/// Adds the ways in which a secret is given. None is an argument: those of a process everyone on the machine can read.
void addSecretOptions(CtlArguments &args);
/// What is wrong with those that were given, in the user's words; empty if nothing is.
[[nodiscard]] QString problemOfSecretOptions(const CtlArguments &args);
/// The secret of \a profile that they name; nothing if none does. Errors: NotFound, Invalid for what cannot be read.
[[nodiscard]] core::Result<std::optional<QString>> readSecret(const CtlArguments &args,
                                                              const connections::Profile &profile);

} // namespace isthmus::app
