// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversion.h"

#include "typerules.h"

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
        return runtimeCall("double_text", value.sql + QStringLiteral("::double precision"));
    case Base::Date:
        return QStringLiteral("to_char(%1, 'YYYY-MM-DD')").arg(value.sql);
    case Base::DateTime:
        return QStringLiteral("to_char(%1, 'YYYY-MM-DD HH24:MI:SS')").arg(value.sql);
    case Base::TimestampTz:
    case Base::TimestampNtz:
        return runtimeCall("timestamp_text", value.sql + QStringLiteral("::timestamp"));
    case Base::Binary:
        return QStringLiteral("convert_from(%1, 'UTF8')").arg(value.sql);
    case Base::Array:
    case Base::Map:
    case Base::Struct:
        failConversion(value, type, at);
    default:
        return value.sql + QStringLiteral("::text");
    }
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

QString toFraction(const SqlValue &value, const DataType &type, SourcePosition at)
{
    if (isText(value.type)) {
        const char *function = type.base == Base::Decimal ? "to_numeric" : "to_double";
        return asPostgres(runtimeCall(function, value.sql + QStringLiteral("::text")), type);
    }
    if (value.type.base == Base::Boolean)
        return asPostgres(value.sql + QStringLiteral("::integer"), type);
    if (!value.type.isNumeric())
        failConversion(value, type, at);
    return asPostgres(value.sql, type);
}

QString toTime(const SqlValue &value, const DataType &type, SourcePosition at)
{
    if (isText(value.type) && type.base == Base::Date)
        return runtimeCall("to_day", value.sql + QStringLiteral("::text"));
    if (isText(value.type))
        return asPostgres(runtimeCall("to_datetime", value.sql + QStringLiteral("::text")), type);
    if (!isTime(value.type))
        failConversion(value, type, at);
    return asPostgres(value.sql, type);
}

QString toBoolean(const SqlValue &value, const DataType &type, SourcePosition at)
{
    if (isText(value.type))
        return runtimeCall("to_boolean", value.sql + QStringLiteral("::text"));
    if (!value.type.isNumeric())
        failConversion(value, type, at);
    return QStringLiteral("(%1 <> 0)").arg(value.sql);
}

QString toNested(const SqlValue &value, const DataType &type, SourcePosition at)
{
    if (value.type.base != type.base)
        failConversion(value, type, at);
    if (isStoredAsJson(type) != isStoredAsJson(value.type))
        return QStringLiteral("to_jsonb(%1)").arg(value.sql);
    return asPostgres(value.sql, type);
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
        return {asPostgres(value.sql, type), type};
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
    case Base::Json:
    case Base::Jsonb:
        if (!isText(value.type) && !isStoredAsJson(value.type))
            return {QStringLiteral("to_jsonb(%1)").arg(value.sql), type};
        return {asPostgres(value.sql, type), type};
    default:
        return {toNested(value, type, at), type};
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

QString wallTime(const SqlValue &value, SourcePosition at)
{
    if (value.type.base == Base::TimestampNtz)
        return value.sql;
    return convertTo(value, typeOf(Base::TimestampNtz), at).sql;
}

} // namespace isthmus::sandboxsql
