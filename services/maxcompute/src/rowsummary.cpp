// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowsummary.h"

#include "errors.h"
#include "rowselection.h"
#include "sqljob.h"
#include "tunnelrows.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/records/columnsummary.h>

namespace isthmus::maxcompute {

namespace {

using Clock = std::chrono::steady_clock;
using records::Summary;
using records::SummaryRequest;

core::Result<Summary> countByTunnel(LaneState &state, const RowSelection &selection,
                                    const core::Cancellation &cancellation)
{
    TunnelRows tunnel(state.session, selection.info, selection.parts, cancellation);
    const auto rows = tunnel.open();
    if (!rows)
        return core::fail(rows.error());
    Summary summary;
    summary.rows = *rows;
    summary.statement = QStringLiteral("Tunnel %1").arg(selection.info.path.toString());
    return summary;
}

core::Result<Summary> summarizeByJob(LaneState &state, const RowSelection &selection, const SummaryRequest &request,
                                     const core::Cancellation &cancellation)
{
    const auto figures = records::ColumnSummary::of(selection.info.columns, request.column);
    if (!figures)
        return core::fail(figures.error());
    const QString name = figures->column() ? dialect::maxComputeName(figures->column()->name) : QString();
    const QString form =
        QStringLiteral("SUBSTR(CAST(%1 AS STRING), 1, ") + QString::number(records::summaryTextLength + 1) + u')';
    const auto sql = selectStatement(state, selection, figures->expressions(name, form).join(QStringLiteral(", ")),
                                     request.filter, {}, {}, cancellation);
    if (!sql)
        return core::fail(sql.error());
    Summary summary;
    summary.statement = *sql;
    summary.needsJob = !request.mayRunJob;
    if (summary.needsJob)
        return summary;
    JobRequest job;
    job.script = parseScript(*sql);
    job.maxRows = 1;
    job.subject = TableLoader::subject(selection.info.path);
    const auto outcome = runJob(state.session, job, cancellation);
    if (!outcome)
        return core::fail(outcome.error());
    QList<std::optional<QString>> values;
    for (qsizetype i = 0; outcome->rows && outcome->rows->rowCount() == 1 && i < outcome->rows->columnCount(); ++i) {
        const records::ColumnVector &cell = outcome->rows->vector(i);
        values.append(cell.isNull(0) ? std::nullopt : std::optional(cell.displayText(0)));
    }
    if (!figures->take(values, &summary))
        return core::fail(garbledError(state.session.host(), outcome->text));
    return summary;
}

} // namespace

core::Result<Summary> summarizeRows(LaneState &state, const SummaryRequest &request,
                                    const core::Cancellation &cancellation)
{
    const auto started = Clock::now();
    const auto selection = selectRows(state, request.table, request.partition, cancellation);
    if (!selection)
        return core::fail(selection.error());
    const bool isOnePart = selection->info.partitionColumns().isEmpty() || !selection->parts.isEmpty();
    const bool isCount = request.column.isEmpty() && request.filter.trimmed().isEmpty();
    auto summary = core::Result<Summary>(core::fail(core::ErrorKind::Unsupported, {}));
    if (isCount && isOnePart && hasOwnRows(selection->info))
        summary = countByTunnel(state, *selection, cancellation);
    // Who may not download may still ask, and some tables the Tunnel does not know.
    if (!summary
        && (summary.error().kind == core::ErrorKind::Unsupported
            || summary.error().kind == core::ErrorKind::Permission))
        summary = summarizeByJob(state, *selection, request, cancellation);
    if (summary)
        summary->elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - started);
    return summary;
}

} // namespace isthmus::maxcompute
