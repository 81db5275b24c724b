// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/names.h"
#include "text.h"
#include "types/settingsjson.h"

#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/externaltable/definition.h>

#include <QJsonArray>
#include <QUuid>

namespace isthmus::mapping {

namespace {

const QString commentKey = QStringLiteral("comment");

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

catalog::ObjectPath readPath(core::JsonReader &reader, const QString &key)
{
    const auto path = catalog::ObjectPath::parse(reader.text(key));
    if (!path)
        reader.note(key);
    return path.value_or(catalog::ObjectPath());
}

// The one of \a values that \a nameOf calls as the member says.
template <typename Enum>
Enum readName(core::JsonReader &reader, const QString &key, std::initializer_list<Enum> values, QString (*nameOf)(Enum))
{
    const QString name = reader.text(key);
    for (const Enum value : values) {
        if (name == nameOf(value))
            return value;
    }
    reader.note(key);
    return *values.begin();
}

} // namespace

QJsonObject MapTable::toJson() const
{
    QJsonArray columnArray;
    for (const auto &choice : columns) {
        QJsonObject column{{QStringLiteral("source"), choice.source},
                           {QStringLiteral("include"), choice.include},
                           {QStringLiteral("target"), choice.target},
                           {QStringLiteral("type"), choice.targetType}};
        if (choice.comment)
            column.insert(commentKey, *choice.comment);
        columnArray.append(column);
    }
    QJsonObject json{{QStringLiteral("source"), source.toString()},
                     {QStringLiteral("target_schema"), targetSchema.toString()},
                     {QStringLiteral("table_name"), tableName},
                     {QStringLiteral("access"), accessName(access)},
                     {QStringLiteral("role_arn"), roleArn},
                     {QStringLiteral("location"), location},
                     {QStringLiteral("lifecycle_days"), lifecycleDays ? QJsonValue(*lifecycleDays) : QJsonValue()},
                     {QStringLiteral("if_taken"), ifTakenName(ifTaken)},
                     {QStringLiteral("columns"), columnArray}};
    if (comment)
        json.insert(commentKey, *comment);
    if (types != TypeSettings())
        json.insert(typesKey, types.toJson());
    return json;
}

core::Result<MapTable> MapTable::fromJson(const QJsonObject &json, core::UnknownMembers unknown)
{
    core::JsonReader reader(json, {}, unknown);
    MapTable map;
    map.source = readPath(reader, QStringLiteral("source"));
    map.targetSchema = readPath(reader, QStringLiteral("target_schema"));
    map.tableName = reader.text(QStringLiteral("table_name"));
    map.access = readName(reader, QStringLiteral("access"), {Access::DualSignature, Access::RamRole}, accessName);
    map.roleArn = reader.text(QStringLiteral("role_arn"));
    map.location = reader.text(QStringLiteral("location"));
    if (const auto days = reader.optionalInteger(QStringLiteral("lifecycle_days"))) {
        map.lifecycleDays = int(*days);
        if (*days != *map.lifecycleDays)
            reader.note(QStringLiteral("lifecycle_days"));
    }
    map.ifTaken =
        readName(reader, QStringLiteral("if_taken"), {IfTaken::Stop, IfTaken::Keep, IfTaken::Replace}, ifTakenName);
    for (auto &column : reader.objects(QStringLiteral("columns"))) {
        ColumnChoice choice;
        choice.source = column.text(QStringLiteral("source"));
        choice.include = column.boolean(QStringLiteral("include"));
        choice.target = column.text(QStringLiteral("target"));
        choice.targetType = column.text(QStringLiteral("type"));
        choice.comment = column.optionalText(commentKey);
        map.columns.append(choice);
    }
    map.comment = reader.optionalText(commentKey);
    map.types = readTypeSettings(reader, typesKey, json);
    if (!reader.ok())
        return reader.error(Text::tr("This mapping"));
    return map;
}

plan::Task MapTable::toTask() const
{
    return {QUuid::createUuid().toString(QUuid::WithoutBraces), MapTable::taskKind, mapTableTitle(*this), toJson()};
}

} // namespace isthmus::mapping
