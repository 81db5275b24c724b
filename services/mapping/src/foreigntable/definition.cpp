// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/targetschema.h"
#include "manytables/definitionjson.h"
#include "text.h"
#include "types/settingsjson.h"

#include <isthmus/mapping/foreigntable/maptohologres.h>

#include <QSet>
#include <QUuid>

#include <array>

namespace isthmus::mapping {

namespace {

const QString columnsKey = QStringLiteral("columns");
const QString tableKey = QStringLiteral("table");
const QString sourceKey = QStringLiteral("source");
const QString includeKey = QStringLiteral("include");
const QString typeKey = QStringLiteral("type");

constexpr std::array ifTakenNames{"keep", "replace", "rename", "stop"};
constexpr std::array ifUnsupportedNames{"leave_out_table", "leave_out_column", "stop"};

// A project too: connection, or connection/project of a tenant.
bool isScopePath(const catalog::ObjectPath &path)
{
    return path.names.size() <= 2;
}

QJsonArray columnsToJson(const QMap<QString, QList<ColumnChoice>> &columns)
{
    QJsonArray tables;
    for (auto it = columns.cbegin(); it != columns.cend(); ++it) {
        QJsonArray choices;
        for (const ColumnChoice &choice : *it)
            choices.append(
                QJsonObject{{sourceKey, choice.source}, {includeKey, choice.include}, {typeKey, choice.targetType}});
        tables.append(QJsonObject{{tableKey, it.key()}, {columnsKey, choices}});
    }
    return tables;
}

// Nobody could say which of two choices counts: a table stands once, and so does a column in it.
QMap<QString, QList<ColumnChoice>> readColumns(core::JsonReader &reader)
{
    QMap<QString, QList<ColumnChoice>> columns;
    for (auto &table : reader.optionalObjects(columnsKey)) {
        const auto path = readPath(table, tableKey, [](const catalog::ObjectPath &p) { return p.names.size() >= 2; });
        QList<ColumnChoice> choices;
        QSet<QString> names;
        for (auto &column : table.objects(columnsKey)) {
            choices.append({column.text(sourceKey), column.boolean(includeKey), {}, column.text(typeKey, QString())});
            const QString name = choices.last().source.toLower();
            if (name.isEmpty() || names.contains(name))
                column.note(sourceKey);
            names.insert(name);
        }
        if (choices.isEmpty())
            table.note(columnsKey); // no column is not all of them
        if (columns.contains(path.toString()))
            table.note(tableKey);
        columns.insert(path.toString(), choices);
    }
    return columns;
}

} // namespace

QJsonObject MapToHologres::toJson() const
{
    QJsonObject json{{QStringLiteral("sources"), sourcesToJson(sources)},
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
    if (!columns.isEmpty())
        json.insert(columnsKey, columnsToJson(columns));
    return json;
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
    map.columns = readColumns(reader);
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
