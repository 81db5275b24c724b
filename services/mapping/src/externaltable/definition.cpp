// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

#include <isthmus/mapping/externaltable/definition.h>

#include <QJsonArray>
#include <QUuid>

namespace isthmus::mapping {

namespace {

QString accessName(MapTable::Access access)
{
    return access == MapTable::Access::RamRole ? QStringLiteral("ram_role") : QStringLiteral("dual_signature");
}

QString ifTakenName(MapTable::IfTaken ifTaken)
{
    switch (ifTaken) {
    case MapTable::IfTaken::Keep:
        return QStringLiteral("keep");
    case MapTable::IfTaken::Replace:
        return QStringLiteral("replace");
    case MapTable::IfTaken::Stop:
        break;
    }
    return QStringLiteral("stop");
}

tl::unexpected<core::Error> wrongMember(const QString &name)
{
    return core::fail(core::ErrorKind::Invalid, Text::tr("This mapping lacks a proper \"%1\".").arg(name),
                      Text::tr("It was damaged, or written by another version."));
}

bool readText(const QJsonObject &json, const QString &name, QString &text)
{
    const QJsonValue value = json.value(name);
    text = value.toString();
    return value.isString();
}

bool readPath(const QJsonObject &json, const QString &name, catalog::ObjectPath &path)
{
    QString text;
    if (!readText(json, name, text))
        return false;
    const auto parsed = catalog::ObjectPath::parse(text);
    if (parsed)
        path = *parsed;
    return parsed.has_value();
}

bool readColumn(const QJsonObject &json, ColumnChoice &choice)
{
    choice.include = json.value(QStringLiteral("include")).toBool();
    return json.value(QStringLiteral("include")).isBool() && readText(json, QStringLiteral("source"), choice.source)
        && readText(json, QStringLiteral("target"), choice.target)
        && readText(json, QStringLiteral("type"), choice.targetType);
}

bool readAccess(const QJsonObject &json, MapTable::Access &access)
{
    const QString name = json.value(QStringLiteral("access")).toString();
    access =
        name == accessName(MapTable::Access::RamRole) ? MapTable::Access::RamRole : MapTable::Access::DualSignature;
    return name == accessName(access);
}

bool readIfTaken(const QJsonObject &json, MapTable::IfTaken &ifTaken)
{
    const QString name = json.value(QStringLiteral("if_taken")).toString();
    for (const auto known : {MapTable::IfTaken::Stop, MapTable::IfTaken::Keep, MapTable::IfTaken::Replace}) {
        if (name == ifTakenName(known)) {
            ifTaken = known;
            return true;
        }
    }
    return false;
}

} // namespace

QJsonObject MapTable::toJson() const
{
    QJsonArray columnArray;
    for (const auto &choice : columns) {
        columnArray.append(QJsonObject{{QStringLiteral("source"), choice.source},
                                       {QStringLiteral("include"), choice.include},
                                       {QStringLiteral("target"), choice.target},
                                       {QStringLiteral("type"), choice.targetType}});
    }
    return {{QStringLiteral("source"), source.toString()},
            {QStringLiteral("target_schema"), targetSchema.toString()},
            {QStringLiteral("table_name"), tableName},
            {QStringLiteral("access"), accessName(access)},
            {QStringLiteral("role_arn"), roleArn},
            {QStringLiteral("location"), location},
            {QStringLiteral("lifecycle_days"), lifecycleDays ? QJsonValue(*lifecycleDays) : QJsonValue()},
            {QStringLiteral("if_taken"), ifTakenName(ifTaken)},
            {QStringLiteral("columns"), columnArray}};
}

core::Result<MapTable> MapTable::fromJson(const QJsonObject &json)
{
    MapTable map;
    if (!readPath(json, QStringLiteral("source"), map.source))
        return wrongMember(QStringLiteral("source"));
    if (!readPath(json, QStringLiteral("target_schema"), map.targetSchema))
        return wrongMember(QStringLiteral("target_schema"));
    if (!readText(json, QStringLiteral("table_name"), map.tableName))
        return wrongMember(QStringLiteral("table_name"));
    if (!readAccess(json, map.access))
        return wrongMember(QStringLiteral("access"));
    if (!readText(json, QStringLiteral("role_arn"), map.roleArn))
        return wrongMember(QStringLiteral("role_arn"));
    if (!readText(json, QStringLiteral("location"), map.location))
        return wrongMember(QStringLiteral("location"));
    const QJsonValue lifecycle = json.value(QStringLiteral("lifecycle_days"));
    if (lifecycle.isDouble())
        map.lifecycleDays = lifecycle.toInt();
    else if (!lifecycle.isNull())
        return wrongMember(QStringLiteral("lifecycle_days"));
    if (!readIfTaken(json, map.ifTaken))
        return wrongMember(QStringLiteral("if_taken"));
    if (!json.value(QStringLiteral("columns")).isArray())
        return wrongMember(QStringLiteral("columns"));
    const QJsonArray columnArray = json.value(QStringLiteral("columns")).toArray();
    for (const auto &value : columnArray) {
        ColumnChoice choice;
        if (!readColumn(value.toObject(), choice))
            return wrongMember(QStringLiteral("columns"));
        map.columns.append(choice);
    }
    return map;
}

plan::Task MapTable::toTask() const
{
    return {QUuid::createUuid().toString(QUuid::WithoutBraces), QStringLiteral("map_table"),
            Text::tr("Map %1 → %2.%3").arg(source.name(), targetSchema.name(), tableName), toJson()};
}

} // namespace isthmus::mapping
