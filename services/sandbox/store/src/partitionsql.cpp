// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/store/partitionsql.h>
#include <isthmus/sandboxsql/types.h>

namespace isthmus::sandbox {

using dialect::quotePostgresName;
using dialect::quotePostgresText;

QString partitionCondition(const TableRow &table, const QStringList &values)
{
    QStringList parts;
    for (qsizetype i = 0; i < values.size(); ++i) {
        const catalog::Column &column = table.partitionColumns[i];
        parts.append(quotePostgresName(column.name) + QStringLiteral(" = ") + partitionLiteral(column, values[i]));
    }
    return parts.join(QStringLiteral(" AND "));
}

QString partitionLiteral(const catalog::Column &column, const QString &value)
{
    return quotePostgresText(value) + QStringLiteral("::") + sandboxsql::postgresType(column.type);
}

} // namespace isthmus::sandbox
