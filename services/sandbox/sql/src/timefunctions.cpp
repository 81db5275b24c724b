// SPDX-License-Identifier: GPL-3.0-or-later
#include "functiontable.h"
#include "typerules.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandboxsql/types.h>

// Source: MaxCompute SQL, "Date functions".
namespace isthmus::sandboxsql {

using catalog::DataType;
using Base = DataType::Base;

namespace {

QString wall(const CallTranslation &call, size_t i)
{
    return wallTime(call.argument(i), call.call().arguments.at(i)->position);
}

// The unit of DATEADD, DATEDIFF, DATEPART, DATETRUNC in the spelling of PostgreSQL's date_trunc().
QString unitArgument(const CallTranslation &call, size_t i)
{
    static const QHash<QString, QString> units{
        {QStringLiteral("yyyy"), QStringLiteral("year")},       {QStringLiteral("year"), QStringLiteral("year")},
        {QStringLiteral("mm"), QStringLiteral("month")},        {QStringLiteral("mon"), QStringLiteral("month")},
        {QStringLiteral("month"), QStringLiteral("month")},     {QStringLiteral("dd"), QStringLiteral("day")},
        {QStringLiteral("day"), QStringLiteral("day")},         {QStringLiteral("hh"), QStringLiteral("hour")},
        {QStringLiteral("hour"), QStringLiteral("hour")},       {QStringLiteral("mi"), QStringLiteral("minute")},
        {QStringLiteral("minute"), QStringLiteral("minute")},   {QStringLiteral("ss"), QStringLiteral("second")},
        {QStringLiteral("second"), QStringLiteral("second")},   {QStringLiteral("quarter"), QStringLiteral("quarter")},
        {QStringLiteral("q"), QStringLiteral("quarter")},       {QStringLiteral("week"), QStringLiteral("week")},
        {QStringLiteral("ff3"), QStringLiteral("millisecond")}, {QStringLiteral("ff6"), QStringLiteral("microsecond")},
    };
    const QString word = call.constantText(i);
    const QString unit = units.value(word.toLower());
    if (unit.isEmpty())
        throw SqlError::semantic(call.call().arguments.at(i)->position,
                                 QStringLiteral("'%1' is no date part").arg(word.left(32)));
    return dialect::quotePostgresText(unit);
}

// Text is read as DATETIME, as in all date functions.
DataType timeTypeOf(const DataType &type)
{
    return isTime(type) ? type : typeOf(Base::DateTime);
}

SqlValue emitDateAdd(const CallTranslation &call)
{
    const DataType type = timeTypeOf(call.argument(0).type);
    const bool hasNanos = type.base == Base::TimestampTz || type.base == Base::TimestampNtz;
    const QString moved =
        QStringLiteral("%1(%2, %3, %4)")
            .arg(runtimeName(QStringLiteral("dateadd")), hasNanos ? call.argument(0).sql : wall(call, 0),
                 call.converted(1, typeOf(Base::BigInt)), unitArgument(call, 2));
    return {hasNanos ? moved : fromWallTime(moved, type), type};
}

SqlValue emitDateDiff(const CallTranslation &call)
{
    const QString unit = call.count() == 3 ? unitArgument(call, 2) : QStringLiteral("'day'");
    return {QStringLiteral("%1(%2, %3, %4)")
                .arg(runtimeName(QStringLiteral("datediff")), wall(call, 0), wall(call, 1), unit),
            typeOf(Base::BigInt)};
}

SqlValue emitDatePart(const CallTranslation &call)
{
    return {QStringLiteral("date_part(%1, %2)::bigint").arg(unitArgument(call, 1), wall(call, 0)),
            typeOf(Base::BigInt)};
}

SqlValue emitExtract(const CallTranslation &call)
{
    return {QStringLiteral("date_part(%1, %2)::integer").arg(unitArgument(call, 0), wall(call, 1)), typeOf(Base::Int)};
}

SqlValue emitDateTrunc(const CallTranslation &call)
{
    const DataType type = timeTypeOf(call.argument(0).type);
    return {fromWallTime(QStringLiteral("date_trunc(%1, %2)").arg(unitArgument(call, 1), wall(call, 0)), type), type};
}

// A format in which the nanoseconds of the first argument, if it has such, stand already.
QString formatArgument(const CallTranslation &call, size_t i)
{
    const SqlValue &time = call.argument(0);
    if (time.type.base != Base::TimestampTz && time.type.base != Base::TimestampNtz)
        return call.text(i);
    return QStringLiteral("%1(%2, %3::bytea)").arg(runtimeName(QStringLiteral("with_nanos")), call.text(i), time.sql);
}

SqlValue emitDateFormat(const CallTranslation &call)
{
    return {QStringLiteral("%1(%2, %3)")
                .arg(runtimeName(QStringLiteral("date_format")), wall(call, 0), formatArgument(call, 1)),
            typeOf(Base::String)};
}

// TO_CHAR of a number is its text; of a time, the time in a format.
SqlValue emitToChar(const CallTranslation &call)
{
    if (call.count() == 1 && call.argument(0).type.base == Base::Boolean)
        return {QStringLiteral("upper(%1)").arg(castTo(call.argument(0), typeOf(Base::String), call.at()).sql),
                typeOf(Base::String)};
    if (call.count() == 1)
        return {call.text(0), typeOf(Base::String)};
    return {QStringLiteral("%1(%2, %3)")
                .arg(runtimeName(QStringLiteral("to_char")), wall(call, 0), formatArgument(call, 1)),
            typeOf(Base::String)};
}

SqlValue emitToDate(const CallTranslation &call)
{
    if (call.count() == 1)
        return convertTo(call.argument(0), typeOf(Base::Date), call.at());
    return {
        fromWallTime(
            QStringLiteral("%1(%2, %3)").arg(runtimeName(QStringLiteral("parse_datetime")), call.text(0), call.text(1)),
            typeOf(Base::DateTime)),
        typeOf(Base::DateTime)};
}

SqlValue emitUnixTimestamp(const CallTranslation &call)
{
    QString instant = QStringLiteral("now()");
    if (call.count() == 1)
        instant = instantOf(call.argument(0), call.call().arguments.front()->position);
    else if (call.count() == 2)
        instant = firstInstant(QStringLiteral("%1(%2, %3)")
                                   .arg(runtimeName(QStringLiteral("parse_datetime")), call.text(0), call.text(1)));
    return {QStringLiteral("floor(extract(epoch FROM %1))::bigint").arg(instant), typeOf(Base::BigInt)};
}

SqlValue emitToMillis(const CallTranslation &call)
{
    return {QStringLiteral("floor(extract(epoch FROM %1) * 1000)::bigint")
                .arg(instantOf(call.argument(0), call.call().arguments.front()->position)),
            typeOf(Base::BigInt)};
}

// The wall time \a wall as TIMESTAMP, with what the first argument has below the microsecond.
SqlValue withRestOf(const CallTranslation &call, const QString &wall)
{
    const SqlValue &time = call.argument(0);
    const QString moved = fromWallTime(wall, typeOf(Base::TimestampTz));
    if (time.type.base != Base::TimestampTz && time.type.base != Base::TimestampNtz)
        return {moved, typeOf(Base::TimestampTz)};
    return {QStringLiteral("mc_type.with_rest(%1::bytea, %2::bytea)::mc_type.instant").arg(moved, time.sql),
            typeOf(Base::TimestampTz)};
}

SqlValue emitToUtcTimestamp(const CallTranslation &call)
{
    const QString zone = QStringLiteral("%1(%2)").arg(runtimeName(QStringLiteral("zone")), call.text(1));
    return withRestOf(
        call, QStringLiteral("(mc_type.first_of(%1 AT TIME ZONE %2, %2) AT TIME ZONE 'UTC')").arg(wall(call, 0), zone));
}

// A number counts milliseconds since 1970.
SqlValue emitFromUtcTimestamp(const CallTranslation &call)
{
    const QString utc = call.argument(0).type.isNumeric()
        ? QStringLiteral("(to_timestamp(%1::numeric / 1000) AT TIME ZONE 'UTC')").arg(call.argument(0).sql)
        : wall(call, 0);
    return withRestOf(call,
                      QStringLiteral("((%1 AT TIME ZONE 'UTC') AT TIME ZONE %2(%3))")
                          .arg(utc, runtimeName(QStringLiteral("zone")), call.text(1)));
}

} // namespace

QList<FunctionRow> timeFunctions()
{
    constexpr const char *group = "date";
    return {
        special("dateadd", group, "dateadd(date, delta, part)", 3, 3, emitDateAdd),
        special("datediff", group, "datediff(date1, date2[, part])", 2, 3, emitDateDiff),
        special("datepart", group, "datepart(date, part)", 2, 2, emitDatePart),
        special("extract", group, "extract(part FROM date)", 2, 2, emitExtract),
        special("datetrunc", group, "datetrunc(date, part)", 2, 2, emitDateTrunc),
        special("to_char", group, "to_char(date, format)", 1, 2, emitToChar),
        special("to_date", group, "to_date(string[, format])", 1, 2, emitToDate),
        special("unix_timestamp", group, "unix_timestamp([date])", 0, 2, emitUnixTimestamp),
        row("add_months", group, "add_months(date, months)", "wi", "to_char(rt.dateadd($1, $2, 'month'), 'YYYY-MM-DD')",
            's'),
        row("current_date", group, "current_date()", "", "current_date", 'D'),
        row("current_timestamp", group, "current_timestamp()", "", "mc_type.to_instant(now())", 'T'),
        row("current_timezone", group, "current_timezone()", "", "current_setting('TimeZone')", 's'),
        row("date_add", group, "date_add(date, days)", "wi", "rt.dateadd($1, $2, 'day')::date", 'D'),
        row("date_sub", group, "date_sub(date, days)", "wi", "rt.dateadd($1, -($2), 'day')::date", 'D'),
        special("date_format", group, "date_format(date, format)", 2, 2, emitDateFormat),
        row("day", group, "day(date)", "w", "date_part('day', $1)::integer", 'n'),
        row("dayofmonth", group, "dayofmonth(date)", "w", "date_part('day', $1)::integer", 'n'),
        row("dayofweek", group, "dayofweek(date)", "w", "(date_part('dow', $1)::integer + 1)", 'n'),
        row("dayofyear", group, "dayofyear(date)", "w", "date_part('doy', $1)::integer", 'n'),
        row("from_unixtime", group, "from_unixtime(seconds[, format])", "i",
            "rt.in_range(to_timestamp($1::double precision))", 't'),
        row("from_unixtime", group, "from_unixtime(seconds[, format])", "is",
            "rt.date_format(rt.in_range(to_timestamp($1::double precision)::timestamp), $2)", 's'),
        special("from_utc_timestamp", group, "from_utc_timestamp(timestamp, zone)", 2, 2, emitFromUtcTimestamp),
        special("to_utc_timestamp", group, "to_utc_timestamp(timestamp, zone)", 2, 2, emitToUtcTimestamp),
        row("getdate", group, "getdate()", "", "date_trunc('second', now())", 't'),
        row("now", group, "now()", "", "now()", 't'),
        row("hour", group, "hour(date)", "w", "date_part('hour', $1)::integer", 'n'),
        row("isdate", group, "isdate(string, format)", "ss", "(rt.parse_datetime($1, $2) IS NOT NULL)", 'b'),
        row("last_day", group, "last_day(date)", "w", "to_char(rt.last_day($1), 'YYYY-MM-DD')", 's'),
        row("lastday", group, "lastday(date)", "w", "mc_type.first_of(rt.last_day($1)::timestamptz)", 't'),
        row("minute", group, "minute(date)", "w", "date_part('minute', $1)::integer", 'n'),
        row("month", group, "month(date)", "w", "date_part('month', $1)::integer", 'n'),
        row("months_between", group, "months_between(date1, date2)", "ww", "rt.months_between($1, $2)", 'd'),
        row("next_day", group, "next_day(date, weekday)", "ws", "rt.next_day($1, $2)", 's'),
        row("quarter", group, "quarter(date)", "w", "date_part('quarter', $1)::integer", 'n'),
        row("second", group, "second(date)", "w", "floor(date_part('second', $1))::integer", 'n'),
        special("to_millis", group, "to_millis(date)", 1, 1, emitToMillis),
        row("weekday", group, "weekday(date)", "w", "(date_part('isodow', $1)::bigint - 1)", 'i'),
        row("weekofyear", group, "weekofyear(date)", "w", "date_part('week', $1)::bigint", 'i'),
        row("year", group, "year(date)", "w", "date_part('year', $1)::integer", 'n'),
    };
}

} // namespace isthmus::sandboxsql
