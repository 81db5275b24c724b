// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/titles.h"
#include "text.h"

#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/access/hologresuser.h>

#include <QUuid>

namespace isthmus::mapping {

namespace {

const QString databaseKey = QStringLiteral("database");
const QString schemaKey = QStringLiteral("schema");
const QString userKey = QStringLiteral("user");
const QString modelKey = QStringLiteral("model");
const QString levelKey = QStringLiteral("level");

catalog::ObjectPath readPath(core::JsonReader &reader, const QString &key)
{
    const auto path = catalog::ObjectPath::parse(reader.text(key));
    if (!path)
        reader.note(key);
    return path.value_or(catalog::ObjectPath());
}

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

} // namespace

QJsonObject AddHologresUser::toJson() const
{
    return {{databaseKey, database.toString()}, {userKey, user}};
}

core::Result<AddHologresUser> AddHologresUser::fromJson(const QJsonObject &json, core::UnknownMembers unknown)
{
    core::JsonReader reader(json, {}, unknown);
    AddHologresUser add{readPath(reader, databaseKey), reader.text(userKey)};
    if (add.database.names.size() > 1)
        reader.note(databaseKey);
    if (!reader.ok())
        return reader.error(Text::tr("This task"));
    return add;
}

plan::Task AddHologresUser::toTask() const
{
    return {newId(), taskKind, addUserTitle(*this), toJson()};
}

QJsonObject GrantHologresRights::toJson() const
{
    QJsonObject json{{schemaKey, schema.toString()}, {userKey, user}};
    if (model)
        json.insert(modelKey, permissionModelName(*model));
    if (level)
        json.insert(levelKey, rightsLevelName(*level));
    return json;
}

core::Result<GrantHologresRights> GrantHologresRights::fromJson(const QJsonObject &json, core::UnknownMembers unknown)
{
    core::JsonReader reader(json, {}, unknown);
    GrantHologresRights grant;
    grant.schema = readPath(reader, schemaKey);
    grant.user = reader.text(userKey);
    if (grant.schema.names.isEmpty() || grant.schema.names.size() > 2)
        reader.note(schemaKey);
    if (const auto name = reader.optionalText(modelKey)) {
        grant.model = permissionModelFromName(*name);
        if (!grant.model)
            reader.note(modelKey);
    }
    if (const auto name = reader.optionalText(levelKey)) {
        grant.level = rightsLevelFromName(*name);
        if (!grant.level)
            reader.note(levelKey);
    }
    if (!reader.ok())
        return reader.error(Text::tr("This task"));
    return grant;
}

plan::Task GrantHologresRights::toTask() const
{
    return {newId(), taskKind, grantTitle(*this), toJson()};
}

} // namespace isthmus::mapping
