// SPDX-License-Identifier: GPL-3.0-or-later
#include "tablereading.h"

#include <isthmus/core/redact.h>
#include <isthmus/wire/signature.h>
#include <isthmus/wire/tunnelschema.h>

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace isthmus::maxcompute {

using catalog::ObjectKind;

namespace {

// Some members hold JSON as text.
QJsonObject jsonInText(const QJsonValue &value)
{
    return value.isObject() ? value.toObject() : QJsonDocument::fromJson(value.toString().toUtf8()).object();
}

QDateTime epochTime(const QJsonValue &value)
{
    const qint64 seconds = value.toInteger();
    return seconds > 0 ? QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC) : QDateTime();
}

std::optional<qint64> countOf(const QJsonValue &value)
{
    const qint64 count = value.toInteger(-1);
    return count >= 0 ? std::optional(count) : std::nullopt;
}

catalog::ExternalSource externalSource(const QJsonObject &json)
{
    const QJsonObject serde = jsonInText(json.value(u"serDeProperties"));
    const QJsonObject properties = jsonInText(json.value(u"tableProperties"));
    catalog::ExternalSource source;
    source.location = core::redacted(json.value(u"location").toString());
    source.handler = json.value(u"storageHandler").toString();
    source.roleArn = serde.value(u"odps.properties.rolearn").toString();
    source.columnMapping = properties.value(u"odps.federation.jdbc.colmapping").toString();
    return source;
}

QList<QPair<QString, QString>> propertiesOf(const QJsonObject &json)
{
    QList<QPair<QString, QString>> list;
    const QJsonObject properties = jsonInText(json.value(u"tableProperties"));
    for (auto it = properties.begin(); it != properties.end(); ++it)
        list.append({it.key(), core::redactedValue(it.key(), it.value().toVariant().toString())});
    const QJsonObject reserved = jsonInText(json.value(u"Reserved"));
    const auto add = [&list](const QString &key, const QJsonValue &value) {
        const QString text = value.toVariant().toString();
        if (!text.isEmpty())
            list.append({key, text});
    };
    add(QStringLiteral("transactional"), reserved.value(u"Transactional"));
    add(QStringLiteral("cluster_type"), reserved.value(u"ClusterType"));
    add(QStringLiteral("bucket_num"), reserved.value(u"BucketNum"));
    std::sort(list.begin(), list.end());
    return list;
}

void markPrimaryKey(const QJsonObject &json, QList<catalog::Column> &columns)
{
    const QJsonArray keys = jsonInText(json.value(u"Reserved")).value(u"PrimaryKey").toArray();
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const QString name = keys.at(i).toString();
        const auto it = std::find_if(columns.begin(), columns.end(), [&name](const catalog::Column &column) {
            return column.name.compare(name, Qt::CaseInsensitive) == 0;
        });
        if (it != columns.end())
            it->keyPosition = int(i + 1);
    }
}

} // namespace

QJsonObject tableJson(const XmlNode &table)
{
    return QJsonDocument::fromJson(table.childText(u"Schema").toUtf8()).object();
}

ObjectKind tableKind(const QString &type, const QJsonObject &json, bool isInExternalSchema)
{
    if (isInExternalSchema)
        return ObjectKind::ExternalTable;
    if (type == u"MATERIALIZED_VIEW" || json.value(u"isMaterializedView").toBool())
        return ObjectKind::MaterializedView;
    if (type == u"VIRTUAL_VIEW" || json.value(u"isVirtualView").toBool())
        return ObjectKind::View;
    if (type == u"EXTERNAL_TABLE" || type == u"OBJECT_TABLE" || json.value(u"isExternal").toBool())
        return ObjectKind::ExternalTable;
    return json.value(u"partitionKeys").toArray().isEmpty() ? ObjectKind::Table : ObjectKind::PartitionedTable;
}

core::Result<catalog::TableInfo> readTable(const XmlNode &table, const QJsonObject &plain, const QJsonObject &extended,
                                           bool isInExternalSchema)
{
    auto columns = wire::columnsFromSchema(plain);
    if (!columns)
        return core::fail(columns.error());
    QJsonObject json = plain;
    for (auto it = extended.begin(); it != extended.end(); ++it)
        json.insert(it.key(), it.value());

    catalog::TableInfo info;
    info.kind = tableKind(table.childText(u"Type"), json, isInExternalSchema);
    info.name = table.childText(u"Name");
    info.identity = table.childText(u"TableId");
    info.owner = table.childText(u"Owner");
    info.comment = json.value(u"comment").toString(table.childText(u"Comment"));
    info.columns = std::move(*columns);
    markPrimaryKey(json, info.columns);
    const bool hasOwnRows = info.kind == ObjectKind::Table || info.kind == ObjectKind::PartitionedTable
        || info.kind == ObjectKind::MaterializedView;
    if (hasOwnRows) {
        info.rowEstimate = countOf(json.value(u"recordNum"));
        info.sizeBytes = countOf(json.value(u"size"));
    }
    if (const qint64 days = json.value(u"lifecycle").toInteger(-1); days > 0 && days <= 1'000'000)
        info.lifecycleDays = int(days);
    info.created = epochTime(json.value(u"createTime"));
    if (!info.created.isValid())
        info.created = wire::parseHttpDate(table.childText(u"CreationTime").toUtf8());
    info.lastDdl = epochTime(json.value(u"lastDDLTime"));
    info.lastModified = epochTime(json.value(u"lastModifiedTime"));
    info.properties = propertiesOf(json);
    if (info.kind == ObjectKind::ExternalTable)
        info.external = externalSource(json);
    info.viewText = json.value(u"viewText").toString();
    return info;
}

QByteArray restPartitionText(const catalog::PartitionSpec &spec)
{
    QStringList parts;
    for (const catalog::PartitionPart &part : spec) {
        const QChar quote = part.value.contains(u'\'') ? u'"' : u'\''; // there is no escape
        parts.append(part.column + u'=' + quote + part.value + quote);
    }
    return parts.join(u',').toUtf8();
}

void readPartition(const QJsonObject &json, catalog::TableInfo &partition)
{
    const auto count = [&json](QStringView key) {
        const qint64 value = json.value(key).toInteger(-1);
        return value < 0 ? std::nullopt : std::optional(value);
    };
    partition.created = epochTime(json.value(u"createTime"));
    partition.lastDdl = epochTime(json.value(u"lastDDLTime"));
    partition.lastModified = epochTime(json.value(u"lastModifiedTime"));
    partition.sizeBytes = count(u"partitionSize");
    partition.rowEstimate = count(u"partitionRecordNum");
}

QString partitionSpec(const XmlNode &partition)
{
    catalog::PartitionSpec spec;
    for (const XmlNode &node : partition.children) {
        if (node.name == u"Column")
            spec.append({node.attribute(u"Name"), node.attribute(u"Value")});
    }
    return catalog::partitionSpecText(spec);
}

} // namespace isthmus::maxcompute
