// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

#include <isthmus/core/async.h>
#include <isthmus/core/format.h>
#include <isthmus/tasks/sqlstepexecutor.h>

namespace isthmus::tasks {

namespace {

QString summaryOf(const plan::Step &step, const records::SqlResult &result)
{
    const QString planned = step.parameters.value(QStringLiteral("summary")).toString();
    if (!planned.isEmpty())
        return planned;
    if (result.rows)
        return Text::tr("Rows: %1").arg(core::formatCount(result.rows->rowCount()));
    const QString firstLine = result.text.section(u'\n', 0, 0).trimmed();
    return firstLine.isEmpty() ? Text::tr("Done") : firstLine;
}

} // namespace

core::Result<plan::StepOutcome> SqlStepExecutor::execute(const plan::Step &step, const plan::StepContext &context)
{
    const auto runner = m_runnerFor(step.connection, context.cancellation);
    if (!runner)
        return core::fail(runner.error());
    context.log(step.sql);
    records::SqlRequest request;
    request.sql = step.sql;
    request.onProgress = context.log;
    request.onJob = context.jobStarted;
    const auto result = core::await((*runner)->run(request), context.cancellation);
    if (!result)
        return core::fail(result.error());
    if (!result->text.isEmpty())
        context.log(result->text);
    return plan::StepOutcome{summaryOf(step, *result)};
}

} // namespace isthmus::tasks
