// SPDX-License-Identifier: GPL-3.0-or-later
#include "planrun.h"

#include <isthmus/mapping/foreignserver/dropforeignserver.h>
#include <isthmus/mapping/foreignserver/newforeignserver.h>

namespace isthmus::app {

namespace {

using mapping::DropForeignServer;
using mapping::NewForeignServer;

const QString hostOption = QStringLiteral("host");
const QString portOption = QStringLiteral("port");
const QString databaseOption = QStringLiteral("database");
const QString roleOption = QStringLiteral("role-arn");
const QString executorOption = QStringLiteral("task-executor");
const QString commentOption = QStringLiteral("comment");

void addServer(CtlArguments &args)
{
    args.addPositional(QStringLiteral("SERVER"),
                       CtlText::tr("Project and name of the foreign server: dbs_mc/dbs_holo_external, or as ls lists "
                                   "it, dbs_mc/:foreign_servers/dbs_holo_external."));
}

void addNewServer(CtlArguments &args)
{
    addServer(args);
    args.addOption(hostOption, CtlText::tr("Host of the Hologres instance in the classic network."),
                   QStringLiteral("HOST"));
    args.addOption(portOption, CtlText::tr("Its port; 80 if not given."), QStringLiteral("PORT"));
    args.addOption(databaseOption, CtlText::tr("The one Hologres database that it is for."), QStringLiteral("NAME"));
    args.addOption(roleOption, CtlText::tr("The RAM role that reads: acs:ram::<account id>:role/<role name>."),
                   QStringLiteral("ARN"));
    args.addOption(executorOption,
                   CtlText::tr("Who runs a task reads, in place of a RAM role; no external schema can use it."));
    args.addOption(commentOption, CtlText::tr("A description."), QStringLiteral("TEXT"));
}

// Where the foreign server stands in the catalog; nothing for what names none.
std::optional<catalog::ObjectPath> readServer(const CtlArguments &args, CtlSession &session)
{
    const auto path = catalog::ObjectPath::parse(args.positional(0));
    if (!path || path->names.isEmpty())
        return std::nullopt;
    const qsizetype levels = session.showsDatabases(path->connection) ? 1 : 0; // of a project
    catalog::ObjectPath project = path->parent();
    if (project.name() == catalog::foreignServersFolder && !project.isConnection())
        project = project.parent();
    if (project.names.size() != levels)
        return std::nullopt;
    return project.child(catalog::foreignServersFolder).child(path->name());
}

QString wrongServer()
{
    return CtlText::tr("SERVER is CONNECTION/NAME, or CONNECTION/PROJECT/NAME on a connection to a tenant.");
}

// Sets what the arguments say; answers a problem in the user's words, or nothing.
QString readNewServer(const CtlArguments &args, CtlSession &session, NewForeignServer &made)
{
    const auto server = readServer(args, session);
    if (!server)
        return wrongServer();
    made.project = server->parent().parent();
    made.name = server->name();
    made.host = args.value(hostOption);
    made.database = args.value(databaseOption);
    made.roleArn = args.value(roleOption);
    made.comment = args.value(commentOption);
    if (args.isSet(executorOption)) {
        if (!made.roleArn.isEmpty())
            return CtlText::tr("Say --role-arn or --task-executor, not both.");
        made.identity = NewForeignServer::Identity::TaskExecutor;
    } else if (made.roleArn.isEmpty()) {
        return CtlText::tr("Say --role-arn ARN: the RAM role that reads Hologres; or --task-executor.");
    }
    if (made.host.isEmpty() || made.database.isEmpty())
        return CtlText::tr("Say --host HOST and --database NAME: the Hologres database that it is for.");
    if (!args.isSet(portOption))
        return {};
    bool isNumber = false;
    made.port = args.value(portOption).toInt(&isNumber);
    return isNumber ? QString() : CtlText::tr("--port takes a number.");
}

} // namespace

int runPlanCreateServerVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("plan create-foreign-server"),
                      CtlText::tr("Shows what create-foreign-server would do; changes nothing."));
    addSaveOption(args);
    addNewServer(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    NewForeignServer made;
    if (const QString problem = readNewServer(args, session, made); !problem.isEmpty())
        return args.usageError(problem);
    return showPlan(session, made.toTask(), args);
}

int runCreateServerVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(
        QStringLiteral("create-foreign-server"),
        CtlText::tr("Makes a foreign server of MaxCompute over a Hologres database. Where the service has "
                    "no SQL for it, says what to enter in its console."));
    addNewServer(args);
    addProductionOption(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    NewForeignServer made;
    if (const QString problem = readNewServer(args, session, made); !problem.isEmpty())
        return args.usageError(problem);
    return runPlanned(session, made.toTask(), args);
}

int runPlanDropServerVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("plan drop-foreign-server"),
                      CtlText::tr("Shows what drop-foreign-server would do; changes nothing."));
    addSaveOption(args);
    addServer(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    const auto server = readServer(args, session);
    return server ? showPlan(session, DropForeignServer{*server}.toTask(), args) : args.usageError(wrongServer());
}

int runDropServerVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("drop-foreign-server"),
                      CtlText::tr("Drops a foreign server of MaxCompute, and nothing of the Hologres database."));
    addServer(args);
    args.addOption(QStringLiteral("confirm"),
                   CtlText::tr("Name of the foreign server, without which nothing is dropped."),
                   QStringLiteral("NAME"));
    addProductionOption(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    const auto server = readServer(args, session);
    return server ? runPlanned(session, DropForeignServer{*server}.toTask(), args) : args.usageError(wrongServer());
}

} // namespace isthmus::app
