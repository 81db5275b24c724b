// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/federation/readingrelation.h>
#include <isthmus/sandboxsql/types.h>

#include <QStringList>

namespace isthmus::sandbox {

namespace {

using catalog::Column;
using Base = catalog::DataType::Base;

// \a good, or an error where \a isBad holds.
QString guarded(const Column &column, const QString &isBad, const QString &good, const QString &badType)
{
    return QStringLiteral("CASE WHEN %1 THEN mc_runtime.refuse(%2::text, %3, %4)::%5 ELSE %6 END")
        .arg(isBad, dialect::quotePostgresName(column.name), dialect::quotePostgresText(column.type.text),
             dialect::quotePostgresText(column.name), badType, good);
}

QString outsideYears(const QString &value)
{
    return QStringLiteral("%1 < '0001-01-01' OR %1 >= '10000-01-01'").arg(value);
}

QString readingExpression(const Column &column)
{
    const QString name = dialect::quotePostgresName(column.name);
    const QString type = sandboxsql::postgresType(column.type);
    switch (column.type.base) {
    case Base::Date:
        return guarded(column, outsideYears(name), name, type);
    case Base::DateTime:
        return guarded(column, outsideYears(name + QStringLiteral("::timestamp")),
                       QStringLiteral("date_trunc('milliseconds', %1)::%2").arg(name, type), type);
    case Base::TimestampTz:
        return guarded(column, outsideYears(name + QStringLiteral("::timestamp")),
                       QStringLiteral("mc_type.to_instant(%1)").arg(name), QStringLiteral("bytea::") + type);
    case Base::TimestampNtz:
        return guarded(column, outsideYears(name), QStringLiteral("mc_type.to_wall(%1)").arg(name),
                       QStringLiteral("bytea::") + type);
    case Base::Decimal:
        return QStringLiteral("mc_runtime.fit(%1, %2, %3, %4)::%5")
            .arg(name)
            .arg(column.type.precision.value_or(38))
            .arg(column.type.scale.value_or(18))
            .arg(dialect::quotePostgresText(column.name), type);
    case Base::Array:
        // MaxCompute counts from the first element, PostgreSQL from wherever the array says.
        return type.endsWith(u"[]")
            ? guarded(
                column, QStringLiteral("array_ndims(%1) > 1").arg(name),
                QStringLiteral("CASE WHEN array_lower(%1, 1) <> 1 THEN ARRAY(SELECT unnest(%1)) ELSE %1 END").arg(name),
                type)
            : name;
    default:
        return name;
    }
}

} // namespace

QString readingRelation(const TableRow &table, const QString &foreignTable)
{
    QStringList columns;
    bool isSame = true;
    for (const Column &column : table.columns) {
        const QString name = dialect::quotePostgresName(column.name);
        const QString reading = readingExpression(column);
        isSame = isSame && reading == name;
        columns.append(reading + QStringLiteral(" AS ") + name);
    }
    return isSame ? foreignTable
                  : QStringLiteral("(SELECT %1 FROM %2)").arg(columns.join(QStringLiteral(", ")), foreignTable);
}

} // namespace isthmus::sandbox
