// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "namestore.h"

#include <isthmus/connections/backend.h>
#include <isthmus/core/cancellation.h>
#include <isthmus/nameindex/nameindex.h>

#include <functional>

namespace isthmus::nameindex {

/// Where names go that are read. Called by the thread that reads; each call may wait for the disk.
struct NameSink {
    std::function<core::Result<core::Done>(const QStringList &databases)> databases;
    /// Everything below a database; "": the connection itself.
    std::function<core::Result<core::Done>(const QString &database, const QList<SchemaListing> &schemas)> listing;
    std::function<core::Result<core::Done>(const QString &database, const QString &schema,
                                           const QList<RelationColumns> &relations)>
        columns;
};

/// Reads the names of \a backend's connection, and columns if asked for, and hands each listing on once it is whole.
/// A database that may not be opened holds nothing. Blocks: for a thread that may. Errors: those of the catalog and of
/// \a sink; Protocol for a list that does not end; Unsupported for more names than a program can keep.
[[nodiscard]] core::Result<core::Done> readConnection(const connections::Backend &backend, Depth depth,
                                                      const NameSink &sink, const core::Cancellation &cancellation);

} // namespace isthmus::nameindex
