// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "location.h"
#include "session.h"

#include <isthmus/records/tablereader.h>

namespace isthmus::hologres {

/// The first rows of a relation, by SELECT … LIMIT on a read-only session.
/// Errors beside the session's: NotFound; Invalid for a path that is no relation or a partition that is no
/// "column=value[,column=value]" over its columns.
[[nodiscard]] core::Result<records::Preview> readPreview(Session &session, const Location &location,
                                                         const records::PreviewRequest &request,
                                                         const core::Cancellation &cancellation);

} // namespace isthmus::hologres
