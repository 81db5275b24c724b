// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/targetschema.h"
#include "manytables/definitionjson.h"
#include "text.h"
#include "types/settingsjson.h"

#include <isthmus/mapping/foreigntable/maptohologres.h>

#include <QUuid>

#include <array>

namespace isthmus::mapping {

namespace {

constexpr std::array ifTakenNames{"keep", "replace", "rename", "stop"};
constexpr std::array ifUnsupportedNames{"leave_out_table", "leave_out_column", "stop"};

// A project too: connection, or connection/project of a tenant.
bool isScopePath(const catalog::ObjectPath &path)
{
    return path.names.size() <= 2;
}

} // namespace

QJsonObject MapToHologres::toJson() const
{
    return {{QStringLiteral("sources"), sourcesToJson(sources)},
            {QStringLiteral("target_schema"), targetSchema.toString()},
            {QStringLiteral("prefix"), naming.prefix},
            {QStringLiteral("suffix"), naming.suffix},
            {QStringLiteral("pattern"), naming.pattern},
            {QStringLiteral("table_name"), tableName},
            {QStringLiteral("if_taken"), QLatin1String(ifTakenNames[size_t(ifTaken)])},
            {QStringLiteral("if_unsupported"), QLatin1String(ifUnsupportedNames[size_t(ifUnsupported)])},
            {QStringLiteral("types"), types.toJson()},
            {QStringLiteral("in_flight"), inFlight},
            {QStringLiteral("continues_on_error"), continuesOnError},
            {QStringLiteral("reads_rows"), readsRows}};
}

core::Result<MapToHologres> MapToHologres::fromJson(const QJsonObject &json, core::UnknownMembers unknown)
{
    core::JsonReader reader(json, {}, unknown);
    MapToHologres map;
    map.sources = readSources(reader, isScopePath);
    map.targetSchema = readPath(reader, QStringLiteral("target_schema"), isSchemaPath);
    map.naming = {reader.text(QStringLiteral("prefix")), reader.text(QStringLiteral("suffix")),
                  reader.text(QStringLiteral("pattern"))};
    map.tableName = reader.text(QStringLiteral("table_name"));
    map.ifTaken = readName<IfTaken>(reader, QStringLiteral("if_taken"), ifTakenNames);
    map.ifUnsupported = readName<IfUnsupported>(reader, QStringLiteral("if_unsupported"), ifUnsupportedNames);
    map.types = readTypeSettings(reader, QStringLiteral("types"), json);
    map.inFlight = readNumber(reader, QStringLiteral("in_flight"));
    map.continuesOnError = reader.boolean(QStringLiteral("continues_on_error"));
    map.readsRows = reader.boolean(QStringLiteral("reads_rows"));
    if (!reader.ok())
        return reader.error(Text::tr("This mapping"));
    return map;
}

plan::Text mapToHologresTitle(const MapToHologres &definition)
{
    return tablesTitle(definition.sources, definition.targetSchema.name());
}

plan::Task MapToHologres::toTask() const
{
    return {QUuid::createUuid().toString(QUuid::WithoutBraces), taskKind, mapToHologresTitle(*this), toJson()};
}

} // namespace isthmus::mapping
