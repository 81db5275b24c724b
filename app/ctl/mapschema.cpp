// SPDX-License-Identifier: GPL-3.0-or-later
#include "planrun.h"

#include <isthmus/mapping/externalschema/dropexternalschema.h>
#include <isthmus/mapping/externalschema/mapschema.h>
#include <isthmus/mapping/externaltable/definition.h>

namespace isthmus::app {

namespace {

using mapping::DropExternalSchema;
using mapping::MapSchema;

void addMapSchemaArguments(CtlArguments &args)
{
    args.addPositional(QStringLiteral("SRC"), CtlText::tr("Hologres schema, for example order_dw/public."));
    args.addPositional(QStringLiteral("DST"),
                       CtlText::tr("MaxCompute project, or project and name of the external schema: dbs_mc/public, or "
                                   "tenant/dbs_mc/public on a connection to a tenant."));
    args.addOption(QStringLiteral("server"), CtlText::tr("Foreign server of MaxCompute, with a RAM role."),
                   QStringLiteral("NAME"));
    args.addOption(QStringLiteral("on"),
                   CtlText::tr("What names the source in SQL, behind ON: SCHEMA (if not given) or DATABASE.SCHEMA."),
                   QStringLiteral("TEXT"));
    args.addOption(QStringLiteral("if-taken"),
                   CtlText::tr("If the external schema exists: stop (if not given) or keep."), QStringLiteral("WHAT"));
}

// Sets what the arguments say; answers a problem in the user's words, or nothing.
QString readMapSchema(const CtlArguments &args, CtlSession &session, MapSchema &map)
{
    const auto source = catalog::ObjectPath::parse(args.positional(0));
    if (!source || source->names.isEmpty() || source->names.size() > 2)
        return CtlText::tr("SRC is the path of a schema: CONNECTION/SCHEMA, or CONNECTION/DATABASE/SCHEMA.");
    const auto target = catalog::ObjectPath::parse(args.positional(1));
    const bool isTenant = target && session.showsDatabases(target->connection);
    const qsizetype levels = isTenant ? 1 : 0; // of a project
    if (!target || target->names.size() < levels || target->names.size() > levels + 1) {
        return isTenant ? CtlText::tr("DST is CONNECTION/PROJECT or CONNECTION/PROJECT/NAME.")
                        : CtlText::tr("DST is CONNECTION or CONNECTION/NAME.");
    }
    const bool isNamed = target->names.size() > levels;
    map.source = *source;
    map.targetProject = isNamed ? target->parent() : *target;
    map.schemaName = isNamed ? target->name() : mapping::proposedTableName(source->name());
    map.foreignServer = args.value(QStringLiteral("server"));
    if (map.foreignServer.isEmpty())
        return CtlText::tr("--server names the foreign server; isthmusctl ls CONNECTION/:foreign_servers lists them.");
    map.on = args.value(QStringLiteral("on"));
    const QString ifTaken = args.value(QStringLiteral("if-taken"));
    if (ifTaken == u"keep")
        map.ifTaken = MapSchema::IfTaken::Keep;
    else if (!ifTaken.isEmpty() && ifTaken != u"stop")
        return CtlText::tr("--if-taken is stop or keep.");
    return {};
}

void addSchema(CtlArguments &args)
{
    args.addPositional(QStringLiteral("SCHEMA"),
                       CtlText::tr("External schema of MaxCompute, for example dbs_mc/public."));
}

QString readSchema(const CtlArguments &args, CtlSession &session, DropExternalSchema &drop)
{
    const auto schema = catalog::ObjectPath::parse(args.positional(0));
    const bool isTenant = schema && session.showsDatabases(schema->connection);
    if (!schema || schema->names.size() != (isTenant ? 2 : 1)) {
        return isTenant ? CtlText::tr("SCHEMA is the path of a schema: CONNECTION/PROJECT/SCHEMA.")
                        : CtlText::tr("SCHEMA is the path of a schema: CONNECTION/SCHEMA.");
    }
    drop.schema = *schema;
    return {};
}

} // namespace

int runPlanMapSchemaVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("plan map-schema"),
                      CtlText::tr("Shows what map-schema would do; changes nothing."));
    addSaveOption(args);
    addMapSchemaArguments(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    MapSchema map;
    if (const QString problem = readMapSchema(args, session, map); !problem.isEmpty())
        return args.usageError(problem);
    return showPlan(session, map.toTask(), args);
}

int runMapSchemaVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("map-schema"),
                      CtlText::tr("Makes an external schema in MaxCompute that shows a Hologres schema live."));
    addMapSchemaArguments(args);
    addProductionOption(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    MapSchema map;
    if (const QString problem = readMapSchema(args, session, map); !problem.isEmpty())
        return args.usageError(problem);
    return runPlanned(session, map.toTask(), args);
}

int runPlanDropSchemaVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("plan drop-schema"),
                      CtlText::tr("Shows what drop-schema would do; changes nothing."));
    addSaveOption(args);
    addSchema(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    DropExternalSchema drop;
    if (const QString problem = readSchema(args, session, drop); !problem.isEmpty())
        return args.usageError(problem);
    return showPlan(session, drop.toTask(), args);
}

int runDropSchemaVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(
        QStringLiteral("drop-schema"),
        CtlText::tr("Drops an external schema of MaxCompute, and nothing of the Hologres schema that it shows."));
    addSchema(args);
    args.addOption(QStringLiteral("confirm"), CtlText::tr("Name of the schema, without which nothing is dropped."),
                   QStringLiteral("NAME"));
    addProductionOption(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    DropExternalSchema drop;
    if (const QString problem = readSchema(args, session, drop); !problem.isEmpty())
        return args.usageError(problem);
    return runPlanned(session, drop.toTask(), args);
}

} // namespace isthmus::app
