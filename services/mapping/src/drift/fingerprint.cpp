// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/names.h"
#include "externaltable/sql.h"
#include "text.h"
#include "types/settingsjson.h"

#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/drift/fingerprint.h>

#include <QJsonArray>

namespace isthmus::mapping {

namespace {

using catalog::TableInfo;

using ParseType = catalog::DataType (*)(QStringView text);

const QString foreignKey = QStringLiteral("foreign");
const QString endpointKey = QStringLiteral("endpoint");
const QString typesKey = QStringLiteral("types");

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QDateTime timeOf(const QString &text)
{
    return QDateTime::fromString(text, Qt::ISODateWithMs);
}

QJsonObject columnJson(const catalog::Column &column)
{
    QJsonObject json{{QStringLiteral("name"), column.name}, {QStringLiteral("type"), column.type.text}};
    if (!column.comment.isEmpty())
        json.insert(QStringLiteral("comment"), column.comment);
    if (column.number)
        json.insert(QStringLiteral("number"), *column.number);
    if (column.isPartitionKey)
        json.insert(QStringLiteral("partition"), true);
    return json;
}

QJsonObject tableJson(const TableInfo &info)
{
    QJsonArray columns;
    for (const auto &column : info.columns)
        columns.append(columnJson(column));
    QJsonObject json{{QStringLiteral("kind"), catalog::objectKindName(info.kind)},
                     {QStringLiteral("database"), info.database},
                     {QStringLiteral("schema"), info.schema},
                     {QStringLiteral("name"), info.name},
                     {QStringLiteral("identity"), info.identity},
                     {QStringLiteral("comment"), info.comment},
                     {QStringLiteral("created"), timeText(info.created)},
                     {QStringLiteral("columns"), columns}};
    if (info.lifecycleDays)
        json.insert(QStringLiteral("lifecycle_days"), *info.lifecycleDays);
    if (info.external) {
        json.insert(QStringLiteral("external"),
                    QJsonObject{{QStringLiteral("location"), info.external->location},
                                {QStringLiteral("handler"), info.external->handler},
                                {QStringLiteral("role_arn"), info.external->roleArn},
                                {QStringLiteral("column_mapping"), info.external->columnMapping}});
    }
    return json;
}

catalog::ObjectKind kindNamed(const QString &name)
{
    for (int kind = 0; kind <= int(catalog::lastObjectKind); ++kind) {
        if (catalog::objectKindName(catalog::ObjectKind(kind)) == name)
            return catalog::ObjectKind(kind);
    }
    return catalog::ObjectKind::Table;
}

TableInfo readTable(core::JsonReader reader, ParseType parseType)
{
    TableInfo info;
    info.kind = kindNamed(reader.text(QStringLiteral("kind")));
    info.database = reader.text(QStringLiteral("database"));
    info.schema = reader.text(QStringLiteral("schema"));
    info.name = reader.text(QStringLiteral("name"));
    info.identity = reader.text(QStringLiteral("identity"), QString());
    info.comment = reader.text(QStringLiteral("comment"), QString());
    info.created = timeOf(reader.text(QStringLiteral("created"), QString()));
    for (auto &column : reader.objects(QStringLiteral("columns"))) {
        catalog::Column read;
        read.name = column.text(QStringLiteral("name"));
        read.type = parseType(column.text(QStringLiteral("type")));
        read.comment = column.text(QStringLiteral("comment"), QString());
        if (const auto number = column.optionalInteger(QStringLiteral("number")))
            read.number = int(*number);
        read.isPartitionKey = column.boolean(QStringLiteral("partition"), false);
        info.columns.append(read);
    }
    if (const auto days = reader.optionalInteger(QStringLiteral("lifecycle_days")))
        info.lifecycleDays = int(*days);
    if (auto external = reader.optionalObject(QStringLiteral("external"))) {
        info.external = catalog::ExternalSource{external->text(QStringLiteral("location")),
                                                external->text(QStringLiteral("handler"), QString()),
                                                external->text(QStringLiteral("role_arn"), QString()),
                                                external->text(QStringLiteral("column_mapping"), QString())};
    }
    return info;
}

// What the CREATE statement says of the table.
TableInfo plannedTarget(const MapTable &definition, const MapTableFacts &facts)
{
    TableInfo info;
    info.kind = catalog::ObjectKind::ExternalTable;
    info.database = facts.targetServer.database;
    info.schema = definition.targetSchema.name().toLower();
    info.name = definition.tableName.toLower();
    info.comment = boundedComment(targetTableComment(definition, facts.source));
    info.lifecycleDays = definition.lifecycleDays;
    const QList<PlannedColumn> included = includedColumns(definition, facts.source);
    for (const PlannedColumn &planned : included) {
        catalog::Column column;
        column.name = planned.choice.target.toLower();
        column.type = planned.mapping.target;
        column.comment = boundedComment(targetComment(planned));
        info.columns.append(column);
    }
    const bool hasRole = definition.access == MapTable::Access::RamRole;
    info.external = catalog::ExternalSource{
        locationOf(definition, facts), {}, hasRole ? definition.roleArn : QString(), columnMappingText(included)};
    return info;
}

} // namespace

MappingKey MappingKey::of(const catalog::ServerInfo &server, const QString &schema, const QString &table)
{
    return {server.host.toLower(), server.database.toLower(), schema.toLower(), table.toLower()};
}

MappingKey MappingKey::ofForeign(const catalog::ServerInfo &server, const QString &schema, const QString &table)
{
    return {QStringLiteral("%1:%2").arg(server.host.toLower(), QString::number(server.port)), server.database, schema,
            table};
}

QJsonObject MappingKey::toJson() const
{
    return {{QStringLiteral("server"), server},
            {QStringLiteral("project"), project},
            {QStringLiteral("schema"), schema},
            {QStringLiteral("table"), table}};
}

core::Result<MappingKey> MappingKey::fromJson(const QJsonObject &json)
{
    core::JsonReader reader(json, QStringLiteral("mapping"));
    MappingKey key{reader.text(QStringLiteral("server")), reader.text(QStringLiteral("project")),
                   reader.text(QStringLiteral("schema")), reader.text(QStringLiteral("table"))};
    if (!reader.ok())
        return reader.error();
    return key;
}

QJsonObject Fingerprint::toJson() const
{
    QJsonObject json{{QStringLiteral("source"), tableJson(source)},
                     {QStringLiteral("target"), tableJson(target)},
                     {QStringLiteral("target_seen"), isTargetSeen},
                     {QStringLiteral("made"), timeText(made)}};
    if (foreign)
        json.insert(foreignKey, QJsonObject{{endpointKey, foreign->endpoint}, {typesKey, foreign->types.toJson()}});
    else
        json.insert(QStringLiteral("definition"), definition.toJson());
    return json;
}

core::Result<Fingerprint> Fingerprint::fromJson(const QJsonObject &json)
{
    core::JsonReader reader(json, QStringLiteral("fingerprint"));
    Fingerprint fingerprint;
    if (auto foreign = reader.optionalObject(foreignKey)) {
        const QString endpoint = foreign->text(endpointKey);
        fingerprint.foreign = Fingerprint::Foreign{endpoint, readTypeSettings(*foreign, typesKey, foreign->json())};
    }
    const bool isForeign = fingerprint.foreign.has_value();
    const ParseType ofHologres = catalog::parsePostgresType;
    const ParseType ofMaxCompute = catalog::parseMaxComputeType;
    fingerprint.source = readTable(reader.object(QStringLiteral("source")), isForeign ? ofMaxCompute : ofHologres);
    fingerprint.target = readTable(reader.object(QStringLiteral("target")), isForeign ? ofHologres : ofMaxCompute);
    fingerprint.isTargetSeen = reader.boolean(QStringLiteral("target_seen"));
    fingerprint.made = timeOf(reader.text(QStringLiteral("made"), QString()));
    if (isForeign) {
        if (!reader.ok())
            return reader.error();
        return fingerprint;
    }
    const auto definition = MapTable::fromJson(reader.object(QStringLiteral("definition")).json());
    if (!reader.ok())
        return reader.error();
    if (!definition)
        return core::fail(definition.error());
    fingerprint.definition = *definition;
    return fingerprint;
}

std::optional<catalog::ForeignSource> Fingerprint::shown() const
{
    return foreign && target.external ? catalog::ForeignSource::parse(target.external->location) : std::nullopt;
}

TableInfo comparable(const TableInfo &info)
{
    TableInfo kept;
    kept.kind = info.kind;
    kept.database = info.database;
    kept.schema = info.schema;
    kept.name = info.name;
    kept.identity = info.identity;
    kept.comment = info.comment;
    kept.created = info.created;
    kept.lifecycleDays = info.lifecycleDays;
    kept.external = info.external;
    if (const auto shown = catalog::ForeignSource::of(info))
        kept.external = catalog::ExternalSource{shown->location(), {}, {}, {}};
    for (const auto &column : info.columns) {
        catalog::Column of;
        of.name = column.name;
        of.type = column.type;
        of.comment = column.comment;
        of.number = column.number;
        of.isPartitionKey = column.isPartitionKey;
        kept.columns.append(of);
    }
    return kept;
}

Remembered rememberedOf(const MapTable &definition, const MapTableFacts &facts)
{
    Remembered remembered;
    remembered.key = MappingKey::of(facts.targetServer, definition.targetSchema.name(), definition.tableName);
    remembered.fingerprint.source = comparable(facts.source);
    remembered.fingerprint.target = plannedTarget(definition, facts);
    remembered.fingerprint.definition = definition;
    return remembered;
}

} // namespace isthmus::mapping
