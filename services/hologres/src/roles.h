// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "listing.h"

namespace isthmus::hologres {

/// One page of the roles of the instance, without those that PostgreSQL reserves for itself: who may sign in,
/// superusers, whose members they are, and which groups are those of the simple permission models. Source:
/// docs/hologres.md. Errors: the session's.
[[nodiscard]] core::Result<catalog::Page> listRoles(Session &session, const ListTask &task,
                                                    const core::Cancellation &cancellation);

} // namespace isthmus::hologres
