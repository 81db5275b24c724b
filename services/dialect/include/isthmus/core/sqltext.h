// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/dialect/quoting.h>

/// The former place of these functions, for sources that still name it.
namespace isthmus::core {

using dialect::maxComputeName;
using dialect::quoteMaxComputeName;
using dialect::quoteMaxComputeText;
using dialect::quotePostgresName;
using dialect::quotePostgresText;

} // namespace isthmus::core
