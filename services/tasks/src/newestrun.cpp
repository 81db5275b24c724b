// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/async.h>
#include <isthmus/tasks/newestrun.h>

#include <algorithm>

namespace isthmus::tasks {

QFuture<core::Result<plan::Run>> newestRun(Runs &runs, const QString &kind, const QString &path)
{
    RunQuery query;
    query.taskKind = kind;
    return core::andThen<plan::Run>(runs.list(query), &runs, [&runs, path](const RunPage &page) {
        const auto touches = [&path](const plan::RunSummary &run) {
            return std::ranges::any_of(run.touches, [&path](const plan::Touch &touch) { return touch.path == path; });
        };
        const auto found = std::ranges::find_if(page.runs, touches);
        if (found == page.runs.end())
            return core::ready<plan::Run>(core::fail(core::ErrorKind::NotFound, path));
        return runs.run(found->id);
    });
}

} // namespace isthmus::tasks
