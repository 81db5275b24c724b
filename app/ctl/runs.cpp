// SPDX-License-Identifier: GPL-3.0-or-later
#include "runjson.h"
#include "showrun.h"
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

QString listHint()
{
    return CtlText::tr("\"isthmusctl runs\" lists what was run.");
}

// The one whose id begins with \a id.
core::Result<plan::RunSummary> runOf(const QList<plan::RunSummary> &runs, const QString &id)
{
    QList<plan::RunSummary> found;
    for (const plan::RunSummary &run : runs) {
        if (run.id.startsWith(id, Qt::CaseInsensitive))
            found.append(run);
    }
    if (found.isEmpty())
        return core::fail(core::ErrorKind::NotFound, CtlText::tr("No run has an id that begins with %1.").arg(id),
                          listHint());
    if (found.size() > 1)
        return core::fail(core::ErrorKind::Invalid, CtlText::tr("Several runs have ids that begin with %1.").arg(id),
                          listHint());
    return found.first();
}

// The newest that can be resumed. Who names none means what was begun last: none is taken while a later one goes on,
// which may be the one that is meant.
core::Result<plan::RunSummary> newestToResume(const QList<plan::RunSummary> &runs)
{
    for (const plan::RunSummary &run : runs) {
        if (run.canResume)
            return run;
        if (!plan::isFinal(run.state))
            return core::fail(core::ErrorKind::Invalid,
                              CtlText::tr("A run is still going on: %1 (%2).").arg(plan::words(run.taskTitle), run.id),
                              CtlText::tr("Name the run that is meant. \"isthmusctl runs\" lists what was run."));
    }
    return core::fail(core::ErrorKind::NotFound, CtlText::tr("No run can be resumed."), listHint());
}

core::Result<plan::Run> readRun(CtlSession &session, const QString &id)
{
    return session.await(session.onMain([&] { return (*session.services())->runs().run(id); }));
}

int showOneRun(CtlSession &session, const QString &id, bool withLog)
{
    const auto runs = readRuns(session, mostShown);
    if (!runs)
        return session.fail(runs.error());
    const auto chosen = runOf(*runs, id);
    if (!chosen)
        return session.fail(chosen.error());
    const auto run = readRun(session, chosen->id);
    return run ? showRun(session, *run, withLog) : session.fail(run.error());
}

} // namespace

int runRunsVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("runs"),
                      CtlText::tr("Lists what was run, newest first; or shows one run with its steps."));
    args.addPositional(QStringLiteral("RUN"), CtlText::tr("Id of a run to show, or its begin."), true);
    args.addOption(QStringLiteral("log"), CtlText::tr("With the log of RUN."));
    args.addOption(QStringLiteral("limit"), CtlText::tr("How many, 1 to 1000; 20 if not given."), QStringLiteral("N"));
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    if (args.positionalCount() > 0) {
        if (args.isSet(QStringLiteral("limit")))
            return args.usageError(CtlText::tr("--limit is of the list, not of one run."));
        return showOneRun(session, args.positional(0), args.isSet(QStringLiteral("log")));
    }
    if (args.isSet(QStringLiteral("log")))
        return args.usageError(CtlText::tr("--log is of one run: name it."));
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
    const bool isNamed = args.positionalCount() > 0;
    const auto chosen = isNamed ? runOf(*runs, args.positional(0)) : newestToResume(*runs);
    if (!chosen)
        return session.fail(chosen.error());
    const auto run = readRun(session, chosen->id);
    if (!run)
        return session.fail(run.error());
    if (!isNamed && !session.json)
        session.note(CtlText::tr("Going on with %1: %2, begun %3.")
                         .arg(run->id, plan::words(run->taskTitle), core::formatTime(run->started)));
    const bool isOfTables = mapping::isOfManyTables(run->taskKind);
    return resumeRun(session, *run, args, isOfTables ? tableTelling(session, run->taskKind) : PlanTelling());
}

} // namespace isthmus::app
