// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/jobs/jobcontext.h>

namespace isthmus::sandbox {

/// EXPLAIN: the plan PostgreSQL has for the query, in the layout and with the operators of MaxCompute; one task, since
/// there is one worker. COST SQL: JSON with the bytes of the tables that are read. EXPLAIN OUTPUT: columnsText() of the
/// query, "nothing to explain" for any other statement.
[[nodiscard]] JobResult<QString> runExplain(JobContext &context, const sandboxsql::Explain &statement);

/// {"columns":[{"name":…,"type":…}]}: how clients are told the columns of a query that they have not run yet.
[[nodiscard]] QString columnsText(const QList<catalog::Column> &columns);

} // namespace isthmus::sandbox
