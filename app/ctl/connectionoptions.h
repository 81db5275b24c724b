// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <isthmus/connections/profile.h>

namespace isthmus::app {

/// Adds --system and an option for each field of the kinds of connections that are known.
void addKindOptions(CtlArguments &args);

/// The same without --system, for a connection whose kind is known.
void addFieldOptions(CtlArguments &args);
/// Adds what people say of a connection: description, environment, group and colour.
void addUseOptions(CtlArguments &args);

/// Sets the kind and the fields of \a profile to what parsed options say; answers a problem in the user's words, or
/// nothing. What the fields hold is checked by Profile::problems().
[[nodiscard]] QString readKindOptions(const CtlArguments &args, connections::Profile &profile);

/// The same for the fields of the kind that \a profile has; those that are not given stay.
[[nodiscard]] QString readFieldOptions(const CtlArguments &args, connections::Profile &profile);
/// The same for what addUseOptions() added.
[[nodiscard]] QString readUseOptions(const CtlArguments &args, connections::Profile &profile);

/// Whether the files that \a profile names can be used. Errors: those of connections::checkAuthorities().
[[nodiscard]] core::Result<core::Done> checkFilesOf(const connections::Profile &profile);

} // namespace isthmus::app
