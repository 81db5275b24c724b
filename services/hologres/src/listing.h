// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "location.h"
#include "session.h"

#include <isthmus/catalog/catalog.h>

namespace isthmus::hologres {

/// What is asked for: one page of the children of a parent, and where that is.
struct ListTask {
    catalog::ListRequest request;
    Location location;
};

/// One page of children, one statement a page (a second one only to tell an empty parent from a missing one).
/// Errors beside the session's: NotFound, Permission, Invalid for a leaf.
[[nodiscard]] core::Result<catalog::Page> listChildren(Session &session, const ListTask &task,
                                                       const core::Cancellation &cancellation);

/// Schemas that Hologres and PostgreSQL keep for themselves.
[[nodiscard]] QStringList systemSchemas();

/// Whether a schema is not to be shown: by the wildcards of the settings, or since its name looks like a folder's.
[[nodiscard]] bool isHiddenSchema(const QString &name, const Settings &settings);

} // namespace isthmus::hologres
