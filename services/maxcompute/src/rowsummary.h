// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "joblane.h"

#include <isthmus/records/tablereader.h>

namespace isthmus::maxcompute {

/// As records::TableReader::summarize(). The rows of a table or a partition of it are counted by the Tunnel, which is
/// no job; what is filtered, has several partitions or no rows of its own, and a column's values, by a job.
[[nodiscard]] core::Result<records::Summary> summarizeRows(LaneState &state, const records::SummaryRequest &request,
                                                           const core::Cancellation &cancellation);

} // namespace isthmus::maxcompute
