// SPDX-License-Identifier: GPL-3.0-or-later
#include "functiontable.h"
#include "typerules.h"

#include <isthmus/sandboxsql/types.h>

// Source: MaxCompute SQL, "Complex type functions", ARRAY functions.
namespace isthmus::sandboxsql {

using catalog::DataType;
using Base = DataType::Base;

namespace {

SqlValue emitArrayContains(const CallTranslation &call)
{
    const DataType &type = wantPlainArray(call, 0);
    return {
        QStringLiteral("COALESCE(%1 = ANY(%2), FALSE)").arg(call.converted(1, type.args.first()), call.argument(0).sql),
        typeOf(Base::Boolean)};
}

// Order of elements is kept by array_distinct and made by sort_array.
SqlValue emitArrayQuery(const CallTranslation &call)
{
    const DataType type = wantPlainArray(call, 0);
    const QString &name = call.call().name;
    const QString array = call.argument(0).sql;
    const bool descending = call.count() == 2 && call.argument(1).sql == u"FALSE";
    if (name == u"array_distinct")
        return {runtimeName(name) + u'(' + array + u')', type};
    if (name == u"sort_array")
        return {QStringLiteral("ARRAY(SELECT unnest(%1) ORDER BY 1 %2)")
                    .arg(array, descending ? QStringLiteral("DESC NULLS LAST") : QStringLiteral("ASC NULLS FIRST")),
                type};
    const QString function = name == u"array_max" ? QStringLiteral("max") : QStringLiteral("min");
    return {QStringLiteral("(SELECT %1(\"_e\") FROM unnest(%2) AS \"_a\"(\"_e\"))").arg(function, array),
            type.args.first()};
}

// array_join(array, separator[, text for NULL])
SqlValue emitArrayJoin(const CallTranslation &call)
{
    const DataType &type = wantPlainArray(call, 0);
    const QString null = call.count() == 3 ? QStringLiteral(", ") + call.text(2) : QString();
    const QString element = castTo({QStringLiteral("\"_e\""), type.args.first()}, typeOf(Base::String), call.at()).sql;
    return {
        QStringLiteral("(CASE WHEN %1 IS NOT NULL THEN array_to_string(ARRAY(SELECT %2 FROM unnest(%1) WITH ORDINALITY "
                       "AS \"_a\"(\"_e\", \"_n\") ORDER BY \"_n\"), %3%4) END)")
            .arg(call.argument(0).sql, element, call.text(1), null),
        typeOf(Base::String)};
}

// Two arrays of one type: union, except, intersect and whether they overlap.
SqlValue emitArrayPair(const CallTranslation &call)
{
    wantPlainArray(call, 0);
    wantPlainArray(call, 1);
    const DataType type = call.commonTypeFrom(0);
    const QString a = call.converted(0, type);
    const QString b = call.converted(1, type);
    const QString &name = call.call().name;
    if (name == u"arrays_overlap")
        return {QStringLiteral("(%1 && %2)").arg(a, b), typeOf(Base::Boolean)};
    if (name == u"array_union")
        return {runtimeName(QStringLiteral("array_distinct")) + QStringLiteral("(%1 || %2)").arg(a, b), type};
    return {runtimeName(name) + QStringLiteral("(%1, %2)").arg(a, b), type};
}

// The position counts from 1; 0 if the element is not there.
SqlValue emitArrayPosition(const CallTranslation &call)
{
    const DataType &type = wantPlainArray(call, 0);
    return {QStringLiteral("COALESCE(array_position(%1, %2), 0)::bigint")
                .arg(call.argument(0).sql, call.converted(1, type.args.first())),
            typeOf(Base::BigInt)};
}

SqlValue emitArrayRemove(const CallTranslation &call)
{
    const DataType type = wantPlainArray(call, 0);
    return {QStringLiteral("array_remove(%1, %2)").arg(call.argument(0).sql, call.converted(1, type.args.first())),
            type};
}

SqlValue emitArrayRepeat(const CallTranslation &call)
{
    const DataType type = arrayType(call.argument(0).type);
    if (isStoredAsJson(type) || isUnknown(type.args.first()))
        throw SqlError::unsupported(call.at(), QStringLiteral("array_repeat of a nested value"));
    return {QStringLiteral("array_fill(%1, ARRAY[%2::integer])")
                .arg(call.argument(0).sql, call.converted(1, typeOf(Base::BigInt))),
            type};
}

SqlValue emitSlice(const CallTranslation &call)
{
    const DataType type = wantPlainArray(call, 0);
    return {QStringLiteral("%1(%2, %3, %4)")
                .arg(runtimeName(QStringLiteral("slice")), call.argument(0).sql,
                     call.converted(1, typeOf(Base::BigInt)), call.converted(2, typeOf(Base::BigInt))),
            type};
}

// The last element comes first. A text is reversed by its letters.
SqlValue emitReverse(const CallTranslation &call)
{
    if (call.argument(0).type.base != Base::Array)
        return {QStringLiteral("reverse(%1)").arg(call.text(0)), typeOf(Base::String)};
    const DataType type = wantPlainArray(call, 0);
    return {QStringLiteral("ARRAY(SELECT \"_e\" FROM unnest(%1) WITH ORDINALITY AS \"_a\"(\"_e\", \"_n\") "
                           "ORDER BY \"_n\" DESC)::%2")
                .arg(call.argument(0).sql, postgresType(type)),
            type};
}

// sequence(start, stop[, step]) of integers; without a step it goes towards stop by 1.
SqlValue emitSequence(const CallTranslation &call)
{
    const DataType type = typeOf(Base::BigInt);
    for (size_t i = 0; i < call.count(); ++i) {
        if (!isInteger(call.argument(i).type))
            throw SqlError::unsupported(call.at(), QStringLiteral("sequence of anything but integers"));
    }
    const QString start = call.converted(0, type);
    const QString stop = call.converted(1, type);
    const QString step = call.count() == 3 ? call.converted(2, type)
                                           : QStringLiteral("(CASE WHEN %1 <= %2 THEN 1 ELSE -1 END)").arg(start, stop);
    return {QStringLiteral("%1(%2::bigint, %3::bigint, %4::bigint)")
                .arg(runtimeName(QStringLiteral("sequence")), start, stop, step),
            arrayType(type)};
}

// flatten(array of arrays); an array of arrays is stored as JSON.
SqlValue emitFlatten(const CallTranslation &call)
{
    const DataType &type = wantBase(call, 0, Base::Array, "an array of arrays");
    const DataType inner = type.args.first();
    if (inner.base != Base::Array || isStoredAsJson(inner))
        throw SqlError::unsupported(call.at(), QStringLiteral("flatten of anything but arrays of scalar arrays"));
    return {QStringLiteral("ARRAY(SELECT \"_e\" #>> '{}' FROM jsonb_array_elements(%1) WITH ORDINALITY AS "
                           "\"_a\"(\"_i\", \"_n\"), jsonb_array_elements(\"_i\") WITH ORDINALITY AS \"_b\"(\"_e\", "
                           "\"_m\") ORDER BY \"_n\", \"_m\")::%2")
                .arg(call.argument(0).sql, postgresType(inner)),
            inner};
}

// ordinal(nth, a, b, …): the nth of the values in ascending order, NULL being the smallest.
SqlValue emitOrdinal(const CallTranslation &call)
{
    DataType type = call.argument(1).type;
    for (size_t i = 2; i < call.count(); ++i) {
        const auto next = comparisonType(type, call.argument(i).type);
        if (!next)
            throw SqlError::semantic(call.at(), QStringLiteral("the arguments of ordinal cannot be compared"));
        type = *next;
    }
    QStringList values;
    for (size_t i = 1; i < call.count(); ++i)
        values.append(call.converted(i, type));
    return {QStringLiteral("(ARRAY(SELECT unnest(ARRAY[%1]) ORDER BY 1 NULLS FIRST))[%2::integer]")
                .arg(values.join(QStringLiteral(", ")), call.converted(0, typeOf(Base::BigInt))),
            type};
}

} // namespace

QList<FunctionRow> arrayFunctions()
{
    constexpr const char *group = "complex";
    return {
        special("array_contains", group, "array_contains(array, value)", 2, 2, emitArrayContains),
        special("array_distinct", group, "array_distinct(array)", 1, 1, emitArrayQuery),
        special("array_except", group, "array_except(a, b)", 2, 2, emitArrayPair),
        special("array_intersect", group, "array_intersect(a, b)", 2, 2, emitArrayPair),
        special("array_join", group, "array_join(array, separator[, null])", 2, 3, emitArrayJoin),
        special("array_max", group, "array_max(array)", 1, 1, emitArrayQuery),
        special("array_min", group, "array_min(array)", 1, 1, emitArrayQuery),
        special("array_position", group, "array_position(array, value)", 2, 2, emitArrayPosition),
        special("array_remove", group, "array_remove(array, value)", 2, 2, emitArrayRemove),
        special("array_repeat", group, "array_repeat(value, count)", 2, 2, emitArrayRepeat),
        special("array_union", group, "array_union(a, b)", 2, 2, emitArrayPair),
        special("arrays_overlap", group, "arrays_overlap(a, b)", 2, 2, emitArrayPair),
        special("flatten", group, "flatten(array of arrays)", 1, 1, emitFlatten),
        special("reverse", "string", "reverse(string or array)", 1, 1, emitReverse),
        special("sequence", group, "sequence(start, stop[, step])", 2, 3, emitSequence),
        special("slice", group, "slice(array, start, length)", 3, 3, emitSlice),
        special("sort_array", group, "sort_array(array[, ascending])", 1, 2, emitArrayQuery),
        special("ordinal", "other", "ordinal(nth, value, …)", 2, -1, emitOrdinal),
    };
}

} // namespace isthmus::sandboxsql
