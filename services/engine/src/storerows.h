// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite.h"

#include <isthmus/plan/run.h>

namespace isthmus::engine {

/// How runs become rows of the store, and rows runs.

/// Writes a whole run: its header, plan, and the steps that have begun. Answers its number.
[[nodiscard]] core::Result<qint64> insertRun(Sqlite &database, const plan::Run &run, const QString &owner);
[[nodiscard]] core::Result<core::Done> updateHeader(Sqlite &database, const plan::RunSummary &run);
[[nodiscard]] core::Result<core::Done> writeStep(Sqlite &database, qint64 number, int index, const plan::StepRun &step);

/// The columns that summaryOf() reads, in its order, of runs AS r JOIN plans AS p.
[[nodiscard]] QString summaryColumns();
/// \a owner: this process, as the store calls it.
[[nodiscard]] plan::RunSummary summaryOf(const QSqlQuery &row, const QString &owner);

/// The columns that stepOf() reads, in its order, beginning with the step's index.
[[nodiscard]] QString stepColumns();
[[nodiscard]] plan::StepRun stepOf(const QSqlQuery &row);

/// A text as one column: as it came, or as JSON behind a character that no text begins with.
[[nodiscard]] QString textColumn(const plan::Text &text);
[[nodiscard]] plan::Text textOf(const QString &column);

} // namespace isthmus::engine
