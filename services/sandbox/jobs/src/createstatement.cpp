// SPDX-License-Identifier: GPL-3.0-or-later
#include "createstatement.h"

#include <isthmus/dialect/quoting.h>

namespace isthmus::sandbox {

using dialect::maxComputeName;
using dialect::quoteMaxComputeText;

namespace {

QString propertiesText(const QList<QPair<QString, QString>> &properties)
{
    QStringList parts;
    for (const auto &[key, value] : properties)
        parts.append(QStringLiteral("  %1=%2").arg(quoteMaxComputeText(key), quoteMaxComputeText(value)));
    return QStringLiteral("(\n%1\n)").arg(parts.join(QStringLiteral(",\n")));
}

QString commentText(const QString &comment)
{
    return comment.isEmpty() ? QString() : QStringLiteral(" COMMENT ") + quoteMaxComputeText(comment);
}

QString columnText(const catalog::Column &column)
{
    QString text = QStringLiteral("  %1 %2").arg(maxComputeName(column.name), column.type.text);
    if (!column.nullable)
        text += QStringLiteral(" NOT NULL");
    if (column.defaultSql)
        text += QStringLiteral(" DEFAULT ") + *column.defaultSql;
    return text + commentText(column.comment);
}

QString columnLines(const QList<catalog::Column> &columns)
{
    QStringList lines;
    for (const catalog::Column &column : columns)
        lines.append(columnText(column));
    return lines.join(QStringLiteral(",\n"));
}

// With its columns always: what the query calls them depends on the tables it reads.
QString createView(const TableRow &view, const QString &name)
{
    QStringList lines;
    for (const catalog::Column &column : view.columns)
        lines.append(QStringLiteral("  ") + maxComputeName(column.name) + commentText(column.comment));
    QString text = QStringLiteral("CREATE VIEW IF NOT EXISTS %1 (\n%2\n)").arg(name, lines.join(QStringLiteral(",\n")));
    if (!view.comment.isEmpty())
        text += QStringLiteral("\nCOMMENT ") + quoteMaxComputeText(view.comment);
    // A comment at the end would take the semicolon in.
    const bool endsInComment = view.viewText.mid(view.viewText.lastIndexOf(u'\n') + 1).contains(u"--");
    return text + QStringLiteral("\nAS\n") + view.viewText
        + (endsInComment ? QStringLiteral("\n;") : QStringLiteral(";"));
}

} // namespace

QString createStatement(const TableRow &table, bool withSchema)
{
    const QString name = (withSchema ? maxComputeName(table.schema) + u'.' : QString()) + maxComputeName(table.name);
    if (table.kind == TableKind::View)
        return createView(table, name);
    QString lines = columnLines(table.columns);
    if (!table.primaryKey.isEmpty()) {
        QStringList key;
        for (const QString &column : table.primaryKey)
            key.append(maxComputeName(column));
        lines += QStringLiteral(",\n  PRIMARY KEY (%1)").arg(key.join(QStringLiteral(", ")));
    }
    QString text = QStringLiteral("CREATE %1TABLE IF NOT EXISTS %2 (\n%3\n)")
                       .arg(table.external ? QStringLiteral("EXTERNAL ") : QString(), name, lines);
    if (!table.comment.isEmpty())
        text += QStringLiteral("\nCOMMENT ") + quoteMaxComputeText(table.comment);
    if (!table.partitionColumns.isEmpty())
        text += QStringLiteral("\nPARTITIONED BY (\n%1\n)").arg(columnLines(table.partitionColumns));
    if (table.external) {
        text += QStringLiteral("\nSTORED BY ") + quoteMaxComputeText(table.external->storageHandler);
        if (!table.external->serdeProperties.isEmpty())
            text += QStringLiteral("\nWITH SERDEPROPERTIES ") + propertiesText(table.external->serdeProperties);
        text += QStringLiteral("\nLOCATION ") + quoteMaxComputeText(table.external->location);
    }
    if (!table.properties.isEmpty())
        text += QStringLiteral("\nTBLPROPERTIES ") + propertiesText(table.properties);
    if (table.lifecycleDays)
        text += QStringLiteral("\nLIFECYCLE %1").arg(*table.lifecycleDays);
    return text + u';';
}

} // namespace isthmus::sandbox
