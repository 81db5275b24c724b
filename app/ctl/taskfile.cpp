// SPDX-License-Identifier: GPL-3.0-or-later
#include "taskfile.h"

#include "planrun.h"
#include "scriptfile.h"
#include "tabletelling.h"

#include <isthmus/mapping/manytables/tableruns.h>
#include <isthmus/plan/savedtask.h>
#include <isthmus/plan/taskfile.h>

#include <QFileInfo>

namespace isthmus::app {

namespace {

void addFile(CtlArguments &args)
{
    args.addPositional(QStringLiteral("FILE"), CtlText::tr("Task file, \"-\" for standard input."));
}

core::Result<plan::Task> readTask(const CtlArguments &args, const CtlSession &session)
{
    const QString file = args.positional(0);
    if (file != u"-" && QFileInfo(file).size() > plan::maxTaskFileBytes)
        return core::fail(core::ErrorKind::Invalid,
                          CtlText::tr("%1 is longer than 16 MiB, and so no task file.").arg(file));
    const auto text = readScript(file, session.cancellation());
    if (!text)
        return core::fail(text.error());
    auto task = plan::taskOfFile(text->toUtf8());
    if (task)
        return task;
    core::Error error = task.error();
    error.message = CtlText::tr("%1: %2").arg(file, error.message);
    return core::fail(error);
}

PlanTelling tellingOf(CtlSession &session, const plan::Task &task, bool isWhole)
{
    return mapping::isOfManyTables(task.kind) ? tableTelling(session, task.kind, isWhole) : PlanTelling();
}

} // namespace

core::Result<core::Done> saveTask(const plan::Task &task, const QString &file)
{
    if (file.isEmpty() || file == u"-")
        return core::fail(core::ErrorKind::Invalid, CtlText::tr("--save names the file to write the task to."));
    return plan::writeTaskFile(task, file);
}

int runPlanTaskVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("plan task"), CtlText::tr("Shows what a task file would do; changes nothing."));
    addSaveOption(args);
    addFile(args);
    args.addOption(QStringLiteral("sql"), CtlText::tr("Print every step with its SQL, not a line for each table."));
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    const auto task = readTask(args, session);
    if (!task)
        return session.fail(task.error());
    return showPlan(session, *task, args, tellingOf(session, *task, args.isSet(QStringLiteral("sql"))));
}

int runTaskVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("run"), CtlText::tr("Plans a task file and runs it."));
    addFile(args);
    args.addOption(QStringLiteral("confirm"), CtlText::tr("Name of what the plan drops, or of what that lies in."),
                   QStringLiteral("NAME"));
    addProductionOption(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    const auto task = readTask(args, session);
    if (!task)
        return session.fail(task.error());
    return runPlanned(session, *task, args, tellingOf(session, *task, false));
}

} // namespace isthmus::app
