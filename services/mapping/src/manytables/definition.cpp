// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/targetschema.h"
#include "text.h"

#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/manytables/maptables.h>

#include <QJsonArray>
#include <QUuid>

#include <array>

namespace isthmus::mapping {

namespace {

constexpr std::array ifTakenNames{"keep", "replace", "rename"};
constexpr std::array accessNames{"dual_signature", "ram_role"};

template <typename Enum, size_t size>
Enum readName(core::JsonReader &reader, const QString &key, const std::array<const char *, size> &names)
{
    const QString name = reader.text(key);
    for (size_t i = 0; i < size; ++i) {
        if (name == QLatin1String(names[i]))
            return Enum(i);
    }
    reader.note(key);
    return Enum(0);
}

catalog::ObjectPath readPath(core::JsonReader &reader, const QString &key)
{
    const auto path = catalog::ObjectPath::parse(reader.text(key));
    if (!path || !isSchemaPath(*path))
        reader.note(key);
    return path.value_or(catalog::ObjectPath());
}

QList<MapTables::Source> readSources(core::JsonReader &reader)
{
    const QString key = QStringLiteral("sources");
    QList<MapTables::Source> sources;
    for (auto &source : reader.objects(key))
        sources.append({readPath(source, QStringLiteral("schema")), source.texts(QStringLiteral("tables"), {})});
    for (const auto &source : std::as_const(sources)) {
        if (source.schema.connection != sources.first().schema.connection)
            reader.note(key);
    }
    if (sources.isEmpty())
        reader.note(key);
    return sources;
}

int readNumber(core::JsonReader &reader, const QString &key)
{
    const qint64 number = reader.integer(key);
    if (number != int(number))
        reader.note(key);
    return int(number);
}

} // namespace

QJsonObject MapTables::toJson() const
{
    QJsonArray sourceArray;
    for (const Source &source : sources) {
        QJsonObject json{{QStringLiteral("schema"), source.schema.toString()}};
        if (!source.tables.isEmpty())
            json.insert(QStringLiteral("tables"), QJsonArray::fromStringList(source.tables));
        sourceArray.append(json);
    }
    return {{QStringLiteral("sources"), sourceArray},
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

core::Result<MapTables> MapTables::fromJson(const QJsonObject &json)
{
    core::JsonReader reader(json);
    MapTables map;
    map.sources = readSources(reader);
    map.targetSchema = readPath(reader, QStringLiteral("target_schema"));
    map.naming = {reader.text(QStringLiteral("prefix")), reader.text(QStringLiteral("suffix")),
                  reader.text(QStringLiteral("pattern"))};
    map.ifTaken = readName<IfTaken>(reader, QStringLiteral("if_taken"), ifTakenNames);
    map.access = readName<MapTable::Access>(reader, QStringLiteral("access"), accessNames);
    map.roleArn = reader.text(QStringLiteral("role_arn"));
    if (json.contains(u"lifecycle_days") && !json.value(u"lifecycle_days").isNull())
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
    const QString target = definition.targetSchema.name();
    qsizetype tables = 0;
    QStringList schemas; // that are mapped as a whole
    for (const MapTables::Source &source : definition.sources) {
        tables += source.tables.size();
        if (source.tables.isEmpty())
            schemas.append(source.schema.name());
    }
    if (!schemas.isEmpty())
        return coded("Mapping.map_all_tables", QT_TRANSLATE_NOOP("Mapping", "Map all tables of %1 → %2"),
                     {QJsonValue(QJsonArray::fromStringList(schemas)), target});
    if (tables == 1)
        return coded("Mapping.map_one_table", QT_TRANSLATE_NOOP("Mapping", "Map 1 table → %1"), {target});
    return coded("Mapping.map_tables", QT_TRANSLATE_NOOP("Mapping", "Map %1 tables → %2"), {tables, target});
}

plan::Task MapTables::toTask() const
{
    return {QUuid::createUuid().toString(QUuid::WithoutBraces), taskKind, mapTablesTitle(*this), toJson()};
}

} // namespace isthmus::mapping
