// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversion.h"

#include "nestedconversion.h"
#include "typerules.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandboxsql/runtime.h>
#include <isthmus/sandboxsql/types.h>

namespace isthmus::sandboxsql {

using catalog::DataType;
using Base = DataType::Base;

namespace {

[[noreturn]] void failConversion(const SqlValue &value, const DataType &type, SourcePosition at)
{
    throw SqlError::semantic(at,
                             QStringLiteral("a value of type %1 cannot be converted to %2")
                                 .arg(value.type.text.isEmpty() ? QStringLiteral("NULL") : value.type.text, type.text));
}

QString runtimeCall(const char *function, const QString &argument)
{
    return runtimeName(QLatin1String(function)) + u'(' + argument + u')';
}

QString asPostgres(const QString &sql, const DataType &type)
{
    return sql + QStringLiteral("::") + postgresType(type);
}

QString toText(const SqlValue &value, const DataType &type, SourcePosition at)
{
    switch (value.type.base) {
    case Base::Float:
    case Base::Double:
        return runtimeCall("double_text", asPostgres(value.sql, value.type));
    case Base::Decimal:
        return runtimeCall("decimal_text", value.sql);
    case Base::Date:
        return QStringLiteral("to_char(%1, 'YYYY-MM-DD')").arg(value.sql);
    case Base::DateTime:
        return QStringLiteral("to_char(%1, 'YYYY-MM-DD HH24:MI:SS')").arg(wallTime(value, at));
    case Base::TimestampTz:
    case Base::TimestampNtz:
        return QStringLiteral("mc_type.to_text(%1)").arg(value.sql);
    case Base::IntervalDayTime:
    case Base::IntervalYearMonth:
        return runtimeCall("interval_text", value.sql);
    case Base::Binary:
        return runtimeCall("binary_text", value.sql);
    case Base::Array:
    case Base::Map:
    case Base::Struct:
        failConversion(value, type, at);
    default:
        return value.sql + QStringLiteral("::text");
    }
}

bool isInstant(const DataType &type)
{
    return type.base == Base::DateTime || type.base == Base::TimestampTz;
}

// A DATETIME of PostgreSQL's own instant.
QString asDateTime(const QString &instant)
{
    return QStringLiteral("date_trunc('milliseconds', %1)::timestamptz(3)").arg(instant);
}

QString toInteger(const SqlValue &value, const DataType &type, SourcePosition at)
{
    QString sql = value.sql;
    if (isText(value.type))
        sql = runtimeCall("to_bigint", sql + QStringLiteral("::text"));
    else if (value.type.base == Base::Boolean)
        sql += QStringLiteral("::integer");
    else if (value.type.base == Base::Float || value.type.base == Base::Double || value.type.base == Base::Decimal)
        sql = QStringLiteral("trunc(%1)").arg(sql);
    else if (!isInteger(value.type))
        failConversion(value, type, at);
    if (type.base == Base::TinyInt && value.type.base != Base::TinyInt)
        return runtimeCall("to_tinyint", sql + QStringLiteral("::bigint"));
    return asPostgres(sql, type);
}

QString toDecimal(const SqlValue &value, const DataType &type, const QString &column, SourcePosition at)
{
    QString number = value.sql;
    if (isText(value.type))
        number = runtimeCall("to_numeric", number + QStringLiteral("::text"));
    else if (value.type.base == Base::Boolean)
        number += QStringLiteral("::integer::numeric");
    else if (!value.type.isNumeric())
        failConversion(value, type, at);
    else if (value.type.base != Base::Decimal)
        number += QStringLiteral("::numeric");
    const QString name = column.isEmpty() ? QStringLiteral("NULL") : dialect::quotePostgresText(column);
    return asPostgres(QStringLiteral("%1(%2, %3, %4, %5)")
                          .arg(runtimeName(QStringLiteral("fit")), number)
                          .arg(type.precision.value_or(38))
                          .arg(type.scale.value_or(18))
                          .arg(name),
                      type);
}

QString toFraction(const SqlValue &value, const DataType &type, SourcePosition at)
{
    if (type.base == Base::Decimal)
        return toDecimal(value, type, {}, at);
    if (isText(value.type))
        return asPostgres(runtimeCall("to_double", value.sql + QStringLiteral("::text")), type);
    if (value.type.base == Base::Boolean)
        return asPostgres(value.sql + QStringLiteral("::integer"), type);
    if (!value.type.isNumeric())
        failConversion(value, type, at);
    return asPostgres(value.sql, type);
}

QString toTime(const SqlValue &value, const DataType &type, SourcePosition at)
{
    if (isText(value.type)) {
        const QString text = value.sql + QStringLiteral("::text");
        switch (type.base) {
        case Base::Date:
            return runtimeCall("to_day", text);
        case Base::TimestampTz:
            return runtimeCall("to_instant", text);
        case Base::TimestampNtz:
            return runtimeCall("to_wall", text);
        default:
            return fromWallTime(runtimeCall("to_datetime", text), type);
        }
    }
    // Seconds since 1970. Source: the Python client's tests, CAST(CAST(0 AS BIGINT) AS TIMESTAMP).
    if (isInteger(value.type) && type.base == Base::TimestampTz)
        return QStringLiteral("mc_type.to_instant(to_timestamp(%1::double precision))").arg(value.sql);
    if (!isTime(value.type))
        failConversion(value, type, at);
    if (value.type.base == type.base)
        return value.sql;
    if (value.type.base == Base::TimestampTz && type.base == Base::TimestampNtz)
        return QStringLiteral("mc_type.to_wall(%1)").arg(value.sql);
    if (value.type.base == Base::TimestampNtz && type.base == Base::TimestampTz)
        return QStringLiteral("mc_type.to_instant(%1)").arg(value.sql);
    // By way of their wall time, instants of the hour that a clock change repeats would become others.
    if (isInstant(value.type) && type.base == Base::TimestampTz)
        return QStringLiteral("mc_type.to_instant(%1)").arg(value.sql);
    if (isInstant(value.type) && type.base == Base::DateTime)
        return asDateTime(instantOf(value, at));
    return fromWallTime(wallTime(value, at), type);
}

QString toBoolean(const SqlValue &value, const DataType &type, SourcePosition at)
{
    if (isText(value.type))
        return runtimeCall("to_boolean", value.sql + QStringLiteral("::text"));
    if (!value.type.isNumeric())
        failConversion(value, type, at);
    return QStringLiteral("(%1 <> 0)").arg(value.sql);
}

// A part of a nested value as text, or NULL, as it is stored there.
QString ofStoredText(const QString &sql, const DataType &type)
{
    switch (type.base) {
    case Base::DateTime:
        return asPostgres(QStringLiteral("mc_type.stored_datetime(%1::text)").arg(sql), type);
    case Base::TimestampTz:
    case Base::TimestampNtz:
        return asPostgres(sql + QStringLiteral("::text"), type);
    default:
        return asPostgres(sql, type);
    }
}

} // namespace

QString runtimeName(const QString &function)
{
    return runtimeSchema() + u'.' + function;
}

SqlValue castTo(const SqlValue &value, const DataType &type, SourcePosition at)
{
    if (postgresType(type).isEmpty())
        throw SqlError::unsupported(at, QStringLiteral("a value of type %1").arg(type.text));
    if (isUnknown(value.type))
        return {ofStoredText(value.sql, type), type};
    switch (type.base) {
    case Base::String:
        return {toText(value, type, at), type};
    case Base::VarChar:
    case Base::Char:
        return {asPostgres(toText(value, type, at), type), type};
    case Base::TinyInt:
    case Base::SmallInt:
    case Base::Int:
    case Base::BigInt:
        return {toInteger(value, type, at), type};
    case Base::Float:
    case Base::Double:
    case Base::Decimal:
        return {toFraction(value, type, at), type};
    case Base::Date:
    case Base::DateTime:
    case Base::TimestampTz:
    case Base::TimestampNtz:
        return {toTime(value, type, at), type};
    case Base::Boolean:
        return {value.type.base == Base::Boolean ? value.sql : toBoolean(value, type, at), type};
    case Base::Binary:
        if (isText(value.type))
            return {QStringLiteral("convert_to(%1, 'UTF8')").arg(value.sql), type};
        if (value.type.base != Base::Binary)
            failConversion(value, type, at);
        return {value.sql, type};
    case Base::IntervalDayTime:
    case Base::IntervalYearMonth:
        if (value.type.base != type.base)
            failConversion(value, type, at);
        return {value.sql, type};
    case Base::Json:
    case Base::Jsonb:
        if (!isText(value.type) && !isStoredAsJson(value.type))
            return {QStringLiteral("to_jsonb(%1)").arg(value.sql), type};
        return {asPostgres(value.sql, type), type};
    default:
        return convertNested(value, type, at);
    }
}

SqlValue convertTo(const SqlValue &value, const DataType &type, SourcePosition at)
{
    const bool sameForm = value.type.base == type.base && !type.isNested() && type.base != Base::Decimal
        && type.base != Base::VarChar && type.base != Base::Char;
    if (value.type == type || sameForm)
        return {value.sql, type};
    if (isUnknown(type))
        return value;
    if (!convertsImplicitly(value.type, type))
        failConversion(value, type, at);
    return castTo(value, type, at);
}

SqlValue assignedTo(const SqlValue &value, const DataType &type, const QString &column, SourcePosition at)
{
    if (!convertsImplicitly(value.type, type))
        throw SqlError::semantic(
            at,
            QStringLiteral("column '%1' of type %2 takes no value of type %3").arg(column, type.text, value.type.text));
    if (type.base == Base::Decimal && value.type != type && !isUnknown(value.type))
        return {toDecimal(value, type, column, at), type};
    SqlValue converted = convertTo(value, type, at);
    if (type.base != Base::BigInt || value.type.base != Base::BigInt)
        return converted;
    constexpr qsizetype maxRepeated = 64; // a column's name; what is longer is evaluated once
    if (converted.sql.size() <= maxRepeated)
        converted.sql =
            QStringLiteral("(CASE WHEN %1 = '-9223372036854775808'::bigint THEN %2(%1::text, 'BIGINT', %3)::bigint "
                           "ELSE %1 END)")
                .arg(converted.sql, runtimeName(QStringLiteral("refuse")), dialect::quotePostgresText(column));
    else
        converted.sql = QStringLiteral("%1(%2, %3)")
                            .arg(runtimeName(QStringLiteral("fit")), converted.sql, dialect::quotePostgresText(column));
    return converted;
}

QString wallTime(const SqlValue &value, SourcePosition at)
{
    switch (value.type.base) {
    case Base::TimestampNtz:
        return QStringLiteral("mc_type.to_timestamp(%1)").arg(value.sql);
    case Base::TimestampTz:
        return runtimeCall("in_range", QStringLiteral("mc_type.to_timestamptz(%1)::timestamp").arg(value.sql));
    case Base::DateTime: // which may be inside the range in another zone only
        return runtimeCall("in_range", value.sql + QStringLiteral("::timestamp"));
    case Base::Date:
    case Base::Unknown:
        return value.sql + QStringLiteral("::timestamp");
    default:
        break;
    }
    if (!isText(value.type))
        failConversion(value, typeOf(Base::DateTime), at);
    return runtimeCall("to_datetime", value.sql + QStringLiteral("::text"));
}

QString instantOf(const SqlValue &value, SourcePosition at)
{
    switch (value.type.base) {
    case Base::TimestampTz:
        return QStringLiteral("mc_type.to_timestamptz(%1)").arg(value.sql);
    case Base::DateTime:
        return value.sql;
    default:
        return firstInstant(wallTime(value, at));
    }
}

QString firstInstant(const QString &wall)
{
    return QStringLiteral("mc_type.first_of((%1)::timestamptz)").arg(wall);
}

QString fromWallTime(const QString &wall, const DataType &type)
{
    switch (type.base) {
    case Base::TimestampNtz:
        return QStringLiteral("mc_type.to_wall(%1)").arg(wall);
    case Base::TimestampTz:
        return QStringLiteral("mc_type.to_instant(%1)").arg(firstInstant(wall));
    case Base::DateTime:
        return asDateTime(firstInstant(wall));
    default:
        return asPostgres(wall, type);
    }
}

} // namespace isthmus::sandboxsql
