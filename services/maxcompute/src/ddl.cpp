// SPDX-License-Identifier: GPL-3.0-or-later
#include "ddl.h"

#include <isthmus/dialect/quoting.h>

namespace isthmus::maxcompute {

using dialect::maxComputeName;
using dialect::quoteMaxComputeText;

namespace {

QString columnList(const QList<catalog::Column> &columns, bool partitionKeys)
{
    QStringList lines;
    for (const catalog::Column &column : columns) {
        if (column.isPartitionKey != partitionKeys)
            continue;
        QString line = QStringLiteral("    ") + maxComputeName(column.name) + u' ' + column.type.text;
        if (!column.nullable)
            line += QStringLiteral(" NOT NULL");
        if (column.defaultSql)
            line += QStringLiteral(" DEFAULT ") + *column.defaultSql;
        if (!column.comment.isEmpty())
            line += QStringLiteral(" COMMENT ") + quoteMaxComputeText(column.comment);
        lines.append(line);
    }
    return lines.join(QStringLiteral(",\n"));
}

QString propertyList(const QList<QPair<QString, QString>> &properties)
{
    QStringList items;
    for (const auto &[key, value] : properties)
        items.append(quoteMaxComputeText(key) + u'=' + quoteMaxComputeText(value));
    return items.join(QStringLiteral(", "));
}

// The list says what the columns are called, whatever the query calls them.
QString viewDdl(const catalog::TableInfo &info, const QString &name)
{
    QStringList columns;
    for (const catalog::Column &column : info.columns) {
        QString line = QStringLiteral("    ") + maxComputeName(column.name);
        if (!column.comment.isEmpty())
            line += QStringLiteral(" COMMENT ") + quoteMaxComputeText(column.comment);
        columns.append(line);
    }
    QString text = info.kind == catalog::ObjectKind::View ? QStringLiteral("CREATE VIEW IF NOT EXISTS ")
                                                          : QStringLiteral("CREATE MATERIALIZED VIEW IF NOT EXISTS ");
    text += name;
    if (!columns.isEmpty())
        text += QStringLiteral(" (\n") + columns.join(QStringLiteral(",\n")) + QStringLiteral("\n)");
    if (!info.comment.isEmpty())
        text += QStringLiteral("\nCOMMENT ") + quoteMaxComputeText(info.comment);
    return text + QStringLiteral("\nAS\n") + info.viewText + u';';
}

} // namespace

QString synthesisedDdl(const catalog::TableInfo &info)
{
    const QString name = maxComputeName(info.schema) + u'.' + maxComputeName(info.name);
    if (info.kind == catalog::ObjectKind::View || info.kind == catalog::ObjectKind::MaterializedView)
        return viewDdl(info, name);
    QString text = info.external ? QStringLiteral("CREATE EXTERNAL TABLE IF NOT EXISTS ")
                                 : QStringLiteral("CREATE TABLE IF NOT EXISTS ");
    text += name + QStringLiteral(" (\n") + columnList(info.columns, false) + QStringLiteral("\n)");
    if (!info.comment.isEmpty())
        text += QStringLiteral("\nCOMMENT ") + quoteMaxComputeText(info.comment);
    if (!info.partitionColumns().isEmpty())
        text += QStringLiteral("\nPARTITIONED BY (\n") + columnList(info.columns, true) + QStringLiteral("\n)");
    if (info.external) {
        if (!info.external->handler.isEmpty())
            text += QStringLiteral("\nSTORED BY ") + quoteMaxComputeText(info.external->handler);
        if (!info.external->roleArn.isEmpty())
            text += QStringLiteral("\nWITH SERDEPROPERTIES (")
                + propertyList({{QStringLiteral("odps.properties.rolearn"), info.external->roleArn}}) + u')';
        text += QStringLiteral("\nLOCATION ") + quoteMaxComputeText(info.external->location);
    }
    if (!info.properties.isEmpty())
        text += QStringLiteral("\nTBLPROPERTIES (") + propertyList(info.properties) + u')';
    if (info.lifecycleDays)
        text += QStringLiteral("\nLIFECYCLE %1").arg(*info.lifecycleDays);
    return text + u';';
}

} // namespace isthmus::maxcompute
