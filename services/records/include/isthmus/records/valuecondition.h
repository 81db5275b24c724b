// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/dialect/dialect.h>
#include <isthmus/records/recordbatch.h>

#include <optional>

namespace isthmus::records {

/// A condition that holds for the rows with the value that \a row has in \a column, or for all others: "fee" = 12.30,
/// "note" IS NULL, ("fee" <> 12.30 OR "fee" IS NULL). Nothing where the system cannot compare such values (JSON, nested
/// ones), or reads their literals in a zone of its session (MaxCompute's instants). Pure; any thread.
[[nodiscard]] std::optional<QString> valueCondition(const RecordBatch &batch, qsizetype row, qsizetype column,
                                                    dialect::Dialect sqlDialect, bool isNegated);

} // namespace isthmus::records
