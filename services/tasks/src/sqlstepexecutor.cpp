// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/async.h>
#include <isthmus/tasks/sqlstepexecutor.h>

#include <QCoreApplication>

namespace isthmus::tasks {

namespace {

using plan::Text;

Text summaryOf(const plan::SqlStep &step, const records::SqlResult &result)
{
    if (!step.summary.isEmpty())
        return step.summary;
    if (result.rows)
        return Text::coded("Tasks.rows", QT_TRANSLATE_NOOP("Tasks", "Rows: %1"), {result.rows->rowCount()});
    const QString firstLine = result.text.section(u'\n', 0, 0).trimmed();
    return firstLine.isEmpty() ? Text::coded("Tasks.done", QT_TRANSLATE_NOOP("Tasks", "Done")) : Text(firstLine);
}

} // namespace

plan::StepResult SqlStepExecutor::execute(const plan::Step &planned, const plan::StepContext &context)
{
    const auto step = plan::SqlStep::fromStep(planned);
    if (!step)
        return core::fail(step.error());
    const auto runner = m_runnerFor(step->connection, context.cancellation);
    if (!runner) {
        plan::Failure failure(runner.error());
        failure.isUnsent = true;
        return tl::unexpected(std::move(failure));
    }
    context.log(step->sql);
    records::SqlRequest request;
    request.sql = step->sql;
    request.database = step->database;
    request.isIndependent = true; // which steps begin is decided by whoever runs the plan
    request.onProgress = context.log;
    request.onJob = context.jobStarted;
    const auto result = core::await((*runner)->run(request), context.cancellation);
    if (!result) {
        plan::Failure failure(result.error());
        if (planned.writes() && failure.isCancelled()) {
            failure.hint = Text::coded("Tasks.cancelled_open",
                                       QT_TRANSLATE_NOOP("Tasks",
                                                         "The server may have done it all the same: look at what is "
                                                         "there."));
            context.log(failure.hint);
        }
        const bool isOpen = failure.kind == core::ErrorKind::Network || failure.kind == core::ErrorKind::Timeout
            || failure.kind == core::ErrorKind::Protocol;
        if (planned.writes() && isOpen && !failure.isUnsent)
            failure.hint = Text::coded("Tasks.may_be_done",
                                       QT_TRANSLATE_NOOP("Tasks",
                                                         "The server may have done it all the same: look at what is "
                                                         "there before you run it again."));
        return tl::unexpected(std::move(failure));
    }
    if (!result->text.isEmpty())
        context.log(result->text);
    return plan::StepOutcome{summaryOf(*step, *result), {}};
}

} // namespace isthmus::tasks
