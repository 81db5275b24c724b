// SPDX-License-Identifier: GPL-3.0-or-later
#include "functiontable.h"
#include "jsontimes.h"
#include "nestedconversion.h"
#include "typerules.h"

#include <isthmus/sandboxsql/types.h>

#include <algorithm>

// Source: MaxCompute SQL, "Complex type functions", JSON functions, and GET_JSON_OBJECT of "String functions".
namespace isthmus::sandboxsql {

using catalog::DataType;
using Base = DataType::Base;

namespace {

SqlValue emitToJson(const CallTranslation &call)
{
    return {QStringLiteral("%1(%2, %3)")
                .arg(runtimeName(QStringLiteral("json_text")), jsonWithTimes(call.argument(0)),
                     shapeSql(call.argument(0).type, ShapeOf::StructsAndFractions)),
            typeOf(Base::String)};
}

// A MaxCompute type, or 'a bigint, b string' for a struct.
DataType schemaArgument(const CallTranslation &call)
{
    const QString text = call.constantText(1).trimmed();
    DataType type = catalog::parseMaxComputeType(text);
    if (type.base == Base::Unknown) {
        QStringList fields;
        int depth = 0;
        QString field;
        for (const QChar c : QString(text + u',')) {
            depth += c == u'<' || c == u'(' ? 1 : c == u'>' || c == u')' ? -1 : 0;
            if (c != u',' || depth > 0) {
                field += c;
                continue;
            }
            field = field.trimmed();
            const qsizetype blank = field.indexOf(u' ');
            fields.append(blank < 0 ? field : field.left(blank) + u':' + field.mid(blank + 1).trimmed());
            field.clear();
        }
        type = catalog::parseMaxComputeType(QStringLiteral("STRUCT<%1>").arg(fields.join(u',')));
    }
    if (type.base == Base::Unknown)
        throw SqlError::semantic(call.call().arguments.at(1)->position,
                                 QStringLiteral("'%1' is no data type").arg(text.left(128)));
    checkFields(type, call.call().arguments.at(1)->position);
    return type;
}

bool holdsFractions(const DataType &type)
{
    return type.base == Base::Float || type.base == Base::Double
        || std::any_of(type.args.cbegin(), type.args.cend(), holdsFractions);
}

// The call \a function of the runtime's.
QString runtimeCall(const char *function, const QStringList &arguments)
{
    return runtimeName(QLatin1String(function)) + u'(' + arguments.join(QStringLiteral(", ")) + u')';
}

// The jsonb of the text \a text, with the fields of \a type and the sign of -0 in it.
QString parsedJson(const QString &text, const DataType &type)
{
    const bool hasFractions = holdsFractions(type);
    QString json = runtimeCall("parse_json", {hasFractions ? runtimeCall("mark_zeros", {text}) : text});
    if (const QString shape = shapeSql(type); shape != u"NULL")
        json = runtimeCall("conform", {json, shape});
    return hasFractions ? runtimeCall("signed_zeros", {json, shapeSql(type, ShapeOf::StructsAndFractions)}) : json;
}

// from_json(text, schema): broken text gives NULL, fields that the schema does not name are left out. Names are found
// in any case, since those of the schema are folded.
SqlValue emitFromJson(const CallTranslation &call)
{
    const DataType type = schemaArgument(call);
    const QString json = parsedJson(call.text(0), type);
    if (holdsTimes(type) && !isStoredAsJson(type))
        return partOf(jsonOfTimes(json, type), type, call.at());
    if (type.base == Base::Array && !isStoredAsJson(type))
        return {QStringLiteral("(CASE WHEN jsonb_typeof(%1) = 'array' THEN "
                               "ARRAY(SELECT jsonb_array_elements_text(%1))::%2 END)")
                    .arg(json, postgresType(type)),
                type};
    if (type.isNested())
        return {QStringLiteral("NULLIF(%1, 'null'::jsonb)").arg(jsonOfTimes(json, type)), type};
    if (isStoredAsJson(type))
        return {json, type};
    return castTo({QStringLiteral("(%1 #>> '{}')").arg(json), typeOf(Base::String)}, type, call.at());
}

SqlValue emitJsonObject(const CallTranslation &call)
{
    if (call.count() % 2)
        throw SqlError::semantic(call.at(), QStringLiteral("function json_object wants pairs of key and value"));
    QStringList parts;
    for (size_t i = 0; i < call.count(); i += 2) {
        parts.append(call.text(i));
        parts.append(call.argument(i + 1).sql);
    }
    return {QStringLiteral("jsonb_build_object(%1)").arg(parts.join(QStringLiteral(", "))), typeOf(Base::Json)};
}

SqlValue emitJsonArray(const CallTranslation &call)
{
    QStringList parts;
    for (size_t i = 0; i < call.count(); ++i)
        parts.append(call.argument(i).sql);
    return {QStringLiteral("jsonb_build_array(%1)").arg(parts.join(QStringLiteral(", "))), typeOf(Base::Json)};
}

// get_json_object() of JSON text, or of a JSON value.
SqlValue emitGetJsonObject(const CallTranslation &call)
{
    const bool json = call.argument(0).type.base == Base::Json;
    return {QStringLiteral("%1(%2, %3)")
                .arg(runtimeName(QStringLiteral("get_json_object")),
                     json ? call.argument(0).sql + QStringLiteral("::text") : call.text(0), call.text(1)),
            typeOf(Base::String)};
}

} // namespace

QList<FunctionRow> jsonFunctions()
{
    constexpr const char *group = "complex";
    return {
        special("get_json_object", "string", "get_json_object(json, path)", 2, 2, emitGetJsonObject),
        special("from_json", group, "from_json(string, schema)", 2, 2, emitFromJson),
        special("to_json", group, "to_json(value)", 1, 1, emitToJson),
        special("json_array", group, "json_array(value, …)", 0, -1, emitJsonArray),
        special("json_object", group, "json_object(key, value, …)", 0, -1, emitJsonObject),
        row("json_exists", group, "json_exists(json, path)", "js", "jsonb_path_exists($1, $2::jsonpath)", 'b'),
        row("json_extract", group, "json_extract(json, path)", "js", "jsonb_path_query_first($1, $2::jsonpath)", 'j'),
        row("json_format", group, "json_format(json)", "j", "rt.json_text($1)", 's'),
        row("json_parse", group, "json_parse(string)", "s", "$1::jsonb", 'j'),
        row("json_type", group, "json_type(json)", "j", "jsonb_typeof($1)", 's'),
        row("json_valid", group, "json_valid(string)", "s", "(rt.parse_json($1) IS NOT NULL)", 'b'),
    };
}

} // namespace isthmus::sandboxsql
