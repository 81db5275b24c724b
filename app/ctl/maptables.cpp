// SPDX-License-Identifier: GPL-3.0-or-later
#include "mappingoptions.h"
#include "tabletelling.h"

#include <isthmus/mapping/manytables/maptables.h>

namespace isthmus::app {

namespace {

using mapping::MapTable;
using mapping::MapTables;

void addMapTablesArguments(CtlArguments &args)
{
    const auto text = [](const char *t) { return QString::fromUtf8(t); };
    args.addPositional(text("SRC"),
                       CtlText::tr("Hologres tables, and schemas for all of their tables: order_dw/public "
                                   "order_dw/ads/orders, of one connection."));
    args.allowMore();
    args.addOption(
        text("to"),
        CtlText::tr("MaxCompute schema: dbs_mc or dbs_mc/default, or tenant/dbs_mc/default on a connection to "
                    "a tenant."),
        text("DST"));
    addNamingOptions(args);
    args.addOption(text("if-taken"), CtlText::tr("If a name exists: keep (if not given), replace or rename."),
                   text("WHAT"));
    args.addOption(text("access"), CtlText::tr("dual-signature (if not given) or ram-role."), text("HOW"));
    args.addOption(text("role-arn"), CtlText::tr("RAM role: acs:ram::<account id>:role/<role name>."), text("ARN"));
    args.addOption(text("lifecycle"), CtlText::tr("Days after which MaxCompute drops the external tables."),
                   text("DAYS"));
    addPaceOptions(args);
    args.addOption(text("read-rows"),
                   CtlText::tr("Read the first row of each external table to verify it: one more job each."));
}

QString readTarget(const CtlArguments &args, CtlSession &session, MapTables &map)
{
    if (!args.isSet(QStringLiteral("to")))
        return CtlText::tr("--to names the MaxCompute schema, for example --to dbs_mc/default.");
    const auto target = catalog::ObjectPath::parse(args.value(QStringLiteral("to")));
    const qsizetype levels = target && session.showsDatabases(target->connection) ? 1 : 0; // of a project
    if (!target || target->names.size() < levels || target->names.size() > levels + 1) {
        return levels > 0 ? CtlText::tr("--to is CONNECTION/PROJECT or CONNECTION/PROJECT/SCHEMA.")
                          : CtlText::tr("--to is CONNECTION or CONNECTION/SCHEMA.");
    }
    map.targetSchema = target->names.size() == levels ? target->child(QStringLiteral("default")) : *target;
    return {};
}

QString readPolicy(const CtlArguments &args, CtlSession &, MapTables &map)
{
    const QString what = args.value(QStringLiteral("if-taken"));
    if (what == u"replace")
        map.ifTaken = MapTables::IfTaken::Replace;
    else if (what == u"rename")
        map.ifTaken = MapTables::IfTaken::Rename;
    else if (!what.isEmpty() && what != u"keep")
        return CtlText::tr("--if-taken is keep, replace or rename.");
    map.naming = readNaming(args);
    map.readsRows = args.isSet(QStringLiteral("read-rows"));
    return {};
}

QString readOptions(const CtlArguments &args, CtlSession &, MapTables &map)
{
    if (const QString problem = readAccess(args, map.access, map.roleArn); !problem.isEmpty())
        return problem;
    if (const QString problem = readLifecycle(args, map.lifecycleDays); !problem.isEmpty())
        return problem;
    return readPace(args, map.inFlight, map.continuesOnError);
}

QString addSource(const QString &argument, CtlSession &session, MapTables &map)
{
    const auto path = catalog::ObjectPath::parse(argument);
    const qsizetype levels = path && session.showsDatabases(path->connection) ? 2 : 1; // of a schema
    if (!path || path->names.size() < levels || path->names.size() > levels + 1)
        return CtlText::tr("%1 is no path of a table or a schema: CONNECTION/SCHEMA/TABLE, or CONNECTION/SCHEMA.")
            .arg(argument);
    return addTables(*path, path->names.size() > levels, map.sources);
}

// Sets what the arguments say; answers a problem in the user's words, or nothing.
QString readMapTables(const CtlArguments &args, CtlSession &session, MapTables &map)
{
    for (int i = 0; i < args.positionalCount(); ++i) {
        if (const QString problem = addSource(args.positional(i), session, map); !problem.isEmpty())
            return problem;
    }
    for (const auto read : {readTarget, readPolicy, readOptions}) {
        if (const QString problem = read(args, session, map); !problem.isEmpty())
            return problem;
    }
    return {};
}

} // namespace

int runPlanMapTablesVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("plan map-tables"),
                      CtlText::tr("Shows what map-tables would do; changes nothing."));
    addSaveOption(args);
    addMapTablesArguments(args);
    args.addOption(QStringLiteral("sql"), CtlText::tr("Print every step with its SQL, not a line for each table."));
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    MapTables map;
    if (const QString problem = readMapTables(args, session, map); !problem.isEmpty())
        return args.usageError(problem);
    return showPlan(session, map.toTask(), args,
                    tableTelling(session, MapTables::taskKind, args.isSet(QStringLiteral("sql"))));
}

int runMapTablesVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("map-tables"),
                      CtlText::tr("Makes external tables in MaxCompute over many Hologres tables."));
    addMapTablesArguments(args);
    args.addOption(QStringLiteral("confirm"),
                   CtlText::tr("Name of the MaxCompute schema, where --if-taken replace drops external tables in it."),
                   QStringLiteral("NAME"));
    addProductionOption(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    MapTables map;
    if (const QString problem = readMapTables(args, session, map); !problem.isEmpty())
        return args.usageError(problem);
    return runPlanned(session, map.toTask(), args, tableTelling(session, MapTables::taskKind));
}

} // namespace isthmus::app
