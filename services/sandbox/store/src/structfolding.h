// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/store/pgsession.h>

namespace isthmus::sandbox {

/// Gives rows that an older version stored the names of STRUCT fields that types have now, in lower case: those of
/// managed tables and of query results. Does nothing the second time. The runtime functions must be there, and the
/// session in a transaction.
[[nodiscard]] PgOutcome<bool> foldStructFields(PgSession &session);

} // namespace isthmus::sandbox
