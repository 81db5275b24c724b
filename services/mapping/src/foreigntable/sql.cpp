// SPDX-License-Identifier: GPL-3.0-or-later
#include "foreigntable/foreigntable.h"

#include <isthmus/dialect/quoting.h>

#include <QRegularExpression>

namespace isthmus::mapping {

namespace {

using dialect::quotePostgresName;
using dialect::quotePostgresText;

QString columnLines(const QList<ForeignColumn> &columns)
{
    QStringList lines;
    for (const ForeignColumn &column : columns)
        lines.append(QStringLiteral("    %1 %2")
                         .arg(quotePostgresName(column.source.name.toLower()), column.verdict.target.text));
    return lines.join(QStringLiteral(",\n"));
}

// Whether the server itself gives the table the name and the columns that are planned. No source says what it makes of
// a prefix that needs quotes.
bool canImport(const MapToHologres &definition, const PlannedTable &table)
{
    static const QRegularExpression plain(QStringLiteral("\\A[a-z_][a-z0-9_]*\\z"));
    return plain.match(definition.naming.prefix + u't' + definition.naming.suffix).hasMatch()
        && table.name == definition.naming.prefix + table.source.name().toLower() + definition.naming.suffix
        && definition.choicesOf(table.source).isEmpty() && table.columns == table.sourceColumns
        && definition.types == TypeSettings();
}

QString importSql(const MapToHologres &definition, const catalog::ForeignSource &source)
{
    QStringList options{QStringLiteral("if_table_exist 'error'"), QStringLiteral("if_unsupported_type 'error'")};
    if (!definition.naming.prefix.isEmpty())
        options.append(QStringLiteral("prefix ") + quotePostgresText(definition.naming.prefix));
    if (!definition.naming.suffix.isEmpty())
        options.append(QStringLiteral("suffix ") + quotePostgresText(definition.naming.suffix));
    return QStringLiteral("IMPORT FOREIGN SCHEMA %1 LIMIT TO (%2)\nFROM SERVER %3 INTO %4\nOPTIONS (%5);")
        .arg(quotePostgresName(source.projectText()), quotePostgresName(source.table), catalog::ForeignSource::server,
             quotePostgresName(definition.targetSchema.name()), options.join(QStringLiteral(", ")));
}

QString commentLines(const QString &relation, const catalog::TableInfo &source, const QList<ForeignColumn> &columns)
{
    QString lines;
    if (!source.comment.isEmpty())
        lines +=
            QStringLiteral("\nCOMMENT ON FOREIGN TABLE %1 IS %2;").arg(relation, quotePostgresText(source.comment));
    for (const ForeignColumn &column : columns) {
        if (!column.source.comment.isEmpty())
            lines += QStringLiteral("\nCOMMENT ON COLUMN %1.%2 IS %3;")
                         .arg(relation, quotePostgresName(column.source.name.toLower()),
                              quotePostgresText(column.source.comment));
    }
    return lines;
}

} // namespace

QString foreignTableSql(const MapToHologres &definition, const MapToHologresFacts &facts,
                        const catalog::TableInfo &source, const PlannedTable &table)
{
    const auto shown = foreignSourceOf(source, facts);
    const auto columns = declaredColumns(definition, source, facts.targetServer);
    const QString relation = quotePostgresName(definition.targetSchema.name()) + u'.' + quotePostgresName(table.name);
    const QString made = canImport(definition, table)
        ? importSql(definition, shown)
        : QStringLiteral("CREATE FOREIGN TABLE %1 (\n%2\n) SERVER %3 OPTIONS (project_name %4, table_name %5);")
              .arg(relation, columnLines(columns), catalog::ForeignSource::server,
                   quotePostgresText(shown.projectText()), quotePostgresText(shown.table));
    return made + commentLines(relation, source, columns);
}

QString dropForeignTableSql(const QString &schema, const QString &table)
{
    return QStringLiteral("DROP FOREIGN TABLE %1.%2;").arg(quotePostgresName(schema), quotePostgresName(table));
}

} // namespace isthmus::mapping
