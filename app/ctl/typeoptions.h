// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <isthmus/mapping/types/typetable.h>

/// Options for what the sources disagree about, one for each: --arrays, --decimals …
namespace isthmus::app {

void addTypeOptions(CtlArguments &args, bool isOfBothDirections);
/// Sets what they say; answers a problem in the user's words, or nothing.
[[nodiscard]] QString readTypeOptions(const CtlArguments &args, mapping::TypeSettings &settings);
[[nodiscard]] QString typeOption(const mapping::TypeDispute &dispute); ///< "small-integers"

} // namespace isthmus::app
