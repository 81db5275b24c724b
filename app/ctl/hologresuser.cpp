// SPDX-License-Identifier: GPL-3.0-or-later
#include "planrun.h"

#include <isthmus/mapping/access/hologresuser.h>

namespace isthmus::app {

namespace {

using mapping::AddHologresUser;
using mapping::GrantHologresRights;

const QString modelOption = QStringLiteral("model");
const QString levelOption = QStringLiteral("level");

void addUser(CtlArguments &args)
{
    args.addPositional(QStringLiteral("USER"),
                       CtlText::tr("Name of the user in Hologres: p4_<id>, or RAM$<account id>:<name>."));
}

void addDatabase(CtlArguments &args)
{
    args.addPositional(QStringLiteral("DATABASE"),
                       CtlText::tr("Hologres database: order_dw, or test_dbs_holo/order_dw on a connection to an "
                                   "instance."));
    addUser(args);
}

void addSchema(CtlArguments &args)
{
    args.addPositional(QStringLiteral("SCHEMA"), CtlText::tr("Hologres schema, for example order_dw/public."));
    addUser(args);
    args.addOption(modelOption,
                   CtlText::tr("How rights are given: spm, slpm or standard; if not given, by what the database has."),
                   QStringLiteral("MODEL"));
    args.addOption(levelOption,
                   CtlText::tr("viewer, writer or developer; if not given, developer, of the standard model viewer."),
                   QStringLiteral("LEVEL"));
}

// Sets what the arguments say; answers a problem in the user's words, or nothing.
QString readAdd(const CtlArguments &args, CtlSession &session, AddHologresUser &add)
{
    const auto database = catalog::ObjectPath::parse(args.positional(0));
    const bool isInstance = database && session.showsDatabases(database->connection);
    if (!database || database->names.size() != (isInstance ? 1 : 0))
        return isInstance ? CtlText::tr("DATABASE is CONNECTION/DATABASE.") : CtlText::tr("DATABASE is CONNECTION.");
    add = {*database, args.positional(1)};
    return {};
}

QString readGrant(const CtlArguments &args, CtlSession &session, GrantHologresRights &grant)
{
    const auto schema = catalog::ObjectPath::parse(args.positional(0));
    const bool isInstance = schema && session.showsDatabases(schema->connection);
    if (!schema || schema->names.size() != (isInstance ? 2 : 1))
        return isInstance ? CtlText::tr("SCHEMA is CONNECTION/DATABASE/SCHEMA.")
                          : CtlText::tr("SCHEMA is CONNECTION/SCHEMA.");
    grant.schema = *schema;
    grant.user = args.positional(1);
    if (args.isSet(modelOption)) {
        grant.model = mapping::permissionModelFromName(args.value(modelOption));
        if (!grant.model)
            return CtlText::tr("--model is spm, slpm or standard.");
    }
    if (args.isSet(levelOption)) {
        grant.level = mapping::rightsLevelFromName(args.value(levelOption));
        if (!grant.level)
            return CtlText::tr("--level is viewer, writer or developer.");
    }
    return {};
}

} // namespace

int runPlanAddUserVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("plan add-user"), CtlText::tr("Shows what add-user would do; changes nothing."));
    addSaveOption(args);
    addDatabase(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    AddHologresUser add;
    if (const QString problem = readAdd(args, session, add); !problem.isEmpty())
        return args.usageError(problem);
    return showPlan(session, add.toTask(), args);
}

int runAddUserVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("add-user"), CtlText::tr("Adds a RAM role or account to a Hologres instance."));
    addDatabase(args);
    addProductionOption(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    AddHologresUser add;
    if (const QString problem = readAdd(args, session, add); !problem.isEmpty())
        return args.usageError(problem);
    return runPlanned(session, add.toTask(), args);
}

int runPlanGrantVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("plan grant"), CtlText::tr("Shows what grant would do; changes nothing."));
    addSaveOption(args);
    addSchema(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    GrantHologresRights grant;
    if (const QString problem = readGrant(args, session, grant); !problem.isEmpty())
        return args.usageError(problem);
    return showPlan(session, grant.toTask(), args);
}

int runGrantVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("grant"),
                      CtlText::tr("Gives a user of Hologres rights on the tables of a schema."));
    addSchema(args);
    addProductionOption(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    GrantHologresRights grant;
    if (const QString problem = readGrant(args, session, grant); !problem.isEmpty())
        return args.usageError(problem);
    return runPlanned(session, grant.toTask(), args);
}

} // namespace isthmus::app
