// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/store/pgsession.h>
#include <isthmus/sandbox/store/storerows.h>

namespace isthmus::sandbox {

// A table that holds nothing is filled without the index of its row numbers, which is made of all rows at once
// afterwards: a row's entry takes half as long as the row itself, and a quarter of that in a bulk.

/// Takes the index of \a table's row numbers away if no row was ever in it and nobody else uses it; the answer is the
/// SQL text that puts it back, empty where it stayed. Within a transaction, which holds the table until its end.
[[nodiscard]] PgOutcome<QString> takeIndexAway(PgSession &session, const TableRow &table);

} // namespace isthmus::sandbox
