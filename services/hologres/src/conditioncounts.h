// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "location.h"
#include "session.h"

#include <isthmus/records/tablereader.h>

namespace isthmus::hologres {

/// As records::TableReader::countConditions().
[[nodiscard]] core::Result<records::ConditionCounts> countRows(Session &session, const Location &location,
                                                               const records::ConditionsRequest &request,
                                                               const core::Cancellation &cancellation);

} // namespace isthmus::hologres
