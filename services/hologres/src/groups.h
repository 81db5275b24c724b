// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "listing.h"

namespace isthmus::hologres {

// One page each of the table groups of a database, of the compute groups that one of them is loaded to, and of the
// compute groups of the instance. Source: docs/hologres.md#table-groups. Errors: the session's.

[[nodiscard]] core::Result<catalog::Page> listTableGroups(Session &session, const ListTask &task,
                                                          const core::Cancellation &cancellation);
[[nodiscard]] core::Result<catalog::Page> listLoaded(Session &session, const ListTask &task,
                                                     const core::Cancellation &cancellation);
[[nodiscard]] core::Result<catalog::Page> listComputeGroups(Session &session, const ListTask &task,
                                                            const core::Cancellation &cancellation);

} // namespace isthmus::hologres
