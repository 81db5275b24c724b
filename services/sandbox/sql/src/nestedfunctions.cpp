// SPDX-License-Identifier: GPL-3.0-or-later
#include "functiontable.h"
#include "typerules.h"

#include <isthmus/core/sqltext.h>
#include <isthmus/sandboxsql/types.h>

// Source: MaxCompute SQL, "Complex type functions".
namespace isthmus::sandboxsql {

using catalog::DataType;
using Base = DataType::Base;

namespace {

const DataType &wantBase(const CallTranslation &call, size_t i, Base base, const char *what)
{
    const DataType &type = call.argument(i).type;
    if (type.base != base)
        throw SqlError::semantic(call.call().arguments.at(i)->position,
                                 QStringLiteral("argument %1 of function %2 must be %3")
                                     .arg(i + 1)
                                     .arg(call.call().name, QLatin1String(what)));
    return type;
}

const DataType &wantPlainArray(const CallTranslation &call, size_t i)
{
    const DataType &type = wantBase(call, i, Base::Array, "an array");
    if (isStoredAsJson(type))
        throw SqlError::unsupported(call.at(),
                                    QStringLiteral("function %1 on an array of nested values").arg(call.call().name));
    return type;
}

SqlValue emitArray(const CallTranslation &call)
{
    const DataType type = arrayType(call.count() ? call.commonTypeFrom(0) : typeOf(Base::String));
    QStringList values;
    for (size_t i = 0; i < call.count(); ++i)
        values.append(call.converted(i, type.args.first()));
    const QString list = values.join(QStringLiteral(", "));
    if (isStoredAsJson(type))
        return {QStringLiteral("jsonb_build_array(%1)").arg(list), type};
    const QString form = isUnknown(type.args.first()) ? QStringLiteral("text[]") : postgresType(type);
    return {QStringLiteral("ARRAY[%1]::%2").arg(list, form), type};
}

SqlValue emitMap(const CallTranslation &call)
{
    if (call.count() % 2)
        throw SqlError::semantic(call.at(), QStringLiteral("function map wants pairs of key and value"));
    DataType key;
    DataType value;
    QStringList parts;
    for (size_t i = 0; i < call.count(); i += 2) {
        const auto nextKey = commonType(key, call.argument(i).type);
        const auto nextValue = commonType(value, call.argument(i + 1).type);
        if (!nextKey || !nextValue)
            throw SqlError::semantic(call.call().arguments.at(i)->position,
                                     QStringLiteral("keys or values of a map have different types"));
        key = *nextKey;
        value = *nextValue;
        parts.append(call.text(i));
        parts.append(call.argument(i + 1).sql);
    }
    const QString list = parts.join(QStringLiteral(", "));
    return {QStringLiteral("jsonb_build_object(%1)").arg(list), mapType(key, value)};
}

SqlValue structOf(const CallTranslation &call, const QStringList &names, size_t first, size_t step)
{
    DataType type;
    type.base = Base::Struct;
    QStringList parts;
    QStringList fields;
    for (size_t i = first; i < call.count(); i += step) {
        const QString &name = names.at(qsizetype((i - first) / step));
        parts.append(convertTo({core::quotePostgresText(name), {}}, typeOf(Base::String), call.at()).sql);
        parts.append(call.argument(i).sql);
        type.fieldNames.append(name);
        type.args.append(call.argument(i).type);
        fields.append(name + u':' + call.argument(i).type.text);
    }
    type.text = QStringLiteral("STRUCT<%1>").arg(fields.join(u','));
    return {QStringLiteral("jsonb_build_object(%1)").arg(parts.join(QStringLiteral(", "))), type};
}

SqlValue emitNamedStruct(const CallTranslation &call)
{
    if (call.count() % 2)
        throw SqlError::semantic(call.at(), QStringLiteral("function named_struct wants pairs of name and value"));
    QStringList names;
    for (size_t i = 0; i < call.count(); i += 2)
        names.append(call.constantText(i).toLower());
    return structOf(call, names, 1, 2);
}

SqlValue emitStruct(const CallTranslation &call)
{
    QStringList names;
    for (size_t i = 0; i < call.count(); ++i)
        names.append(QStringLiteral("col%1").arg(i + 1));
    return structOf(call, names, 0, 1);
}

SqlValue emitSize(const CallTranslation &call)
{
    const DataType &type = call.argument(0).type;
    if (type.base == Base::Map)
        return {QStringLiteral("(SELECT count(*) FROM jsonb_object_keys(%1))").arg(call.argument(0).sql),
                typeOf(Base::BigInt)};
    wantBase(call, 0, Base::Array, "an array or a map");
    const QString function =
        isStoredAsJson(type) ? QStringLiteral("jsonb_array_length") : QStringLiteral("cardinality");
    return {QStringLiteral("%1(%2)::bigint").arg(function, call.argument(0).sql), typeOf(Base::BigInt)};
}

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

SqlValue emitArrayJoin(const CallTranslation &call)
{
    wantPlainArray(call, 0);
    return {QStringLiteral("array_to_string(%1, %2)").arg(call.argument(0).sql, call.text(1)), typeOf(Base::String)};
}

SqlValue emitMapParts(const CallTranslation &call)
{
    const DataType &type = wantBase(call, 0, Base::Map, "a map");
    const bool keys = call.call().name == u"map_keys";
    const DataType element = keys ? type.args.at(0) : type.args.at(1);
    const DataType result = arrayType(element);
    if (isStoredAsJson(result))
        return {QStringLiteral("jsonb_path_query_array(%1, '$.*')").arg(call.argument(0).sql), result};
    return {QStringLiteral("ARRAY(SELECT \"%1\" FROM jsonb_each_text(%2))::%3")
                .arg(keys ? QStringLiteral("key") : QStringLiteral("value"), call.argument(0).sql,
                     isUnknown(element) ? QStringLiteral("text[]") : postgresType(result)),
            result};
}

SqlValue emitToJson(const CallTranslation &call)
{
    return {QStringLiteral("to_jsonb(%1)::text").arg(call.argument(0).sql), typeOf(Base::String)};
}

SqlValue refuseOutsideLateralView(const CallTranslation &call)
{
    throw SqlError::unsupported(call.at(), QStringLiteral("function %1 outside LATERAL VIEW").arg(call.call().name));
}

} // namespace

QList<FunctionRow> nestedFunctions()
{
    constexpr const char *group = "complex";
    return {
        special("array", group, "array(value, …)", 0, -1, emitArray),
        special("map", group, "map(key, value, …)", 2, -1, emitMap),
        special("named_struct", group, "named_struct(name, value, …)", 2, -1, emitNamedStruct),
        special("struct", group, "struct(value, …)", 1, -1, emitStruct),
        special("size", group, "size(array or map)", 1, 1, emitSize),
        special("array_contains", group, "array_contains(array, value)", 2, 2, emitArrayContains),
        special("array_distinct", group, "array_distinct(array)", 1, 1, emitArrayQuery),
        special("array_join", group, "array_join(array, separator)", 2, 2, emitArrayJoin),
        special("array_max", group, "array_max(array)", 1, 1, emitArrayQuery),
        special("array_min", group, "array_min(array)", 1, 1, emitArrayQuery),
        special("sort_array", group, "sort_array(array[, ascending])", 1, 2, emitArrayQuery),
        special("map_keys", group, "map_keys(map)", 1, 1, emitMapParts),
        special("map_values", group, "map_values(map)", 1, 1, emitMapParts),
        special("to_json", group, "to_json(value)", 1, 1, emitToJson),
        special("explode", group, "LATERAL VIEW explode(array or map)", 0, -1, refuseOutsideLateralView),
        special("posexplode", group, "LATERAL VIEW posexplode(array)", 0, -1, refuseOutsideLateralView),
        special("json_tuple", group, "LATERAL VIEW json_tuple(json, key, …)", 0, -1, refuseOutsideLateralView),
    };
}

QList<FunctionRow> refusedFunctions()
{
    constexpr const char *complex = "complex";
    constexpr const char *string = "string";
    constexpr const char *other = "other";
    return {
        refused("all_match", complex, "all_match(array, predicate)"),
        refused("any_match", complex, "any_match(array, predicate)"),
        refused("array_except", complex, "array_except(a, b)"),
        refused("array_intersect", complex, "array_intersect(a, b)"),
        refused("array_reduce", complex, "array_reduce(array, start, merge, final)"),
        refused("array_union", complex, "array_union(a, b)"),
        refused("arrays_zip", complex, "arrays_zip(a, b)"),
        refused("filter", complex, "filter(array, predicate)"),
        refused("flatten", complex, "flatten(array)"),
        refused("from_json", complex, "from_json(json, schema)"),
        refused("inline", complex, "inline(array of structs)"),
        refused("json_extract", complex, "json_extract(json, path)"),
        refused("json_parse", complex, "json_parse(string)"),
        refused("map_concat", complex, "map_concat(map, …)"),
        refused("map_filter", complex, "map_filter(map, predicate)"),
        refused("sequence", complex, "sequence(start, stop)"),
        refused("shuffle", complex, "shuffle(array)"),
        refused("slice", complex, "slice(array, start, length)"),
        refused("transform", complex, "transform(array, function)"),
        refused("from_charset", string, "from_charset(binary, charset)"),
        refused("is_encoding", string, "is_encoding(string, from, to)"),
        refused("format_number", string, "format_number(number, format)"),
        refused("parse_url", string, "parse_url(url, part)"),
        refused("parse_url_tuple", string, "parse_url_tuple(url, part, …)"),
        refused("regexp_extract_all", string, "regexp_extract_all(string, pattern)"),
        refused("soundex", string, "soundex(string)"),
        refused("to_charset", string, "to_charset(string, charset)"),
        refused("sha", string, "sha(string)"),
        refused("sha1", string, "sha1(string)"),
        refused("mask_hash", string, "mask_hash(string)"),
        refused("conv", "mathematical", "conv(number, from, to)"),
        refused("width_bucket", "mathematical", "width_bucket(number, low, high, count)"),
        refused("cluster_sample", "window", "cluster_sample(n) OVER (…)"),
        refused("histogram", "aggregate", "histogram(value)"),
        refused("map_agg", "aggregate", "map_agg(key, value)"),
        refused("numeric_histogram", "aggregate", "numeric_histogram(buckets, number)"),
        refused("get_idcard_age", other, "get_idcard_age(string)"),
        refused("get_idcard_birthday", other, "get_idcard_birthday(string)"),
        refused("get_idcard_sex", other, "get_idcard_sex(string)"),
        refused("get_userid", other, "get_userid()"),
        refused("grouping_id", other, "grouping_id(column, …)"),
        refused("hash", other, "hash(value, …)"),
        refused("max_pt", other, "max_pt(table)"),
        refused("partition_exists", other, "partition_exists(table, partition)"),
        refused("sample", other, "sample(x, y)"),
        refused("stack", other, "stack(n, value, …)"),
        refused("str_to_map", other, "str_to_map(string)"),
        refused("sym_decrypt", other, "sym_decrypt(value, key)"),
        refused("sym_encrypt", other, "sym_encrypt(value, key)"),
        refused("table_exists", other, "table_exists(table)"),
        refused("trans_array", other, "trans_array(…)"),
        refused("trans_cols", other, "trans_cols(…)"),
        refused("typeof", other, "typeof(value)"),
        refused("unique_id", other, "unique_id()"),
    };
}

} // namespace isthmus::sandboxsql
