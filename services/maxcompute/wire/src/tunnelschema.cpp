// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/wire/tunnelschema.h>

#include <QCoreApplication>
#include <QJsonArray>

namespace isthmus::wire {

namespace {

constexpr qsizetype maxColumns = 10'000;

tl::unexpected<core::Error> badSchema(const QString &detail)
{
    return core::fail(
        core::ErrorKind::Protocol,
        QCoreApplication::translate("MaxCompute", "The server's description of the columns cannot be read."), {}, {},
        detail);
}

core::Result<core::Done> readColumns(const QJsonArray &array, bool arePartitionKeys, QList<catalog::Column> &columns)
{
    for (const auto &value : array) {
        const QJsonObject object = value.toObject();
        catalog::Column column;
        column.name = object.value(u"name").toString();
        const QString type = object.value(u"type").toString();
        if (column.name.isEmpty() || type.isEmpty())
            return badSchema(QStringLiteral("column %1 has no name or type").arg(columns.size() + 1));
        column.type = catalog::parseMaxComputeType(type);
        column.comment = object.value(u"comment").toString();
        column.nullable = object.value(u"isNullable").toBool(true);
        if (object.value(u"hasDefaultValue").toBool() || object.value(u"defaultValue").isString()) {
            const QString text = object.value(u"defaultValue").toString();
            if (!text.isEmpty())
                column.defaultSql = text;
        }
        column.isPartitionKey = arePartitionKeys;
        columns.append(column);
    }
    return core::Done{};
}

QJsonObject columnJson(const catalog::Column &column)
{
    QJsonObject object{
        {QStringLiteral("name"), column.name},
        {QStringLiteral("type"), column.type.text},
        {QStringLiteral("comment"), column.comment},
        {QStringLiteral("isNullable"), column.nullable},
    };
    if (column.defaultSql) {
        object.insert(QStringLiteral("hasDefaultValue"), true);
        object.insert(QStringLiteral("defaultValue"), *column.defaultSql);
    }
    return object;
}

} // namespace

core::Result<QList<catalog::Column>> columnsFromSchema(const QJsonObject &schema)
{
    if (!schema.value(u"columns").isArray())
        return badSchema(QStringLiteral("member \"columns\" is missing"));
    const QJsonArray plain = schema.value(u"columns").toArray();
    const QJsonArray keys = schema.value(u"partitionKeys").toArray();
    if (plain.size() + keys.size() > maxColumns)
        return badSchema(QStringLiteral("%1 columns").arg(plain.size() + keys.size()));
    QList<catalog::Column> columns;
    if (const auto read = readColumns(plain, false, columns); !read)
        return core::fail(read.error());
    if (const auto read = readColumns(keys, true, columns); !read)
        return core::fail(read.error());
    return columns;
}

QJsonObject schemaFromColumns(const QList<catalog::Column> &columns)
{
    QJsonArray plain;
    QJsonArray keys;
    for (const auto &column : columns)
        (column.isPartitionKey ? keys : plain).append(columnJson(column));
    return {{QStringLiteral("columns"), plain}, {QStringLiteral("partitionKeys"), keys}};
}

} // namespace isthmus::wire
