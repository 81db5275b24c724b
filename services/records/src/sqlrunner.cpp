// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/sentences.h>
#include <isthmus/records/sqlrunner.h>

#include <QCoreApplication>

#include <algorithm>

namespace isthmus::records {

core::Error toldInScript(core::Error error, const ScriptFailure &failure)
{
    if (failure.count < 2 || error.isCancelled())
        return error;
    const auto text = [](const char *source) { return core::said("Records", source); };
    error.message = text(QT_TRANSLATE_NOOP("Records", "Statement %1 of %2 (line %3): %4"))
                        .arg(failure.statement)
                        .arg(failure.count)
                        .arg(failure.line)
                        .arg(error.message);
    QString before;
    if (failure.ran == 0 && failure.statement > 1)
        before = text(QT_TRANSLATE_NOOP("Records", "No statement was run."));
    else if (failure.ran > 0 && failure.kept == 0)
        before = text(QT_TRANSLATE_NOOP("Records", "The statements before it were undone with it."));
    else if (failure.kept < failure.ran)
        before =
            text(QT_TRANSLATE_NOOP("Records", "The statements between the last COMMIT and it were undone with it."));
    if (!before.isEmpty())
        error.hint = error.hint.isEmpty() ? before : error.hint + u' ' + before;
    return error;
}

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
