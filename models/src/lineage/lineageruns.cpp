// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/lineageruns.h"

#include <isthmus/core/async.h>
#include <isthmus/core/lane.h>

namespace isthmus::models {

using core::Result;
using Records = std::shared_ptr<const mapping::LineageRecords>;

namespace {

constexpr int allRuns = 1000; // more than the store keeps
constexpr qsizetype mostDefinitions = 100; // of runs that tell more than their summaries; the newest

QFuture<Result<QList<plan::Run>>> readDefinitions(tasks::Runs &runs, QStringList ids, QList<plan::Run> soFar)
{
    if (ids.isEmpty())
        return core::ready<QList<plan::Run>>(std::move(soFar));
    const QString id = ids.takeFirst();
    return core::andThen<QList<plan::Run>>(
        runs.run(id), &runs, [&runs, ids = std::move(ids), soFar = std::move(soFar)](plan::Run run) mutable {
            soFar.append(std::move(run));
            return readDefinitions(runs, ids, soFar);
        });
}

} // namespace

QFuture<Result<Records>> readLineageRuns(tasks::Runs &runs)
{
    tasks::RunQuery query;
    query.limit = allRuns;
    return core::andThen<Records>(runs.list(query), &runs, [&runs](const tasks::RunPage &page) {
        QStringList ids;
        for (const plan::RunSummary &run : page.runs) {
            if (mapping::LineageRecords::needsDefinition(run) && ids.size() < mostDefinitions)
                ids.append(run.id);
        }
        return core::andThen<Records>(
            readDefinitions(runs, ids, {}), &runs, [summaries = page.runs](const QList<plan::Run> &whole) {
                // A run may have made some thousand tables: not on the window's thread.
                return core::runOnPool<Records>([summaries, whole](const core::Cancellation &) -> Result<Records> {
                    auto records = std::make_shared<mapping::LineageRecords>();
                    for (const plan::Run &run : whole)
                        records->take(run);
                    for (const plan::RunSummary &run : summaries)
                        records->take(run);
                    return Records(std::move(records));
                });
            });
    });
}

} // namespace isthmus::models
