// SPDX-License-Identifier: GPL-3.0-or-later
#include "functiontable.h"
#include "nestedconversion.h"
#include "typerules.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandboxsql/types.h>

// Sources: MaxCompute SQL, "Aggregate functions" and "Window functions".
namespace isthmus::sandboxsql {

using catalog::DataType;
using Base = DataType::Base;

namespace {

constexpr auto aggregateKind = FunctionRow::Kind::Aggregate;
constexpr auto windowKind = FunctionRow::Kind::Window;

QString asType(const QString &sql, const DataType &type)
{
    return sql + QStringLiteral("::") + postgresType(type);
}

// count(DISTINCT a, b) counts pairs without a NULL.
SqlValue emitCount(const CallTranslation &call)
{
    const DataType type = typeOf(Base::BigInt);
    if (call.call().star)
        return {call.aggregate(QStringLiteral("count"), QStringLiteral("*")), type};
    if (call.count() == 0)
        throw SqlError::semantic(call.at(), QStringLiteral("function count wants an argument"));
    if (call.count() == 1)
        return {call.aggregate(QStringLiteral("count"), call.argument(0).sql), type};
    QStringList values;
    QStringList present;
    for (size_t i = 0; i < call.count(); ++i) {
        values.append(call.argument(i).sql);
        present.append(call.argument(i).sql + QStringLiteral(" IS NOT NULL"));
    }
    return {call.aggregate(QStringLiteral("count"), QStringLiteral("ROW(%1)").arg(values.join(QStringLiteral(", "))),
                           present.join(QStringLiteral(" AND "))),
            type};
}

// Integers add up to BIGINT, DECIMAL to DECIMAL(38,s), everything else to DOUBLE.
SqlValue emitSum(const CallTranslation &call)
{
    const DataType number = call.numberType(0);
    const DataType type = isInteger(number) ? typeOf(Base::BigInt)
        : number.base == Base::Decimal      ? decimalType(38, number.scale.value_or(18))
                                            : typeOf(Base::Double);
    return {asType(call.aggregate(QStringLiteral("sum"), call.number(0)), type), type};
}

SqlValue emitAverage(const CallTranslation &call)
{
    const DataType number = call.numberType(0);
    const DataType type =
        number.base == Base::Decimal ? decimalType(38, number.scale.value_or(18) + 4) : typeOf(Base::Double);
    return {asType(call.aggregate(QStringLiteral("avg"), call.number(0)), type), type};
}

SqlValue emitSameType(const CallTranslation &call)
{
    const QString &name = call.call().name;
    const bool needsHelp = name == u"any_value" || call.argument(0).type.base == Base::Boolean;
    const QString function = name == u"any_value" ? runtimeName(name)
        : needsHelp && name == u"min"             ? QStringLiteral("bool_and")
        : needsHelp                               ? QStringLiteral("bool_or")
                                                  : name;
    return {call.aggregate(function, call.argument(0).sql), call.argument(0).type};
}

// NULL is left out; nothing gives an empty array.
SqlValue emitCollect(const CallTranslation &call)
{
    const DataType type = arrayType(call.argument(0).type);
    const bool set = call.call().name == u"collect_set";
    const bool json = isStoredAsJson(type);
    const QString value =
        (set ? QStringLiteral("DISTINCT ") : QString()) + (json ? jsonPart(call.argument(0)) : call.argument(0).sql);
    if (set && call.call().over)
        throw SqlError::unsupported(call.at(), QStringLiteral("collect_set as a window function"));
    const QString sql = call.aggregate(json ? QStringLiteral("jsonb_agg") : QStringLiteral("array_agg"), value,
                                       call.argument(0).sql + QStringLiteral(" IS NOT NULL"));
    return {QStringLiteral("COALESCE(%1, %2)").arg(sql, json ? QStringLiteral("'[]'") : QStringLiteral("'{}'")), type};
}

SqlValue emitWmConcat(const CallTranslation &call)
{
    const QString separator = dialect::quotePostgresText(call.constantText(0));
    return {call.aggregate(QStringLiteral("string_agg"), call.text(1) + QStringLiteral(", ") + separator),
            typeOf(Base::String)};
}

SqlValue emitApproxDistinct(const CallTranslation &call)
{
    return {call.aggregate(QStringLiteral("count"), QStringLiteral("DISTINCT ") + call.argument(0).sql),
            typeOf(Base::BigInt)};
}

SqlValue emitStatistic(const CallTranslation &call)
{
    static const QHash<QString, QString> names{
        {QStringLiteral("stddev"), QStringLiteral("stddev_pop")},
        {QStringLiteral("variance"), QStringLiteral("var_pop")},
    };
    QStringList values;
    for (size_t i = 0; i < call.count(); ++i)
        values.append(call.converted(i, typeOf(Base::Double)));
    const QString name = names.value(call.call().name, call.call().name);
    return {call.aggregate(name, values.join(QStringLiteral(", "))), typeOf(Base::Double)};
}

SqlValue emitPercentile(const CallTranslation &call)
{
    if (call.call().over || call.call().distinct)
        throw SqlError::unsupported(call.at(), call.call().name + QStringLiteral(" with DISTINCT or OVER"));
    const QString share =
        call.count() >= 2 ? call.converted(1, typeOf(Base::Double)) : QStringLiteral("0.5::double precision");
    QString sql = QStringLiteral("percentile_cont(%1) WITHIN GROUP (ORDER BY %2)")
                      .arg(share, call.converted(0, typeOf(Base::Double)));
    if (!call.filter.isEmpty())
        sql += QStringLiteral(" FILTER (WHERE %1)").arg(call.filter);
    return {sql, typeOf(Base::Double)};
}

SqlValue emitCountIf(const CallTranslation &call)
{
    return {call.aggregate(QStringLiteral("count"), QStringLiteral("*"), call.converted(0, typeOf(Base::Boolean))),
            typeOf(Base::BigInt)};
}

// The value of the row in which the second argument is greatest (least).
SqlValue emitExtremeBy(const CallTranslation &call)
{
    const bool least = call.call().name == u"min_by" || call.call().name == u"arg_min";
    if (call.call().over)
        throw SqlError::unsupported(call.at(), call.call().name + QStringLiteral(" as a window function"));
    const QString arguments =
        QStringLiteral("%1 ORDER BY %2 %3")
            .arg(call.argument(0).sql, call.argument(1).sql, least ? QStringLiteral("ASC") : QStringLiteral("DESC"));
    return {QStringLiteral("(%1)[1]").arg(call.aggregate(QStringLiteral("array_agg"), arguments,
                                                         call.argument(1).sql + QStringLiteral(" IS NOT NULL"))),
            call.argument(0).type};
}

SqlValue emitGrouping(const CallTranslation &call)
{
    QStringList keys;
    for (size_t i = 0; i < call.count(); ++i)
        keys.append(call.argument(i).sql);
    return {QStringLiteral("grouping(%1)::bigint").arg(keys.join(QStringLiteral(", "))), typeOf(Base::BigInt)};
}

SqlValue emitMapAggregate(const CallTranslation &call)
{
    const QString present = call.argument(0).sql + QStringLiteral(" IS NOT NULL");
    return {
        QStringLiteral("COALESCE(%1, '{}')")
            .arg(call.aggregate(
                QStringLiteral("jsonb_object_agg"),
                mapKeyText(call.argument(0), call.at()) + QStringLiteral(", ") + jsonPart(call.argument(1)), present)),
        mapType(call.argument(0).type, call.argument(1).type)};
}

SqlValue emitBitAggregate(const CallTranslation &call)
{
    const QString name = call.call().name == u"bitwise_and_agg" ? QStringLiteral("bit_and") : QStringLiteral("bit_or");
    return {call.aggregate(name, call.converted(0, typeOf(Base::BigInt))), typeOf(Base::BigInt)};
}

SqlValue emitRank(const CallTranslation &call)
{
    const QString &name = call.call().name;
    const bool share = name == u"percent_rank" || name == u"cume_dist";
    return {call.aggregate(name, {}), typeOf(share ? Base::Double : Base::BigInt)};
}

SqlValue emitNtile(const CallTranslation &call)
{
    const QString groups = call.converted(0, typeOf(Base::BigInt)) + QStringLiteral("::integer");
    return {call.aggregate(QStringLiteral("ntile"), groups) + QStringLiteral("::bigint"), typeOf(Base::BigInt)};
}

SqlValue emitShift(const CallTranslation &call)
{
    const DataType type = call.argument(0).type;
    QString arguments = call.argument(0).sql;
    if (call.count() >= 2)
        arguments += QStringLiteral(", ") + call.converted(1, typeOf(Base::BigInt)) + QStringLiteral("::integer");
    if (call.count() == 3)
        arguments += QStringLiteral(", ") + call.converted(2, type);
    return {call.aggregate(call.call().name, arguments), type};
}

SqlValue emitNthValue(const CallTranslation &call)
{
    QString arguments = call.argument(0).sql;
    const bool isNth = call.call().name == u"nth_value";
    const bool skipsNull = call.call().ignoreNulls || (!isNth && call.count() == 2 && call.argument(1).sql == u"TRUE");
    if (isNth)
        arguments += QStringLiteral(", ") + call.converted(1, typeOf(Base::BigInt)) + QStringLiteral("::integer");
    if (skipsNull) {
        // PostgreSQL's window functions cannot skip NULL, aggregates over the same frame can.
        const QString values =
            call.aggregate(QStringLiteral("array_agg"), arguments, arguments + QStringLiteral(" IS NOT NULL"));
        return {call.call().name == u"first_value" ? QStringLiteral("(%1)[1]").arg(values)
                                                   : runtimeName(QStringLiteral("last_element")) + u'(' + values + u')',
                call.argument(0).type};
    }
    return {call.aggregate(call.call().name, arguments), call.argument(0).type};
}

} // namespace

QList<FunctionRow> aggregateFunctions()
{
    constexpr const char *group = "aggregate";
    constexpr const char *window = "window";
    return {
        special("count", group, "count([DISTINCT] value, …) and count(*)", 0, -1, emitCount, aggregateKind),
        special("sum", group, "sum([DISTINCT] number)", 1, 1, emitSum, aggregateKind),
        special("avg", group, "avg([DISTINCT] number)", 1, 1, emitAverage, aggregateKind),
        special("min", group, "min(value)", 1, 1, emitSameType, aggregateKind),
        special("max", group, "max(value)", 1, 1, emitSameType, aggregateKind),
        special("any_value", group, "any_value(value)", 1, 1, emitSameType, aggregateKind),
        special("collect_list", group, "collect_list(value)", 1, 1, emitCollect, aggregateKind),
        special("collect_set", group, "collect_set(value)", 1, 1, emitCollect, aggregateKind),
        special("wm_concat", group, "wm_concat([DISTINCT] separator, string)", 2, 2, emitWmConcat, aggregateKind),
        special("approx_distinct", group, "approx_distinct(value)", 1, 1, emitApproxDistinct, aggregateKind),
        special("stddev", group, "stddev(number)", 1, 1, emitStatistic, aggregateKind),
        special("stddev_pop", group, "stddev_pop(number)", 1, 1, emitStatistic, aggregateKind),
        special("stddev_samp", group, "stddev_samp(number)", 1, 1, emitStatistic, aggregateKind),
        special("variance", group, "variance(number)", 1, 1, emitStatistic, aggregateKind),
        special("var_pop", group, "var_pop(number)", 1, 1, emitStatistic, aggregateKind),
        special("var_samp", group, "var_samp(number)", 1, 1, emitStatistic, aggregateKind),
        special("corr", group, "corr(a, b)", 2, 2, emitStatistic, aggregateKind),
        special("covar_pop", group, "covar_pop(a, b)", 2, 2, emitStatistic, aggregateKind),
        special("covar_samp", group, "covar_samp(a, b)", 2, 2, emitStatistic, aggregateKind),
        special("median", group, "median(number)", 1, 1, emitPercentile, aggregateKind),
        special("percentile", group, "percentile(number, share)", 2, 2, emitPercentile, aggregateKind),
        special("percentile_approx", group, "percentile_approx(number, share[, accuracy])", 2, 3, emitPercentile,
                aggregateKind),
        special("count_if", group, "count_if(condition)", 1, 1, emitCountIf, aggregateKind),
        special("max_by", group, "max_by(value, by)", 2, 2, emitExtremeBy, aggregateKind),
        special("min_by", group, "min_by(value, by)", 2, 2, emitExtremeBy, aggregateKind),
        special("arg_max", group, "arg_max(value, by)", 2, 2, emitExtremeBy, aggregateKind),
        special("arg_min", group, "arg_min(value, by)", 2, 2, emitExtremeBy, aggregateKind),
        special("grouping", group, "grouping(column)", 1, 1, emitGrouping),
        special("grouping_id", group, "grouping_id(column, …)", 1, -1, emitGrouping),
        special("map_agg", group, "map_agg(key, value)", 2, 2, emitMapAggregate, aggregateKind),
        special("bitwise_and_agg", group, "bitwise_and_agg(number)", 1, 1, emitBitAggregate, aggregateKind),
        special("bitwise_or_agg", group, "bitwise_or_agg(number)", 1, 1, emitBitAggregate, aggregateKind),
        special("row_number", window, "row_number() OVER (…)", 0, 0, emitRank, windowKind),
        special("rank", window, "rank() OVER (…)", 0, 0, emitRank, windowKind),
        special("dense_rank", window, "dense_rank() OVER (…)", 0, 0, emitRank, windowKind),
        special("percent_rank", window, "percent_rank() OVER (…)", 0, 0, emitRank, windowKind),
        special("cume_dist", window, "cume_dist() OVER (…)", 0, 0, emitRank, windowKind),
        special("ntile", window, "ntile(groups) OVER (…)", 1, 1, emitNtile, windowKind),
        special("lag", window, "lag(value[, offset[, default]]) OVER (…)", 1, 3, emitShift, windowKind),
        special("lead", window, "lead(value[, offset[, default]]) OVER (…)", 1, 3, emitShift, windowKind),
        special("first_value", window, "first_value(value[, skipNull]) OVER (…)", 1, 2, emitNthValue, windowKind),
        special("last_value", window, "last_value(value[, skipNull]) OVER (…)", 1, 2, emitNthValue, windowKind),
        special("nth_value", window, "nth_value(value, nth) OVER (…)", 2, 2, emitNthValue, windowKind),
    };
}

} // namespace isthmus::sandboxsql
