// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/dialect/quoting.h>
#include <isthmus/mapping/typeloss/typeloss.h>

namespace isthmus::mapping {

namespace {

using Base = catalog::DataType::Base;

// In the zone in which MaxCompute's range ends.
QString timeLiteral(const char *text, Base base)
{
    const QString literal = u'\'' + QString::fromLatin1(text);
    switch (base) {
    case Base::Date:
        return literal + QStringLiteral("'::date");
    case Base::TimestampNtz:
        return literal + QStringLiteral("'::timestamp");
    default:
        return literal + (literal.endsWith(u"infinity") ? QString() : QStringLiteral(" 00:00+00"))
            + QStringLiteral("'::timestamptz");
    }
}

QString infiniteTime(Base base)
{
    return QStringLiteral("$c IN (") + timeLiteral("infinity", base) + QStringLiteral(", ")
        + timeLiteral("-infinity", base) + u')';
}

QString yearOutside(Base base)
{
    return QStringLiteral("($c < ") + timeLiteral("0001-01-01", base) + QStringLiteral(" OR $c >= ")
        + timeLiteral("10000-01-01", base) + QStringLiteral(") AND NOT ") + infiniteTime(base);
}

QString bytesOf(Base base)
{
    const bool isJson = base == Base::Json || base == Base::Jsonb;
    return isJson ? QStringLiteral("octet_length($c::text)") : QStringLiteral("octet_length($c)");
}

// $c stands for the column. NaN is greater than all numbers; PostgreSQL 11, which Hologres follows, has no infinity and
// does not take the word for a numeric: so that is told by its text, and text is made of large numbers only.
QString pattern(Risk risk, Base base)
{
    switch (risk) {
    case Risk::LowestBigInt:
        return base == Base::Array ? QStringLiteral("'-9223372036854775808'::bigint = ANY ($c)")
                                   : QStringLiteral("$c = '-9223372036854775808'::bigint");
    case Risk::NotANumber:
        return QStringLiteral("$c = 'NaN'::numeric");
    case Risk::InfiniteNumber:
        return QStringLiteral("CASE WHEN abs($c) >= 1e20 THEN $c::text IN ('Infinity', '-Infinity') ELSE false END");
    case Risk::TooManyDigits: // what is rounded to 18 digits behind the point may grow by one before it
        return QStringLiteral("CASE WHEN abs($c) >= 99999999999999999999 THEN abs(round($c, 18)) >= 1e20 AND "
                              "$c::text NOT IN ('NaN', 'Infinity', '-Infinity') ELSE false END");
    case Risk::FinerScale:
        return QStringLiteral("$c <> trunc($c, 18)");
    case Risk::TooLong:
        return bytesOf(base) + QStringLiteral(" > ") + QString::number(maxValueBytes);
    case Risk::InfiniteTime:
        return infiniteTime(base);
    case Risk::YearOutside:
        return yearOutside(base);
    case Risk::ShiftedTime:
        return QStringLiteral("$c >= ") + timeLiteral("0001-01-01", base)
            + QStringLiteral(" AND $c < '1969-12-31 23:59:59+08'::timestamptz");
    case Risk::NullElement: // array_position() takes no others
        return QStringLiteral("CASE WHEN array_ndims($c) = 1 THEN array_position($c, NULL) IS NOT NULL ELSE false END");
    case Risk::Dimensions:
        return QStringLiteral("array_ndims($c) > 1");
    case Risk::LowerBound:
        return QStringLiteral("array_ndims($c) = 1 AND array_lower($c, 1) <> 1");
    case Risk::AnyValue:
        return QStringLiteral("$c IS NOT NULL");
    default:
        return {};
    }
}

} // namespace

QString riskCondition(Risk risk, const catalog::Column &column)
{
    return pattern(risk, column.type.base).replace(QStringLiteral("$c"), dialect::postgresName(column.name));
}

} // namespace isthmus::mapping
