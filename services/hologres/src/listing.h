// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "location.h"
#include "session.h"

#include <isthmus/catalog/catalog.h>

namespace isthmus::hologres {

/// What is asked for: one page of the children of \a path.
struct ListRequest {
    catalog::ObjectPath path;
    Location location;
    QString marker; ///< of the page before; empty: the first
    int pageSize = 1000;
};

/// One page of children, one statement a page (a second one only to tell an empty parent from a missing one).
/// Errors beside the session's: NotFound, Permission, Invalid for a leaf.
[[nodiscard]] core::Result<catalog::Page> listChildren(Session &session, const ListRequest &request,
                                                       const core::Cancellation &cancellation);

/// Schemas that Hologres and PostgreSQL keep for themselves.
[[nodiscard]] QStringList systemSchemas();

} // namespace isthmus::hologres
