// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "planrun.h"

namespace isthmus::app {

/// How plans and runs of "map_tables" are told: a line for each table, statements only where \a isWhole.
[[nodiscard]] PlanTelling tableTelling(CtlSession &session, bool isWhole = false);

} // namespace isthmus::app
