// SPDX-License-Identifier: GPL-3.0-or-later
#include "foreignserver/sql.h"
#include "text.h"

#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/foreignserver/dropforeignserver.h>
#include <isthmus/mapping/foreignserver/newforeignserver.h>

#include <QUuid>

namespace isthmus::mapping {

namespace {

const QString projectKey = QStringLiteral("project");
const QString nameKey = QStringLiteral("name");
const QString hostKey = QStringLiteral("host");
const QString portKey = QStringLiteral("port");
const QString databaseKey = QStringLiteral("database");
const QString identityKey = QStringLiteral("identity");
const QString roleArnKey = QStringLiteral("role_arn");
const QString commentKey = QStringLiteral("comment");
const QString serverKey = QStringLiteral("server");
const QString ramRole = QStringLiteral("ram_role");
const QString taskExecutor = QStringLiteral("task_executor");

catalog::ObjectPath readPath(core::JsonReader &reader, const QString &key)
{
    const auto path = catalog::ObjectPath::parse(reader.text(key));
    if (!path)
        reader.note(key);
    return path.value_or(catalog::ObjectPath());
}

plan::Task taskOf(const QString &kind, const plan::Text &title, const QJsonObject &definition)
{
    return {QUuid::createUuid().toString(QUuid::WithoutBraces), kind, title, definition};
}

} // namespace

catalog::ObjectPath NewForeignServer::target() const
{
    return project.child(catalog::foreignServersFolder).child(name);
}

ForeignServer NewForeignServer::server() const
{
    return {host, QString::number(port), database, identity == Identity::RamRole ? roleArn : QString()};
}

QJsonObject NewForeignServer::toJson() const
{
    return {{projectKey, project.toString()},
            {nameKey, name},
            {hostKey, host},
            {portKey, port},
            {databaseKey, database},
            {identityKey, identity == Identity::RamRole ? ramRole : taskExecutor},
            {roleArnKey, roleArn},
            {commentKey, comment}};
}

core::Result<NewForeignServer> NewForeignServer::fromJson(const QJsonObject &json, core::UnknownMembers unknown)
{
    core::JsonReader reader(json, {}, unknown);
    NewForeignServer made;
    made.project = readPath(reader, projectKey);
    made.name = reader.text(nameKey);
    made.host = reader.text(hostKey);
    made.port = int(reader.integer(portKey));
    made.database = reader.text(databaseKey);
    const QString identity = reader.text(identityKey);
    if (identity == taskExecutor)
        made.identity = Identity::TaskExecutor;
    else if (identity != ramRole)
        reader.note(identityKey);
    made.roleArn = reader.text(roleArnKey);
    made.comment = reader.text(commentKey);
    if (!reader.ok())
        return reader.error(Text::tr("This task"));
    return made;
}

plan::Task NewForeignServer::toTask() const
{
    return taskOf(taskKind, createServerTitle(*this), toJson());
}

QJsonObject DropForeignServer::toJson() const
{
    return {{serverKey, server.toString()}};
}

core::Result<DropForeignServer> DropForeignServer::fromJson(const QJsonObject &json, core::UnknownMembers unknown)
{
    core::JsonReader reader(json, {}, unknown);
    const auto server = readPath(reader, serverKey);
    if (server.parent().name() != catalog::foreignServersFolder)
        reader.note(serverKey);
    if (!reader.ok())
        return reader.error(Text::tr("This task"));
    return DropForeignServer{server};
}

plan::Task DropForeignServer::toTask() const
{
    return taskOf(taskKind, dropServerTitle(server), toJson());
}

} // namespace isthmus::mapping
