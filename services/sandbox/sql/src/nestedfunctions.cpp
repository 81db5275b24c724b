// SPDX-License-Identifier: GPL-3.0-or-later
#include "functiontable.h"
#include "nestedconversion.h"
#include "typerules.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandboxsql/types.h>

// Source: MaxCompute SQL, "Complex type functions".
namespace isthmus::sandboxsql {

using catalog::DataType;
using Base = DataType::Base;

namespace {

SqlValue emitArray(const CallTranslation &call)
{
    const DataType type = arrayType(call.count() ? call.commonTypeFrom(0) : typeOf(Base::String));
    QStringList values;
    for (size_t i = 0; i < call.count(); ++i)
        values.append(call.converted(i, type.args.first()));
    if (isStoredAsJson(type)) {
        for (QString &value : values)
            value = jsonPart({value, type.args.first()});
        return {QStringLiteral("jsonb_build_array(%1)").arg(values.join(QStringLiteral(", "))), type};
    }
    const QString list = values.join(QStringLiteral(", "));
    const QString form = isUnknown(type.args.first()) ? QStringLiteral("text[]") : postgresType(type);
    return {QStringLiteral("ARRAY[%1]::%2").arg(list, form), type};
}

QString keyText(const CallTranslation &call, const SqlValue &key)
{
    return mapKeyText(key, call.call().arguments.front()->position);
}

SqlValue emitMap(const CallTranslation &call)
{
    if (call.count() % 2)
        throw SqlError::semantic(call.at(), QStringLiteral("function map wants pairs of key and value"));
    DataType key;
    DataType value;
    for (size_t i = 0; i < call.count(); i += 2) {
        const auto nextKey = commonType(key, call.argument(i).type);
        const auto nextValue = commonType(value, call.argument(i + 1).type);
        if (!nextKey || !nextValue)
            throw SqlError::semantic(call.call().arguments.at(i)->position,
                                     QStringLiteral("keys or values of a map have different types"));
        key = *nextKey;
        value = *nextValue;
    }
    QStringList parts;
    for (size_t i = 0; i < call.count(); i += 2) {
        parts.append(keyText(call, {call.converted(i, key), key}));
        parts.append(jsonPart({call.converted(i + 1, value), value}));
    }
    return {jsonObject(parts), mapType(key, value)};
}

SqlValue structOf(const CallTranslation &call, const QStringList &names, size_t first, size_t step)
{
    QStringList parts;
    QList<DataType> types;
    for (size_t i = first; i < call.count(); i += step) {
        parts.append(dialect::quotePostgresText(names.at(types.size())) + QStringLiteral("::text"));
        parts.append(jsonPart(call.argument(i)));
        types.append(call.argument(i).type);
    }
    return {jsonObject(parts), structType(names, types)};
}

SqlValue emitNamedStruct(const CallTranslation &call)
{
    if (call.count() % 2)
        throw SqlError::semantic(call.at(), QStringLiteral("function named_struct wants pairs of name and value"));
    QStringList names;
    for (size_t i = 0; i < call.count(); i += 2) {
        const QString name = call.constantText(i).toLower();
        if (name.isEmpty() || names.contains(name))
            throw SqlError::semantic(call.call().arguments.at(i)->position,
                                     name.isEmpty() ? QStringLiteral("a field of a struct has no name")
                                                    : QStringLiteral("field '%1' is given twice").arg(name));
        names.append(name);
    }
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

SqlValue emitMapParts(const CallTranslation &call)
{
    const DataType &type = wantBase(call, 0, Base::Map, "a map");
    const bool keys = call.call().name == u"map_keys";
    const DataType element = keys ? type.args.at(0) : type.args.at(1);
    const DataType result = arrayType(element);
    if (isStoredAsJson(result))
        return {QStringLiteral("jsonb_path_query_array(%1, '$.*')").arg(call.argument(0).sql), result};
    const QString text = keys ? QStringLiteral("\"key\"") : QStringLiteral("\"value\"");
    return {QStringLiteral("ARRAY(SELECT %1 FROM jsonb_each_text(%2))::%3")
                .arg(mapKey(text, element, call.at()).sql, call.argument(0).sql,
                     isUnknown(element) ? QStringLiteral("text[]") : postgresType(result)),
            result};
}

// A later map's value replaces an earlier one's of the same key.
SqlValue emitMapConcat(const CallTranslation &call)
{
    DataType type = wantBase(call, 0, Base::Map, "a map");
    QStringList parts;
    for (size_t i = 0; i < call.count(); ++i) {
        const DataType &other = wantBase(call, i, Base::Map, "a map");
        const auto key = commonType(type.args.at(0), other.args.at(0));
        const auto value = commonType(type.args.at(1), other.args.at(1));
        if (!key || !value)
            throw SqlError::semantic(call.at(), QStringLiteral("the maps of map_concat have different types"));
        type = mapType(*key, *value);
    }
    for (size_t i = 0; i < call.count(); ++i)
        parts.append(call.converted(i, type));
    return {u'(' + parts.join(QStringLiteral(" || ")) + u')', type};
}

SqlValue emitMapEntries(const CallTranslation &call)
{
    const DataType &map = wantBase(call, 0, Base::Map, "a map");
    const DataType entry = structType({QStringLiteral("key"), QStringLiteral("value")}, map.args);
    const SqlValue key = mapKey(QStringLiteral("\"key\""), map.args.at(0), call.at());
    return {QStringLiteral("(SELECT COALESCE(jsonb_agg(jsonb_build_object('key', %1, 'value', \"value\")), '[]') "
                           "FROM jsonb_each(%2))")
                .arg(jsonPart(key), call.argument(0).sql),
            arrayType(entry)};
}

SqlValue emitMapFromEntries(const CallTranslation &call)
{
    const DataType &type = wantBase(call, 0, Base::Array, "an array of structs");
    const DataType &entry = type.args.first();
    if (entry.base != Base::Struct || entry.args.size() != 2)
        throw SqlError::semantic(call.at(), QStringLiteral("map_from_entries wants structs of a key and a value"));
    const SqlValue key = partOf(QStringLiteral("(\"e\" -> %1)").arg(dialect::quotePostgresText(entry.fieldNames.at(0))),
                                entry.args.at(0), call.at());
    return {QStringLiteral("(SELECT COALESCE(jsonb_object_agg(%1, \"e\" -> %2), '{}') "
                           "FROM jsonb_array_elements(%3) AS \"e\")")
                .arg(keyText(call, key), dialect::quotePostgresText(entry.fieldNames.at(1)), call.argument(0).sql),
            mapType(entry.args.at(0), entry.args.at(1))};
}

// map_from_arrays(keys, values)
SqlValue emitMapFromArrays(const CallTranslation &call)
{
    const DataType &keys = wantPlainArray(call, 0);
    const DataType &values = wantPlainArray(call, 1);
    const QString key = keyText(call, {QStringLiteral("\"k\""), keys.args.first()});
    const QString value = jsonPart({QStringLiteral("\"v\""), values.args.first()});
    return {QStringLiteral("(SELECT COALESCE(jsonb_object_agg(%1, %2), '{}') FROM unnest(%3, %4) AS "
                           "\"e\"(\"k\", \"v\") WHERE \"k\" IS NOT NULL)")
                .arg(key, value, call.argument(0).sql, call.argument(1).sql),
            mapType(keys.args.first(), values.args.first())};
}

SqlValue refuseOutsideLateralView(const CallTranslation &call)
{
    throw SqlError::unsupported(
        call.at(), QStringLiteral("function %1 anywhere but alone in SELECT or in LATERAL VIEW").arg(call.call().name));
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
        special("map_concat", group, "map_concat(map, …)", 1, -1, emitMapConcat),
        special("map_entries", group, "map_entries(map)", 1, 1, emitMapEntries),
        special("map_from_arrays", group, "map_from_arrays(keys, values)", 2, 2, emitMapFromArrays),
        special("map_from_entries", group, "map_from_entries(array of structs)", 1, 1, emitMapFromEntries),
        special("map_keys", group, "map_keys(map)", 1, 1, emitMapParts),
        special("map_values", group, "map_values(map)", 1, 1, emitMapParts),
        row("str_to_map", group, "str_to_map(string[, pairSeparator[, valueSeparator]])", "s",
            "rt.str_to_map($1, ',', '=')", 'M'),
        row("str_to_map", group, "str_to_map(string[, pairSeparator[, valueSeparator]])", "ss",
            "rt.str_to_map($1, $2, '=')", 'M'),
        row("str_to_map", group, "str_to_map(string[, pairSeparator[, valueSeparator]])", "sss",
            "rt.str_to_map($1, $2, $3)", 'M'),
        special("explode", group, "explode(array or map)", 0, -1, refuseOutsideLateralView),
        special("posexplode", group, "posexplode(array)", 0, -1, refuseOutsideLateralView),
        special("inline", group, "inline(array of structs)", 0, -1, refuseOutsideLateralView),
        special("stack", group, "stack(rows, value, …)", 0, -1, refuseOutsideLateralView),
        special("json_tuple", group, "json_tuple(json, key, …)", 0, -1, refuseOutsideLateralView),
    };
}

} // namespace isthmus::sandboxsql
