// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "location.h"
#include "session.h"

#include <isthmus/catalog/catalog.h>

namespace isthmus::hologres {

/// What the last statement of a list of relations told beyond the page it was for. Belongs to one lane.
///
/// A server without statistics on its catalog, or whose tables were not made in the order of their names, goes through
/// all relations for every page, whatever its size; so there are few statements of many names.
struct RelationsAhead {
    catalog::ObjectPath parent;
    QString namePrefix;
    QString marker; ///< of the page that goes on with them
    PgResult rows;
    int next = 0; ///< the first row that was not told
    int count = 0; ///< rows
    bool hasMore = false; ///< beyond them

    [[nodiscard]] bool goesOn(const catalog::ListRequest &request) const
    {
        return rows && request.marker == marker && request.parent == parent && request.namePrefix == namePrefix;
    }
};

/// What is asked for: one page of the children of a parent, and where that is.
struct ListTask {
    catalog::ListRequest request;
    Location location;
    RelationsAhead &ahead;
};

/// One page of children, one statement a page at most (a second one only to tell an empty parent from a missing one).
/// Errors beside the session's: NotFound, Permission, Invalid for a leaf.
[[nodiscard]] core::Result<catalog::Page> listChildren(Session &session, const ListTask &task,
                                                       const core::Cancellation &cancellation);

/// catalog::Catalog::entries(): one statement for each thousand names. Errors beside the session's: Invalid if
/// \a location is no schema.
[[nodiscard]] core::Result<QList<catalog::Entry>> readEntries(Session &session, const catalog::ObjectPath &schema,
                                                              const Location &location, const QStringList &names,
                                                              const core::Cancellation &cancellation);

/// Schemas that Hologres and PostgreSQL keep for themselves.
[[nodiscard]] QStringList systemSchemas();

/// Whether a schema is not to be shown: by the wildcards of the settings, or since its name looks like a folder's.
[[nodiscard]] bool isHiddenSchema(const QString &name, const Settings &settings);

} // namespace isthmus::hologres
