// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/targetschema.h"
#include "manytables/definitionjson.h"
#include "text.h"

#include <isthmus/mapping/manytables/maptables.h>

#include <QUuid>

#include <array>

namespace isthmus::mapping {

namespace {

constexpr std::array ifTakenNames{"keep", "replace", "rename"};
constexpr std::array accessNames{"dual_signature", "ram_role"};

} // namespace

QJsonObject MapTables::toJson() const
{
    return {{QStringLiteral("sources"), sourcesToJson(sources)},
            {QStringLiteral("target_schema"), targetSchema.toString()},
            {QStringLiteral("prefix"), naming.prefix},
            {QStringLiteral("suffix"), naming.suffix},
            {QStringLiteral("pattern"), naming.pattern},
            {QStringLiteral("if_taken"), QLatin1String(ifTakenNames[size_t(ifTaken)])},
            {QStringLiteral("access"), QLatin1String(accessNames[size_t(access)])},
            {QStringLiteral("role_arn"), roleArn},
            {QStringLiteral("lifecycle_days"), lifecycleDays ? QJsonValue(*lifecycleDays) : QJsonValue()},
            {QStringLiteral("in_flight"), inFlight},
            {QStringLiteral("continues_on_error"), continuesOnError},
            {QStringLiteral("reads_rows"), readsRows}};
}

core::Result<MapTables> MapTables::fromJson(const QJsonObject &json, core::UnknownMembers unknown)
{
    core::JsonReader reader(json, {}, unknown);
    MapTables map;
    map.sources = readSources(reader, isSchemaPath);
    map.targetSchema = readPath(reader, QStringLiteral("target_schema"), isSchemaPath);
    map.naming = {reader.text(QStringLiteral("prefix")), reader.text(QStringLiteral("suffix")),
                  reader.text(QStringLiteral("pattern"))};
    map.ifTaken = readName<IfTaken>(reader, QStringLiteral("if_taken"), ifTakenNames);
    map.access = readName<MapTable::Access>(reader, QStringLiteral("access"), accessNames);
    map.roleArn = reader.text(QStringLiteral("role_arn"));
    if (reader.optionalInteger(QStringLiteral("lifecycle_days")))
        map.lifecycleDays = readNumber(reader, QStringLiteral("lifecycle_days"));
    map.inFlight = readNumber(reader, QStringLiteral("in_flight"));
    map.continuesOnError = reader.boolean(QStringLiteral("continues_on_error"));
    map.readsRows = reader.boolean(QStringLiteral("reads_rows"));
    if (!reader.ok())
        return reader.error(Text::tr("This mapping"));
    return map;
}

plan::Text mapTablesTitle(const MapTables &definition)
{
    return tablesTitle(definition.sources, definition.targetSchema.name());
}

plan::Task MapTables::toTask() const
{
    return {QUuid::createUuid().toString(QUuid::WithoutBraces), taskKind, mapTablesTitle(*this), toJson()};
}

} // namespace isthmus::mapping
