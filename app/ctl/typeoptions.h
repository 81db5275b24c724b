// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <isthmus/mapping/types/typetable.h>

#include <optional>

/// Options for what the sources disagree about, one for each: --arrays, --decimals …
namespace isthmus::app {

/// \a isToHologres: those of that way, or of the ways to MaxCompute; nothing: all.
void addTypeOptions(CtlArguments &args, std::optional<bool> isToHologres);
/// Sets what they say; answers a problem in the user's words, or nothing.
[[nodiscard]] QString readTypeOptions(const CtlArguments &args, mapping::TypeSettings &settings);
[[nodiscard]] QString typeOption(const mapping::TypeDispute &dispute); ///< "small-integers"

} // namespace isthmus::app
