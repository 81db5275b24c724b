// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/records/sqlrunner.h>

#include <algorithm>

namespace isthmus::records {

SqlResult SqlResult::of(QList<StatementResult> statements, std::chrono::milliseconds elapsed)
{
    SqlResult result;
    result.elapsed = elapsed;
    const auto withRows = std::find_if(statements.crbegin(), statements.crend(),
                                       [](const StatementResult &s) { return s.rows != nullptr; });
    const auto shown = withRows != statements.crend() ? withRows : statements.crbegin();
    if (shown != statements.crend()) {
        result.rows = shown->rows;
        result.text = shown->text;
        result.jobId = shown->jobId;
        result.isTruncated = shown->isTruncated;
    }
    result.statements = std::move(statements);
    return result;
}

} // namespace isthmus::records
