// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "arrowlayout.h"
#include "arrowmetadata_generated.h"

#include <QString>

#include <deque>

namespace isthmus::wire {

/// Where \a schema has decimal128(38,18) for a DECIMAL without a size, \a layouts have it from then on.
void adoptDecimals(const ipc::Schema &schema, std::deque<ArrowLayout> &layouts);

/// Why a stream that begins with \a schema does not hold the columns \a layouts; empty if it does. Names are compared
/// without case, those of the parts of nested values not at all.
[[nodiscard]] QString schemaProblem(const ipc::Schema &schema, const std::deque<ArrowLayout> &layouts);

} // namespace isthmus::wire
