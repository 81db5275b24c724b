// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/store/storerows.h>

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace isthmus::sandbox {

namespace {

QJsonArray pairsArray(const QList<QPair<QString, QString>> &pairs)
{
    QJsonArray array;
    for (const auto &[key, value] : pairs)
        array.append(QJsonArray{key, value});
    return array;
}

QList<QPair<QString, QString>> pairsOf(const QJsonArray &array)
{
    QList<QPair<QString, QString>> pairs;
    for (const QJsonValue &entry : array)
        pairs.append({entry.toArray().at(0).toString(), entry.toArray().at(1).toString()});
    return pairs;
}

} // namespace

QString kindText(TableKind kind)
{
    switch (kind) {
    case TableKind::External:
        return QStringLiteral("external");
    case TableKind::View:
        return QStringLiteral("view");
    case TableKind::Managed:
        break;
    }
    return QStringLiteral("managed");
}

TableKind kindOf(const QString &text)
{
    if (text == u"external")
        return TableKind::External;
    return text == u"view" ? TableKind::View : TableKind::Managed;
}

QString rowNumberDefinition()
{
    return rowNumberColumn + QStringLiteral(" bigint GENERATED ALWAYS AS IDENTITY");
}

QString dataSchemaName(qint64 schemaId)
{
    return dialect::quotePostgresName(QStringLiteral("mc_data_%1").arg(schemaId));
}

QString TableRow::dataRelation() const
{
    return dataSchemaName(schemaId) + u'.' + dialect::quotePostgresName(QStringLiteral("t%1").arg(id));
}

bool TableRow::isSet(QStringView property) const
{
    return std::any_of(properties.cbegin(), properties.cend(), [&](const auto &entry) {
        return entry.first.compare(property, Qt::CaseInsensitive) == 0
            && entry.second.compare(u"true", Qt::CaseInsensitive) == 0;
    });
}

QString InstanceRow::resultRelation() const
{
    return QStringLiteral("mc_result.") + dialect::quotePostgresName(QString(QStringLiteral("r_") + id));
}

InstanceRow InstanceRow::over(const QString &endStatus, const QString &endResult) const
{
    InstanceRow row = *this;
    row.status = endStatus;
    row.result = endResult;
    row.ended = QDateTime::currentSecsSinceEpoch();
    return row;
}

QList<catalog::Column> InstanceRow::storedColumns() const
{
    QList<catalog::Column> stored = columns.value_or(QList<catalog::Column>());
    for (qsizetype i = 0; i < stored.size(); ++i)
        stored[i].name = QStringLiteral("c%1").arg(i);
    return stored;
}

QByteArray columnsToJson(const QList<catalog::Column> &columns)
{
    QJsonArray array;
    for (const catalog::Column &column : columns) {
        QJsonObject object{{QStringLiteral("name"), column.name}, {QStringLiteral("type"), column.type.text}};
        if (!column.comment.isEmpty())
            object.insert(QStringLiteral("comment"), column.comment);
        if (!column.nullable)
            object.insert(QStringLiteral("notNull"), true);
        if (column.defaultSql)
            object.insert(QStringLiteral("default"), *column.defaultSql);
        if (column.keyPosition)
            object.insert(QStringLiteral("key"), *column.keyPosition);
        array.append(object);
    }
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

QList<catalog::Column> columnsFromJson(const QByteArray &json, bool arePartitionKeys)
{
    QList<catalog::Column> columns;
    for (const QJsonValue &entry : QJsonDocument::fromJson(json).array()) {
        const QJsonObject object = entry.toObject();
        catalog::Column column;
        column.name = object.value(u"name").toString();
        column.type = catalog::parseMaxComputeType(object.value(u"type").toString());
        column.comment = object.value(u"comment").toString();
        column.nullable = !object.value(u"notNull").toBool();
        if (object.contains(u"default"))
            column.defaultSql = object.value(u"default").toString();
        if (object.contains(u"key"))
            column.keyPosition = object.value(u"key").toInt();
        column.isPartitionKey = arePartitionKeys;
        columns.append(column);
    }
    return columns;
}

QByteArray pairsToJson(const QList<QPair<QString, QString>> &pairs)
{
    return QJsonDocument(pairsArray(pairs)).toJson(QJsonDocument::Compact);
}

QList<QPair<QString, QString>> pairsFromJson(const QByteArray &json)
{
    return pairsOf(QJsonDocument::fromJson(json).array());
}

QByteArray externalToJson(const ExternalDefinition &definition)
{
    const QJsonObject object{
        {QStringLiteral("location"), definition.location},
        {QStringLiteral("storageHandler"), definition.storageHandler},
        {QStringLiteral("host"), definition.host},
        {QStringLiteral("port"), definition.port},
        {QStringLiteral("database"), definition.database},
        {QStringLiteral("schema"), definition.sourceSchema},
        {QStringLiteral("table"), definition.sourceTable},
        {QStringLiteral("roleArn"), definition.roleArn},
        {QStringLiteral("columnMapping"), pairsArray(definition.columnMapping)},
        {QStringLiteral("serdeProperties"), pairsArray(definition.serdeProperties)},
    };
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

ExternalDefinition externalFromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    ExternalDefinition definition;
    definition.location = object.value(u"location").toString();
    definition.storageHandler = object.value(u"storageHandler").toString();
    definition.host = object.value(u"host").toString();
    definition.port = object.value(u"port").toInt();
    definition.database = object.value(u"database").toString();
    definition.sourceSchema = object.value(u"schema").toString();
    definition.sourceTable = object.value(u"table").toString();
    definition.roleArn = object.value(u"roleArn").toString();
    definition.columnMapping = pairsOf(object.value(u"columnMapping").toArray());
    definition.serdeProperties = pairsOf(object.value(u"serdeProperties").toArray());
    return definition;
}

} // namespace isthmus::sandbox
