// SPDX-License-Identifier: GPL-3.0-or-later
#include "planrun.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/mapping/externaltable/dropexternaltable.h>
#include <isthmus/mapping/foreigntable/dropforeigntable.h>

namespace isthmus::app {

namespace {

void addTable(CtlArguments &args)
{
    args.addPositional(QStringLiteral("TABLE"),
                       CtlText::tr("External table of MaxCompute, for example dbs_mc/default/dwd_orders, or foreign "
                                   "table of Hologres over MaxCompute, for example order_dw/public/mc_orders."));
}

// Whether tables of \a connection are mapped to MaxCompute, and so are of Hologres; false for one that is not saved.
bool isHologres(const QString &connection, CtlSession &session)
{
    const auto services = session.services();
    const auto profile = services ? (*services)->connections().profile(connection) : std::nullopt;
    return profile && profile->can(connections::Capability::MappedFrom);
}

// Sets \a task; answers a problem in the user's words, or nothing.
QString readTask(const CtlArguments &args, CtlSession &session, plan::Task &task)
{
    const auto table = catalog::ObjectPath::parse(args.positional(0));
    const bool hasDatabases = table && session.showsDatabases(table->connection);
    const bool isInHologres = table && isHologres(table->connection, session);
    if (!table || table->names.size() != (hasDatabases ? 3 : 2)) {
        if (hasDatabases && isInHologres)
            return CtlText::tr("TABLE is the path of a table: CONNECTION/DATABASE/SCHEMA/TABLE.");
        return hasDatabases ? CtlText::tr("TABLE is the path of a table: CONNECTION/PROJECT/SCHEMA/TABLE.")
                            : CtlText::tr("TABLE is the path of a table: CONNECTION/SCHEMA/TABLE.");
    }
    task = isInHologres ? mapping::DropForeignTable{*table}.toTask() : mapping::DropExternalTable{*table}.toTask();
    return {};
}

} // namespace

int runPlanDropTableVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("plan drop-table"),
                      CtlText::tr("Shows what drop-table would do; changes nothing."));
    addSaveOption(args);
    addTable(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    plan::Task task;
    if (const QString problem = readTask(args, session, task); !problem.isEmpty())
        return args.usageError(problem);
    return showPlan(session, task, args);
}

int runDropTableVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(
        QStringLiteral("drop-table"),
        CtlText::tr("Drops an external table in MaxCompute or a foreign table in Hologres, and nothing of "
                    "the table that it shows. Tables with rows of their own are refused."));
    addTable(args);
    args.addOption(QStringLiteral("confirm"), CtlText::tr("Name of the table, without which nothing is dropped."),
                   QStringLiteral("NAME"));
    addProductionOption(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    plan::Task task;
    if (const QString problem = readTask(args, session, task); !problem.isEmpty())
        return args.usageError(problem);
    return runPlanned(session, task, args);
}

} // namespace isthmus::app
