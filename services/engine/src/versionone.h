// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite.h"

namespace isthmus::engine {

/// The store of runs of version 1: a table of whole runs as JSON documents, and their logs. Both are called in the
/// transaction of prepareStore().
[[nodiscard]] core::Result<core::Done> setVersionOneAside(Sqlite &database); ///< renames its tables
/// Copies its runs into the tables of today and drops its own.
[[nodiscard]] core::Result<core::Done> takeOverVersionOne(Sqlite &database);

} // namespace isthmus::engine
