// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/store/partitionsql.h>
#include <isthmus/sandboxsql/types.h>

#include <QDate>

#include <limits>

namespace isthmus::sandbox {

using dialect::quotePostgresName;
using dialect::quotePostgresText;
using Base = catalog::DataType::Base;

namespace {

constexpr qsizetype maxPartitionValue = 255;

bool isInteger(const catalog::DataType &type)
{
    return type.base == Base::TinyInt || type.base == Base::SmallInt || type.base == Base::Int
        || type.base == Base::BigInt;
}

bool fitsInteger(const catalog::DataType &type, const QString &value)
{
    bool isNumber = false;
    const qint64 number = value.toLongLong(&isNumber);
    const qint64 limit = type.base == Base::TinyInt ? 127
        : type.base == Base::SmallInt               ? 32767
        : type.base == Base::Int                    ? 2147483647
                                                    : std::numeric_limits<qint64>::max();
    return isNumber && number <= limit && number >= -limit - 1;
}

// One spelling for each day.
bool isDate(const QString &value)
{
    const QDate day = value.size() == 10 ? QDate::fromString(value, Qt::ISODate) : QDate();
    return day.isValid() && day.year() >= 1;
}

} // namespace

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

QString partitionValueText(const catalog::Column &column, const QString &value)
{
    if (!isInteger(column.type))
        return value;
    bool isNumber = false;
    const qint64 number = value.toLongLong(&isNumber);
    return isNumber ? QString::number(number) : value;
}

QString partitionProblem(const TableRow &table, const QStringList &values)
{
    for (qsizetype i = 0; i < values.size(); ++i) {
        const catalog::Column &column = table.partitionColumns[i];
        const QString &value = values[i];
        const auto problem = [&](const QString &why) {
            return QStringLiteral("'%1' is no value of partition column '%2': %3")
                .arg(value.left(255), column.name, why);
        };
        if (value.isEmpty())
            return problem(QStringLiteral("it is empty"));
        if (value.size() > maxPartitionValue)
            return problem(QStringLiteral("it is longer than %1 bytes").arg(maxPartitionValue));
        if (value != value.trimmed())
            return problem(QStringLiteral("it begins or ends with a blank"));
        for (const QChar c : value) {
            if (c < u' ' || c > u'~')
                return problem(QStringLiteral("it may hold letters, digits and other printable ASCII characters only"));
            if (QStringView(u"/,='\"\\").contains(c))
                return problem(QStringLiteral("it must not hold any of / , = ' \" \\"));
        }
        const bool fits = isInteger(column.type) ? fitsInteger(column.type, value)
            : column.type.base == Base::Date     ? isDate(value)
                                                 : true;
        if (!fits)
            return problem(QStringLiteral("it is no %1").arg(column.type.text));
        if (column.type.base == Base::VarChar && column.type.length && value.size() > *column.type.length)
            return problem(QStringLiteral("it is longer than %1").arg(column.type.text));
    }
    return {};
}

} // namespace isthmus::sandbox
