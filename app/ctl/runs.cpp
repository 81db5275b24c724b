// SPDX-License-Identifier: GPL-3.0-or-later
#include "tabletelling.h"
#include "texttable.h"

#include <isthmus/core/format.h>
#include <isthmus/mapping/manytables/tableruns.h>
#include <isthmus/plan/words.h>

namespace isthmus::app {

namespace {

constexpr int shownByDefault = 20;
constexpr int mostShown = 1000;

core::Result<QList<plan::RunSummary>> readRuns(CtlSession &session, int limit)
{
    const auto services = session.services();
    if (!services)
        return core::fail(services.error());
    tasks::RunQuery query;
    query.limit = limit;
    const auto page = session.await(session.onMain([&] {
        (*services)->beginRuns();
        return (*services)->runs().list(query);
    }));
    return page ? core::Result<QList<plan::RunSummary>>(page->runs) : core::fail(page.error());
}

QString stepsText(const plan::RunSummary &run)
{
    return CtlText::tr("%1 of %2").arg(run.stepsDone).arg(run.stepsTotal);
}

QJsonObject summaryJson(const plan::RunSummary &run)
{
    return {{QStringLiteral("id"), run.id},
            {QStringLiteral("title"), plan::words(run.taskTitle)},
            {QStringLiteral("kind"), run.taskKind},
            {QStringLiteral("state"), plan::runStateName(run.state)},
            {QStringLiteral("started"), run.started.toUTC().toString(Qt::ISODateWithMs)},
            {QStringLiteral("steps_done"), run.stepsDone},
            {QStringLiteral("steps_total"), run.stepsTotal},
            {QStringLiteral("outcome"), plan::words(run.outcome)},
            {QStringLiteral("can_resume"), run.canResume}};
}

// The one whose id begins with \a id; without one, the newest that can be resumed.
core::Result<plan::RunSummary> chosenRun(const QList<plan::RunSummary> &runs, const QString &id)
{
    QList<plan::RunSummary> found;
    for (const plan::RunSummary &run : runs) {
        if (id.isEmpty() ? run.canResume : run.id.startsWith(id, Qt::CaseInsensitive))
            found.append(run);
    }
    const QString hint = CtlText::tr("\"isthmusctl runs\" lists what was run.");
    // Who names none means what was begun last.
    const bool isGoingOn = !runs.isEmpty() && !plan::isFinal(runs.first().state);
    if (id.isEmpty() && isGoingOn)
        return core::fail(core::ErrorKind::Invalid,
                          CtlText::tr("The newest run is still going on: %1.").arg(plan::words(runs.first().taskTitle)),
                          CtlText::tr("Name the run that is meant. \"isthmusctl runs\" lists what was run."));
    if (found.isEmpty()) {
        return core::fail(core::ErrorKind::NotFound,
                          id.isEmpty() ? CtlText::tr("No run can be resumed.")
                                       : CtlText::tr("No run has an id that begins with %1.").arg(id),
                          hint);
    }
    if (!id.isEmpty() && found.size() > 1)
        return core::fail(core::ErrorKind::Invalid, CtlText::tr("Several runs have ids that begin with %1.").arg(id),
                          hint);
    return found.first();
}

} // namespace

int runRunsVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("runs"), CtlText::tr("Lists what was run, newest first."));
    args.addOption(QStringLiteral("limit"), CtlText::tr("How many, 1 to 1000; 20 if not given."), QStringLiteral("N"));
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    bool isNumber = true;
    const int limit =
        args.isSet(QStringLiteral("limit")) ? args.value(QStringLiteral("limit")).toInt(&isNumber) : shownByDefault;
    if (!isNumber || limit < 1 || limit > mostShown)
        return args.usageError(CtlText::tr("--limit is 1 to %1.").arg(mostShown));
    const auto runs = readRuns(session, limit);
    if (!runs)
        return session.fail(runs.error());
    if (session.json) {
        QJsonArray array;
        for (const plan::RunSummary &run : *runs)
            array.append(summaryJson(run));
        session.printJson(array);
        return exitDone;
    }
    TextTable table({CtlText::tr("Id"), CtlText::tr("Started"), CtlText::tr("State"), CtlText::tr("Steps"),
                     CtlText::tr("Resume"), CtlText::tr("What")});
    table.setRightAligned(3);
    for (const plan::RunSummary &run : *runs) {
        table.append({run.id, core::formatTime(run.started), plan::runStateTitle(run.state), stepsText(run),
                      run.canResume ? CtlText::tr("can be resumed") : QString(), plan::words(run.taskTitle)});
    }
    session.print(table.toString(TableWidths::of(standardOutput())));
    return exitDone;
}

int runResumeVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(
        QStringLiteral("resume"),
        CtlText::tr("Goes on with a run that failed, was cancelled or cut off: what has succeeded stays."));
    args.addPositional(QStringLiteral("RUN"),
                       CtlText::tr("Id of the run, or its begin; the newest that can be resumed if not given."), true);
    args.addOption(QStringLiteral("confirm"), CtlText::tr("Name that confirms what the rest of it drops."),
                   QStringLiteral("NAME"));
    addProductionOption(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    const auto runs = readRuns(session, mostShown);
    if (!runs)
        return session.fail(runs.error());
    const auto chosen = chosenRun(*runs, args.positional(0));
    if (!chosen)
        return session.fail(chosen.error());
    const auto run = session.await(session.onMain([&] { return (*session.services())->runs().run(chosen->id); }));
    if (!run)
        return session.fail(run.error());
    const bool isOfTables = mapping::isOfManyTables(run->taskKind);
    return resumeRun(session, *run, args, isOfTables ? tableTelling(session, run->taskKind) : PlanTelling());
}

} // namespace isthmus::app
