// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "location.h"
#include "session.h"

namespace isthmus::hologres {

/// The statement that would create the object: hg_dump_script() where the server has it, else written from pg_catalog
/// (table, partitioned table, partition, foreign table, view, materialized view, schema) with constraints, indexes and
/// comments. Errors beside the session's: NotFound; Unsupported for other objects.
[[nodiscard]] core::Result<QString> readDdl(Session &session, const Location &location,
                                            const core::Cancellation &cancellation);

} // namespace isthmus::hologres
