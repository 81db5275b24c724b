// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/store/metadata.h>

namespace isthmus::sandbox {

/// The CREATE statement of \a table as SHOW CREATE TABLE gives it. Run again where there is no such table, it makes one
/// whose statement is the same. \a withSchema names the schema too.
[[nodiscard]] QString createStatement(const TableRow &table, bool withSchema);

} // namespace isthmus::sandbox
