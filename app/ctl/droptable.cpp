// SPDX-License-Identifier: GPL-3.0-or-later
#include "planrun.h"

#include <isthmus/mapping/externaltable/dropexternaltable.h>

namespace isthmus::app {

namespace {

using mapping::DropExternalTable;

void addTable(CtlArguments &args)
{
    args.addPositional(QStringLiteral("TABLE"),
                       CtlText::tr("External table of MaxCompute, for example dbs_mc/default/dwd_orders."));
}

// Sets \a drop; answers a problem in the user's words, or nothing.
QString readTable(const CtlArguments &args, CtlSession &session, DropExternalTable &drop)
{
    const auto table = catalog::ObjectPath::parse(args.positional(0));
    const bool isTenant = table && session.showsDatabases(table->connection);
    if (!table || table->names.size() != (isTenant ? 3 : 2)) {
        return isTenant ? CtlText::tr("TABLE is the path of a table: CONNECTION/PROJECT/SCHEMA/TABLE.")
                        : CtlText::tr("TABLE is the path of a table: CONNECTION/SCHEMA/TABLE.");
    }
    drop.table = *table;
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
    DropExternalTable drop;
    if (const QString problem = readTable(args, session, drop); !problem.isEmpty())
        return args.usageError(problem);
    return showPlan(session, drop.toTask(), args);
}

int runDropTableVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("drop-table"),
                      CtlText::tr("Drops an external table in MaxCompute, and nothing of the table that it shows."));
    addTable(args);
    args.addOption(QStringLiteral("confirm"), CtlText::tr("Name of the table, without which nothing is dropped."),
                   QStringLiteral("NAME"));
    addProductionOption(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    DropExternalTable drop;
    if (const QString problem = readTable(args, session, drop); !problem.isEmpty())
        return args.usageError(problem);
    return runPlanned(session, drop.toTask(), args);
}

} // namespace isthmus::app
