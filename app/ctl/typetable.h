// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <isthmus/mapping/types/typetable.h>

#include <optional>

/// What isthmusctl types tells without a path: the table of types.
namespace isthmus::app {

/// \a way: that one with its reasons; none: all ways side by side.
void printTypeTable(const CtlSession &session, std::optional<mapping::MappingPath> way,
                    const mapping::TypeSettings &settings);

[[nodiscard]] QJsonObject typeVerdictJson(const mapping::TypeVerdict &verdict);

} // namespace isthmus::app
