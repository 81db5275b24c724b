// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/externaltable/facts.h>

#include <QString>

namespace isthmus::app {

class CtlSession;

/// Reads both sides and plans the mapping; writes nothing. Errors: those of opening and reading either side.
[[nodiscard]] core::Result<plan::Plan> planMapTable(CtlSession &session, const mapping::MapTable &map);

/// The plan as a terminal shows it: notices, steps, the exact SQL.
[[nodiscard]] QString planText(const plan::Plan &plan);

} // namespace isthmus::app
