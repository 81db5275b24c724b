// SPDX-License-Identifier: GPL-3.0-or-later
#include "mappingoptions.h"
#include "planrun.h"
#include "typeoptions.h"

#include <isthmus/mapping/externaltable/definition.h>
#include <isthmus/plan/words.h>

namespace isthmus::app {

namespace {

using mapping::MapTable;

void addMapTableArguments(CtlArguments &args)
{
    const auto text = [](const char *t) { return QString::fromUtf8(t); };
    args.addPositional(text("SRC"), CtlText::tr("Hologres table, for example order_dw/public/dwd_orders."));
    args.addPositional(text("DST"),
                       CtlText::tr("MaxCompute schema, or schema and new name: dbs_mc/default/dwd_orders, or "
                                   "tenant/dbs_mc/default/dwd_orders on a connection to a tenant."));
    args.addOption(text("access"), CtlText::tr("dual-signature (if not given) or ram-role."), text("HOW"));
    args.addOption(text("role-arn"), CtlText::tr("RAM role: acs:ram::<account id>:role/<role name>."), text("ARN"));
    args.addOption(text("lifecycle"), CtlText::tr("Days after which MaxCompute drops the external table."),
                   text("DAYS"));
    addColumnsOption(args);
    args.addOption(text("if-taken"), CtlText::tr("If the name exists: stop (if not given), keep or replace."),
                   text("WHAT"));
    args.addOption(text("name"),
                   CtlText::tr("Name of the external table; the source's name in MaxCompute's letters if not given."),
                   text("NAME"));
    addTypeOptions(args, false);
    args.addOption(text("location"), CtlText::tr("JDBC location, if the one made from the source does not fit."),
                   text("URL"));
}

QString readIfTaken(const CtlArguments &args, CtlSession &, MapTable &map)
{
    const QString what = args.value(QStringLiteral("if-taken"));
    if (what == u"keep")
        map.ifTaken = MapTable::IfTaken::Keep;
    else if (what == u"replace")
        map.ifTaken = MapTable::IfTaken::Replace;
    else if (!what.isEmpty() && what != u"stop")
        return CtlText::tr("--if-taken is stop, keep or replace.");
    return {};
}

QString readTarget(const CtlArguments &args, CtlSession &session, MapTable &map)
{
    const auto target = catalog::ObjectPath::parse(args.positional(1));
    const bool isTenant = target && session.showsDatabases(target->connection);
    const qsizetype schemaLevels = isTenant ? 2 : 1;
    if (!target || target->names.size() < schemaLevels || target->names.size() > schemaLevels + 1) {
        return isTenant ? CtlText::tr("DST is CONNECTION/PROJECT/SCHEMA or CONNECTION/PROJECT/SCHEMA/NAME.")
                        : CtlText::tr("DST is CONNECTION/SCHEMA or CONNECTION/SCHEMA/NAME.");
    }
    const bool isNamed = target->names.size() > schemaLevels;
    map.targetSchema = isNamed ? target->parent() : *target;
    map.tableName = isNamed ? target->name() : mapping::proposedTableName(map.source.name());
    if (!args.isSet(QStringLiteral("name")))
        return {};
    if (isNamed)
        return CtlText::tr("The name is given twice: in DST and as --name.");
    map.tableName = args.value(QStringLiteral("name"));
    return {};
}

QString readTypes(const CtlArguments &args, CtlSession &, MapTable &map)
{
    return readTypeOptions(args, map.types);
}

// Sets what the arguments say; answers a problem in the user's words, or nothing.
QString readMapTable(const CtlArguments &args, CtlSession &session, MapTable &map)
{
    const auto source = catalog::ObjectPath::parse(args.positional(0));
    if (!source || source->names.size() < 2)
        return CtlText::tr("SRC is the path of a table: CONNECTION/SCHEMA/TABLE.");
    map.source = *source;
    map.location = args.value(QStringLiteral("location"));
    if (const QString problem = readColumnsOption(args, map.columns); !problem.isEmpty())
        return problem;
    for (const auto read : {readTarget, readIfTaken, readTypes}) {
        if (const QString problem = read(args, session, map); !problem.isEmpty())
            return problem;
    }
    if (const QString problem = readAccess(args, map.access, map.roleArn); !problem.isEmpty())
        return problem;
    return readLifecycle(args, map.lifecycleDays);
}

} // namespace

int runPlanMapTableVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("plan map-table"), CtlText::tr("Shows what map-table would do; changes nothing."));
    addSaveOption(args);
    addMapTableArguments(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    MapTable map;
    if (const QString problem = readMapTable(args, session, map); !problem.isEmpty())
        return args.usageError(problem);
    return showPlan(session, map.toTask(), args);
}

int runMapTableVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("map-table"),
                      CtlText::tr("Makes an external table in MaxCompute over a Hologres table."));
    addMapTableArguments(args);
    args.addOption(QStringLiteral("confirm"), CtlText::tr("Name of what is dropped, for --if-taken replace."),
                   QStringLiteral("NAME"));
    addProductionOption(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    MapTable map;
    if (const QString problem = readMapTable(args, session, map); !problem.isEmpty())
        return args.usageError(problem);
    return runPlanned(session, map.toTask(), args);
}

} // namespace isthmus::app
