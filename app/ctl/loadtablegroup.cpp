// SPDX-License-Identifier: GPL-3.0-or-later
#include "planrun.h"

#include <isthmus/computegroups/loadtablegroup.h>

namespace isthmus::app {

namespace {

using computegroups::LoadTableGroup;

const QString toOption = QStringLiteral("to");
const QString replicasOption = QStringLiteral("replicas");

void addLoadArguments(CtlArguments &args)
{
    args.addPositional(
        QStringLiteral("GROUP"),
        CtlText::tr("Table group of Hologres: order_dw/:table_groups/order_dw_tg_default, as ls lists it."));
    args.addOption(toOption, CtlText::tr("Compute group that it is loaded to."), QStringLiteral("NAME"));
    args.addOption(replicasOption, CtlText::tr("How many replicas are loaded; 1 if not given."), QStringLiteral("N"));
}

// Sets \a load; answers a problem in the user's words, or nothing.
QString readLoad(const CtlArguments &args, LoadTableGroup &load)
{
    const auto group = catalog::ObjectPath::parse(args.positional(0));
    if (!group || !computegroups::isTableGroupPath(*group))
        return CtlText::tr("GROUP is the path of a table group: CONNECTION/:table_groups/NAME.");
    load.tableGroup = *group;
    load.computeGroup = args.value(toOption);
    if (load.computeGroup.isEmpty())
        return CtlText::tr("Say --to NAME: the compute group that it is loaded to.");
    if (!args.isSet(replicasOption))
        return {};
    bool isNumber = false;
    load.replicas = args.value(replicasOption).toInt(&isNumber);
    return isNumber ? QString() : CtlText::tr("--replicas takes a number.");
}

} // namespace

int runPlanLoadTableGroupVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("plan load-table-group"),
                      CtlText::tr("Shows what load-table-group would do; changes nothing."));
    addSaveOption(args);
    addLoadArguments(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    LoadTableGroup load;
    if (const QString problem = readLoad(args, load); !problem.isEmpty())
        return args.usageError(problem);
    return showPlan(session, load.toTask(), args);
}

int runLoadTableGroupVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(
        QStringLiteral("load-table-group"),
        CtlText::tr("Loads a table group of Hologres to a compute group, which can read its tables then."));
    addLoadArguments(args);
    addProductionOption(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    LoadTableGroup load;
    if (const QString problem = readLoad(args, load); !problem.isEmpty())
        return args.usageError(problem);
    return runPlanned(session, load.toTask(), args);
}

} // namespace isthmus::app
