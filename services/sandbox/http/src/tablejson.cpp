// SPDX-License-Identifier: GPL-3.0-or-later
#include "tablejson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace isthmus::sandbox {

namespace {

QJsonArray columnsArray(const QList<catalog::Column> &columns)
{
    QJsonArray array;
    for (const catalog::Column &column : columns) {
        QJsonObject object{{QStringLiteral("name"), column.name},
                           {QStringLiteral("type"), column.type.text.toLower()},
                           {QStringLiteral("comment"), column.comment},
                           {QStringLiteral("label"), QString()},
                           {QStringLiteral("isNullable"), column.nullable},
                           {QStringLiteral("hasDefaultValue"), column.defaultSql.has_value()}};
        if (column.defaultSql)
            object.insert(QStringLiteral("defaultValue"), *column.defaultSql);
        array.append(object);
    }
    return array;
}

QJsonObject pairsObject(const QList<QPair<QString, QString>> &pairs)
{
    QJsonObject object;
    for (const auto &[key, value] : pairs)
        object.insert(key, value);
    return object;
}

// Some members are JSON again, as text.
QString nestedText(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject reserved(const TableRow &table)
{
    QJsonObject object{{QStringLiteral("schema_version"), QString::number(table.schemaVersion)}};
    for (const auto &[key, value] : table.properties) {
        if (key.compare(u"transactional", Qt::CaseInsensitive) == 0)
            object.insert(QStringLiteral("Transactional"), value.toLower());
    }
    if (!table.primaryKey.isEmpty())
        object.insert(QStringLiteral("PrimaryKey"), QJsonArray::fromStringList(table.primaryKey));
    return object;
}

} // namespace

QString tableTypeName(TableKind kind)
{
    switch (kind) {
    case TableKind::External:
        return QStringLiteral("EXTERNAL_TABLE");
    case TableKind::View:
        return QStringLiteral("VIRTUAL_VIEW");
    case TableKind::Managed:
        break;
    }
    return QStringLiteral("MANAGED_TABLE");
}

QByteArray tableJson(const TableRow &table, bool extended)
{
    QJsonObject object{
        {QStringLiteral("columns"), columnsArray(table.columns)},
        {QStringLiteral("partitionKeys"), columnsArray(table.partitionColumns)},
        {QStringLiteral("comment"), table.comment},
        {QStringLiteral("owner"), table.owner},
        {QStringLiteral("createTime"), table.created},
        {QStringLiteral("lastModifiedTime"), table.lastModified},
        {QStringLiteral("lastDDLTime"), table.lastDdl},
        {QStringLiteral("lastAccessTime"), 0},
        {QStringLiteral("isVirtualView"), table.kind == TableKind::View},
        {QStringLiteral("isMaterializedView"), false},
        {QStringLiteral("isMaterializedViewRewriteEnabled"), false},
        {QStringLiteral("isExternal"), table.kind == TableKind::External},
        {QStringLiteral("lifecycle"), table.lifecycleDays.value_or(-1)},
        {QStringLiteral("hubLifecycle"), -1},
        {QStringLiteral("size"), table.sizeBytes},
        // Only its partitions tell the rows of a partitioned table.
        {QStringLiteral("recordNum"), table.partitionColumns.isEmpty() ? table.rows : -1},
        {QStringLiteral("tableLabel"), QStringLiteral("0")},
        {QStringLiteral("shardExist"), false},
        {QStringLiteral("viewText"), table.viewText},
        {QStringLiteral("viewExpandedText"), table.viewText},
    };
    if (extended || table.external) {
        const ExternalDefinition external = table.external.value_or(ExternalDefinition());
        object.insert(QStringLiteral("location"), external.location);
        object.insert(QStringLiteral("storageHandler"), external.storageHandler);
        object.insert(QStringLiteral("resources"), QString());
        object.insert(QStringLiteral("serDeProperties"), nestedText(pairsObject(external.serdeProperties)));
        object.insert(QStringLiteral("tableProperties"), nestedText(pairsObject(table.properties)));
    }
    if (extended) {
        object.insert(QStringLiteral("IsArchived"), false);
        object.insert(QStringLiteral("PhysicalSize"), table.sizeBytes);
        object.insert(QStringLiteral("FileNum"), table.sizeBytes > 0 ? 1 : 0);
        object.insert(QStringLiteral("Reserved"), nestedText(reserved(table)));
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray partitionJson(const TableRow &table, const PartitionRow &partition, bool extended)
{
    QJsonObject object{
        {QStringLiteral("createTime"), partition.created},
        {QStringLiteral("lastDDLTime"), partition.lastDdl},
        {QStringLiteral("lastModifiedTime"), partition.lastModified},
        {QStringLiteral("lastAccessTime"), 0},
        {QStringLiteral("partitionSize"), partition.sizeBytes},
        {QStringLiteral("partitionRecordNum"), partition.rows},
    };
    if (extended) {
        object.insert(QStringLiteral("IsArchived"), false);
        object.insert(QStringLiteral("IsExstore"), false);
        object.insert(QStringLiteral("LifeCycle"), table.lifecycleDays.value_or(-1));
        object.insert(QStringLiteral("PhysicalSize"), partition.sizeBytes);
        object.insert(QStringLiteral("FileNum"), partition.rows > 0 ? 1 : 0);
        object.insert(QStringLiteral("Reserved"), QStringLiteral("{}"));
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace isthmus::sandbox
