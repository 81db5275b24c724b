// SPDX-License-Identifier: GPL-3.0-or-later
#include "externalschema/sql.h"
#include "externaltable/targetschema.h"
#include "text.h"

#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/externalschema/dropexternalschema.h>
#include <isthmus/mapping/externalschema/mapschema.h>

#include <QUuid>

namespace isthmus::mapping {

namespace {

const QString sourceKey = QStringLiteral("source");
const QString projectKey = QStringLiteral("target_project");
const QString schemaNameKey = QStringLiteral("schema_name");
const QString serverKey = QStringLiteral("foreign_server");
const QString onKey = QStringLiteral("on");
const QString ifTakenKey = QStringLiteral("if_taken");
const QString schemaKey = QStringLiteral("schema");
const QString keep = QStringLiteral("keep");
const QString stop = QStringLiteral("stop");

catalog::ObjectPath readPath(core::JsonReader &reader, const QString &key)
{
    const auto path = catalog::ObjectPath::parse(reader.text(key));
    if (!path)
        reader.note(key);
    return path.value_or(catalog::ObjectPath());
}

} // namespace

catalog::ObjectPath MapSchema::target() const
{
    return targetProject.child(schemaName.toLower()); // MaxCompute folds names
}

QJsonObject MapSchema::toJson() const
{
    return {{sourceKey, source.toString()},
            {projectKey, targetProject.toString()},
            {schemaNameKey, schemaName},
            {serverKey, foreignServer},
            {onKey, on},
            {ifTakenKey, ifTaken == IfTaken::Keep ? keep : stop}};
}

core::Result<MapSchema> MapSchema::fromJson(const QJsonObject &json, core::UnknownMembers unknown)
{
    core::JsonReader reader(json, {}, unknown);
    MapSchema map;
    map.source = readPath(reader, sourceKey);
    map.targetProject = readPath(reader, projectKey);
    map.schemaName = reader.text(schemaNameKey);
    map.foreignServer = reader.text(serverKey);
    map.on = reader.text(onKey);
    const QString ifTaken = reader.text(ifTakenKey);
    if (ifTaken == keep)
        map.ifTaken = IfTaken::Keep;
    else if (ifTaken != stop)
        reader.note(ifTakenKey);
    if (!reader.ok())
        return reader.error(Text::tr("This mapping"));
    return map;
}

plan::Task MapSchema::toTask() const
{
    return {QUuid::createUuid().toString(QUuid::WithoutBraces), taskKind, mapSchemaTitle(*this), toJson()};
}

QJsonObject DropExternalSchema::toJson() const
{
    return {{schemaKey, schema.toString()}};
}

core::Result<DropExternalSchema> DropExternalSchema::fromJson(const QJsonObject &json, core::UnknownMembers unknown)
{
    core::JsonReader reader(json, {}, unknown);
    const auto schema = readPath(reader, schemaKey);
    if (!isSchemaPath(schema))
        reader.note(schemaKey);
    if (!reader.ok())
        return reader.error(Text::tr("This task"));
    return DropExternalSchema{schema};
}

plan::Task DropExternalSchema::toTask() const
{
    return {QUuid::createUuid().toString(QUuid::WithoutBraces), taskKind, dropSchemaTitle(schema), toJson()};
}

} // namespace isthmus::mapping
