// SPDX-License-Identifier: GPL-3.0-or-later
#include "mappingoptions.h"
#include "tabletelling.h"
#include "typeoptions.h"

#include <isthmus/mapping/foreigntable/maptohologres.h>

namespace isthmus::app {

namespace {

using mapping::MapToHologres;
using IfTaken = MapToHologres::IfTaken;
using IfUnsupported = MapToHologres::IfUnsupported;

void addMapToHologresArguments(CtlArguments &args)
{
    const auto text = [](const char *t) { return QString::fromUtf8(t); };
    args.addPositional(text("SRC"),
                       CtlText::tr("MaxCompute tables, and schemas or projects for all of their tables: "
                                   "dbs_mc/default/ods_user_info_d dbs_mc/default dbs_mc, of one connection."));
    args.allowMore();
    args.addOption(text("to"),
                   CtlText::tr("Hologres schema: order_dw/public, or test_dbs_holo/order_dw/public on a connection to "
                               "an instance."),
                   text("DST"));
    args.addOption(text("name"), CtlText::tr("Name of the foreign table, where a single table is mapped."),
                   text("NAME"));
    addColumnsOption(args);
    addNamingOptions(args);
    args.addOption(text("if-taken"), CtlText::tr("If a name exists: keep (if not given), replace, rename or stop."),
                   text("WHAT"));
    args.addOption(text("if-unsupported"),
                   CtlText::tr("If Hologres has no type for a column: leave-out-table (if not given), leave-out-column "
                               "or stop."),
                   text("WHAT"));
    addTypeOptions(args, true);
    addPaceOptions(args);
    args.addOption(text("read-rows"), CtlText::tr("Read the first row of each foreign table to verify it."));
}

// A project, a schema or a table.
QString addSource(const QString &argument, CtlSession &session, MapToHologres &map)
{
    const auto path = catalog::ObjectPath::parse(argument);
    const qsizetype levels = path && session.showsDatabases(path->connection) ? 1 : 0; // of a project
    if (!path || path->names.size() < levels || path->names.size() > levels + 2)
        return CtlText::tr("%1 is no path of a table, a schema or a project: CONNECTION/SCHEMA/TABLE, "
                           "CONNECTION/SCHEMA or CONNECTION.")
            .arg(argument);
    return addTables(*path, path->names.size() == levels + 2, map.sources);
}

QString readTarget(const CtlArguments &args, CtlSession &session, MapToHologres &map)
{
    if (!args.isSet(QStringLiteral("to")))
        return CtlText::tr("--to names the Hologres schema, for example --to order_dw/public.");
    const auto target = catalog::ObjectPath::parse(args.value(QStringLiteral("to")));
    const bool isInstance = target && session.showsDatabases(target->connection);
    if (!target || target->names.size() != (isInstance ? 2 : 1))
        return isInstance ? CtlText::tr("--to is CONNECTION/DATABASE/SCHEMA.")
                          : CtlText::tr("--to is CONNECTION/SCHEMA.");
    map.targetSchema = *target;
    return {};
}

QString readColumns(const CtlArguments &args, CtlSession &, MapToHologres &map)
{
    if (!args.isSet(columnsOption))
        return {};
    if (map.sources.size() != 1 || map.sources.first().tables.size() != 1)
        return CtlText::tr("--columns is for a single table; of several, a task file says the columns of each.");
    QList<mapping::ColumnChoice> columns;
    if (const QString problem = readColumnsOption(args, columns); !problem.isEmpty())
        return problem;
    const auto &source = map.sources.first();
    map.columns.insert(source.schema.child(source.tables.first()).toString(), columns);
    return {};
}

QString readPolicies(const CtlArguments &args, CtlSession &, MapToHologres &map)
{
    const QString taken = args.value(QStringLiteral("if-taken"));
    if (taken == u"replace")
        map.ifTaken = IfTaken::Replace;
    else if (taken == u"rename")
        map.ifTaken = IfTaken::Rename;
    else if (taken == u"stop")
        map.ifTaken = IfTaken::Stop;
    else if (!taken.isEmpty() && taken != u"keep")
        return CtlText::tr("--if-taken is keep, replace, rename or stop.");
    const QString unsupported = args.value(QStringLiteral("if-unsupported"));
    if (unsupported == u"leave-out-column")
        map.ifUnsupported = IfUnsupported::LeaveOutColumn;
    else if (unsupported == u"stop")
        map.ifUnsupported = IfUnsupported::Stop;
    else if (!unsupported.isEmpty() && unsupported != u"leave-out-table")
        return CtlText::tr("--if-unsupported is leave-out-table, leave-out-column or stop.");
    map.naming = readNaming(args);
    map.tableName = args.value(QStringLiteral("name"));
    if (args.isSet(QStringLiteral("name")) && map.tableName.trimmed().isEmpty())
        return CtlText::tr("--name is the name of the foreign table.");
    if (!map.tableName.isEmpty() && map.naming != mapping::NamingRule())
        return CtlText::tr("--name is the whole name: leave out --prefix, --suffix and --pattern.");
    map.readsRows = args.isSet(QStringLiteral("read-rows"));
    if (const QString problem = readTypeOptions(args, map.types); !problem.isEmpty())
        return problem;
    return readPace(args, map.inFlight, map.continuesOnError);
}

// Sets what the arguments say; answers a problem in the user's words, or nothing.
QString readMapToHologres(const CtlArguments &args, CtlSession &session, MapToHologres &map)
{
    for (int i = 0; i < args.positionalCount(); ++i) {
        if (const QString problem = addSource(args.positional(i), session, map); !problem.isEmpty())
            return problem;
    }
    for (const auto read : {readTarget, readColumns, readPolicies}) {
        if (const QString problem = read(args, session, map); !problem.isEmpty())
            return problem;
    }
    return {};
}

} // namespace

int runPlanMapToHologresVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("plan map-to-hologres"),
                      CtlText::tr("Shows what map-to-hologres would do; changes nothing."));
    addSaveOption(args);
    addMapToHologresArguments(args);
    args.addOption(QStringLiteral("sql"), CtlText::tr("Print every step with its SQL, not a line for each table."));
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    MapToHologres map;
    if (const QString problem = readMapToHologres(args, session, map); !problem.isEmpty())
        return args.usageError(problem);
    return showPlan(session, map.toTask(), args,
                    tableTelling(session, MapToHologres::taskKind, args.isSet(QStringLiteral("sql"))));
}

int runMapToHologresVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("map-to-hologres"),
                      CtlText::tr("Makes foreign tables in Hologres over MaxCompute tables."));
    addMapToHologresArguments(args);
    args.addOption(QStringLiteral("confirm"),
                   CtlText::tr("Name of the Hologres schema, where --if-taken replace drops foreign tables in it."),
                   QStringLiteral("NAME"));
    addProductionOption(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    MapToHologres map;
    if (const QString problem = readMapToHologres(args, session, map); !problem.isEmpty())
        return args.usageError(problem);
    return runPlanned(session, map.toTask(), args, tableTelling(session, MapToHologres::taskKind));
}

} // namespace isthmus::app
