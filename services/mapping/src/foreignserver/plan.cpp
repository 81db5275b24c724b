// SPDX-License-Identifier: GPL-3.0-or-later
#include "foreignserver/sql.h"
#include "text.h"

#include <isthmus/mapping/foreignserver/dropforeignserver.h>
#include <isthmus/mapping/foreignserver/newforeignserver.h>
#include <isthmus/mapping/foreignserver/verifyserverexecutor.h>
#include <isthmus/plan/sqlstep.h>

#include <QHash>

namespace isthmus::mapping {

using plan::NoticeLevel;
using plan::Plan;

namespace {

constexpr int maxPort = 65'535;

plan::Text projectProblem(const NewForeignServer &definition, const NewForeignServerFacts &facts)
{
    if (facts.project.isEmpty() || definition.project.names.size() > 1)
        return coded("Mapping.project_missing", QT_TRANSLATE_NOOP("Mapping", "Choose a MaxCompute project"));
    if (facts.isReadOnly)
        return coded("Mapping.connection_read_only", QT_TRANSLATE_NOOP("Mapping", "The connection %1 is read-only"),
                     {definition.project.connection});
    return {};
}

plan::Text nameProblem(const NewForeignServer &definition, const NewForeignServerFacts &facts)
{
    if (definition.name.isEmpty())
        return coded("Mapping.server_name_missing", QT_TRANSLATE_NOOP("Mapping", "The name is missing"));
    if (const plan::Text wrong = serverNameProblem(definition.name); !wrong.isEmpty())
        return wrong;
    if (facts.servers && facts.servers->contains(definition.name))
        return coded("Mapping.server_taken",
                     QT_TRANSLATE_NOOP("Mapping", "There is a foreign server %1 already; choose another name"),
                     {definition.name});
    return {};
}

plan::Text noStatement()
{
    return coded("Mapping.server_console_only",
                 QT_TRANSLATE_NOOP("Mapping",
                                   "The service has no SQL that drops a foreign server; do it in MaxCompute's console, "
                                   "%1"),
                 {QStringLiteral("Manage Configurations › Foreign Server")});
}

QString databaseOfFolder(const catalog::ObjectPath &server)
{
    return server.names.size() > 2 ? server.names.first() : QString();
}

} // namespace

plan::Text serverFieldTitle(const QString &field)
{
    const QHash<QString, plan::Text> titles{
        {QStringLiteral("project"), coded("Mapping.field_project", QT_TRANSLATE_NOOP("Mapping", "Project"))},
        {QStringLiteral("name"), coded("Mapping.field_server_name", QT_TRANSLATE_NOOP("Mapping", "Name"))},
        {QStringLiteral("host"), coded("Mapping.field_server_host", QT_TRANSLATE_NOOP("Mapping", "Host"))},
        {QStringLiteral("port"), coded("Mapping.field_server_port", QT_TRANSLATE_NOOP("Mapping", "Port"))},
        {QStringLiteral("database"), coded("Mapping.field_server_database", QT_TRANSLATE_NOOP("Mapping", "Database"))},
        {QStringLiteral("roleArn"), coded("Mapping.field_arn", QT_TRANSLATE_NOOP("Mapping", "Role ARN"))},
        {QStringLiteral("console"), coded("Mapping.field_console", QT_TRANSLATE_NOOP("Mapping", "Console"))}};
    return titles.value(field, field);
}

QList<ServerFieldProblem> fieldProblems(const NewForeignServer &definition, const NewForeignServerFacts &facts)
{
    QList<ServerFieldProblem> problems;
    const auto add = [&problems](const char *field, const plan::Text &text) {
        if (!text.isEmpty())
            problems.append({QLatin1String(field), text});
    };
    add("project", projectProblem(definition, facts));
    add("name", nameProblem(definition, facts));
    add("host", serverHostProblem(definition.host));
    if (definition.port < 1 || definition.port > maxPort)
        add("port", coded("Mapping.server_port", QT_TRANSLATE_NOOP("Mapping", "A port is a number from 1 to 65535")));
    if (definition.database.isEmpty())
        add("database",
            coded("Mapping.server_database_missing",
                  QT_TRANSLATE_NOOP("Mapping", "The name of the Hologres database is missing")));
    if (definition.identity == NewForeignServer::Identity::RamRole)
        add("roleArn", roleArnProblem(definition.roleArn));
    return problems;
}

Plan planNewForeignServer(const NewForeignServer &definition, const NewForeignServerFacts &facts)
{
    Plan plan;
    plan.title = createServerTitle(definition);
    const auto problems = fieldProblems(definition, facts);
    for (const auto &problem : problems)
        plan.notices.append({NoticeLevel::Blocker, serverFieldTitle(problem.field), problem.text});
    if (definition.identity == NewForeignServer::Identity::TaskExecutor)
        plan.notices.append({NoticeLevel::Warning, definition.name,
                             coded("Mapping.server_for_projects",
                                   QT_TRANSLATE_NOOP("Mapping",
                                                     "The task executor's identity is for external projects only; an "
                                                     "external schema cannot use this foreign server."))});
    if (networkOf(definition.host) == HostNetwork::Public)
        plan.notices.append({NoticeLevel::Warning, serverFieldTitle(QStringLiteral("host")),
                             coded("Mapping.server_public_host",
                                   QT_TRANSLATE_NOOP("Mapping",
                                                     "This is the public address; MaxCompute asks for that of the "
                                                     "classic network: %1"),
                                   {classicHost(definition.host)})});
    if (!facts.servers) { // nothing can be run: what to enter elsewhere is the whole answer
        plan.notices.append({NoticeLevel::Blocker, serverFieldTitle(QStringLiteral("console")),
                             coded("Mapping.server_console_values",
                                   QT_TRANSLATE_NOOP("Mapping",
                                                     "The service has no SQL that makes a foreign server. Make it in "
                                                     "MaxCompute's console, %1, with these values:\n%2"),
                                   {consolePlace(), consoleText(definition)})});
        return plan;
    }
    plan.touches = {{definition.target().toString(), plan::Change::Created, {}}};
    plan::SqlStep create;
    create.title = createServerTitle(definition);
    create.connection = definition.project.connection;
    create.database = databaseOfFolder(definition.target());
    create.sql = createServerStatement(definition);
    create.summary =
        coded("Mapping.server_made", QT_TRANSLATE_NOOP("Mapping", "Foreign server over %1"), {definition.database});
    plan.append(create.toStep());
    plan.append(VerifyServer{definition.target(), definition.server()}.toStep());
    return plan;
}

Plan planDropForeignServer(const DropForeignServer &definition, const DropForeignServerFacts &facts)
{
    const QString name = definition.server.name();
    Plan plan;
    plan.title = dropServerTitle(definition.server);
    plan.touches = {{definition.server.toString(), plan::Change::Dropped, {}}};
    const auto block = [&plan, &name](const plan::Text &text) {
        plan.notices.append({NoticeLevel::Blocker, name, text});
    };
    if (facts.isReadOnly)
        block(coded("Mapping.connection_read_only", QT_TRANSLATE_NOOP("Mapping", "The connection %1 is read-only"),
                    {definition.server.connection}));
    else if (!facts.servers)
        block(noStatement());
    else if (!facts.servers->contains(name))
        block(coded("Mapping.drop_not_there", QT_TRANSLATE_NOOP("Mapping", "%1 is not there (any more)"),
                    {definition.server.toString()}));
    else
        plan.notices.append({NoticeLevel::Info, name,
                             coded("Mapping.drop_server_keeps",
                                   QT_TRANSLATE_NOOP("Mapping",
                                                     "The Hologres database stays. The service refuses while an "
                                                     "external schema uses the foreign server."))});
    plan::SqlStep drop;
    drop.title = dropServerTitle(definition.server);
    drop.connection = definition.server.connection;
    drop.database = databaseOfFolder(definition.server);
    drop.sql = dropServerStatement(name);
    drop.effect = plan::Effect::Destroy;
    drop.destructiveNote = coded("Mapping.drops_server", QT_TRANSLATE_NOOP("Mapping", "drops 1 foreign server"));
    drop.confirmName = name;
    drop.canResume = true; // DROP … IF EXISTS
    drop.summary = coded("Mapping.dropped", QT_TRANSLATE_NOOP("Mapping", "Dropped"));
    plan.append(drop.toStep());
    plan.append(VerifyServer{definition.server, std::nullopt}.toStep());
    return plan;
}

} // namespace isthmus::mapping
