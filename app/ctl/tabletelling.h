// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "planrun.h"

namespace isthmus::app {

/// How plans and runs of \a taskKind are told, "map_tables" or "map_to_hologres": a line for each table, statements
/// only where \a isWhole.
[[nodiscard]] PlanTelling tableTelling(CtlSession &session, const QString &taskKind, bool isWhole = false);

} // namespace isthmus::app
