// SPDX-License-Identifier: GPL-3.0-or-later
#include "nestedconversion.h"

#include "typerules.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandboxsql/types.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace isthmus::sandboxsql {

using catalog::DataType;
using Base = DataType::Base;

namespace {

constexpr qsizetype maxArguments = 100; // of a PostgreSQL function

// Whether what is stored of a value of \a from is a value of \a to as it is.
bool isStoredAlike(const DataType &from, const DataType &to)
{
    if (from.base != to.base || from.fieldNames != to.fieldNames || from.args.size() != to.args.size())
        return false;
    if (!from.isNested())
        return from == to;
    return std::equal(from.args.cbegin(), from.args.cend(), to.args.cbegin(), isStoredAlike);
}

[[noreturn]] void fail(const DataType &from, const DataType &to, SourcePosition at)
{
    throw SqlError::semantic(at,
                             QStringLiteral("a value of type %1 cannot be converted to %2").arg(from.text, to.text));
}

// What \a made says of the value "_s", which is \a sql: evaluated once, and NULL where that is NULL. Aliases of inner
// conversions hide those of outer ones, which they do not need.
QString ofOnce(const QString &sql, const QString &made)
{
    return QStringLiteral("(SELECT CASE WHEN \"_s\" IS NOT NULL THEN %1 END FROM (SELECT %2) AS \"_c\"(\"_s\"))")
        .arg(made, sql);
}

// The part \a json of type \a from, as what jsonb_build_object() and the like make JSON of.
QString convertedPart(const QString &json, const DataType &from, const DataType &to, SourcePosition at)
{
    return isStoredAlike(from, to) ? json : jsonPart(castTo(partOf(json, from, at), to, at));
}

QString convertedStruct(const SqlValue &value, const DataType &type, SourcePosition at)
{
    QStringList parts;
    for (qsizetype i = 0; i < type.args.size(); ++i) {
        const QString part =
            QStringLiteral("(\"_s\" -> %1)").arg(dialect::quotePostgresText(value.type.fieldNames.at(i)));
        parts.append(dialect::quotePostgresText(type.fieldNames.at(i)) + QStringLiteral("::text"));
        parts.append(convertedPart(part, value.type.args.at(i), type.args.at(i), at));
    }
    return ofOnce(value.sql, jsonObject(parts));
}

QString convertedMap(const SqlValue &value, const DataType &type, SourcePosition at)
{
    const SqlValue key = mapKey(QStringLiteral("\"_k\""), value.type.args.at(0), at);
    const QString newKey = mapKeyText(castTo(key, type.args.at(0), at), at);
    const QString newValue = convertedPart(QStringLiteral("\"_v\""), value.type.args.at(1), type.args.at(1), at);
    return ofOnce(value.sql,
                  QStringLiteral("(SELECT COALESCE(jsonb_object_agg(%1, %2), '{}') FROM jsonb_each(\"_s\") AS "
                                 "\"_m\"(\"_k\", \"_v\"))")
                      .arg(newKey, newValue));
}

QString convertedArray(const SqlValue &value, const DataType &type, SourcePosition at)
{
    const bool fromJson = isStoredAsJson(value.type);
    const DataType &from = value.type.args.first();
    const DataType &to = type.args.first();
    const QString element = QStringLiteral("\"_e\"");
    const SqlValue converted = castTo(fromJson ? partOf(element, from, at) : SqlValue{element, from}, to, at);
    const QString rows = QStringLiteral("%1(\"_s\") WITH ORDINALITY AS \"_a\"(\"_e\", \"_n\")")
                             .arg(fromJson ? QStringLiteral("jsonb_array_elements") : QStringLiteral("unnest"));
    if (isStoredAsJson(type))
        return ofOnce(value.sql,
                      QStringLiteral("(SELECT COALESCE(jsonb_agg(%1 ORDER BY \"_n\"), '[]') FROM %2)")
                          .arg(jsonPart(converted), rows));
    return ofOnce(
        value.sql,
        QStringLiteral("ARRAY(SELECT %1 FROM %2 ORDER BY \"_n\")::%3").arg(converted.sql, rows, postgresType(type)));
}

QJsonValue shapeOf(const DataType &type, ShapeOf of)
{
    if (of == ShapeOf::StructsAndFractions && (type.base == Base::Float || type.base == Base::Double))
        return QStringLiteral("n");
    if (type.base == Base::Array) {
        const QJsonValue element = shapeOf(type.args.first(), of);
        return element.isNull() ? element : QJsonObject{{QStringLiteral("a"), element}};
    }
    if (type.base == Base::Map) {
        const QJsonValue value = shapeOf(type.args.at(1), of);
        return value.isNull() ? value : QJsonObject{{QStringLiteral("m"), value}};
    }
    if (type.base != Base::Struct)
        return QJsonValue::Null;
    QJsonArray fields;
    for (qsizetype i = 0; i < type.args.size(); ++i)
        fields.append(QJsonArray{type.fieldNames.at(i), shapeOf(type.args.at(i), of)});
    return QJsonObject{{QStringLiteral("f"), fields}};
}

QString shapeText(const DataType &type, ShapeOf of)
{
    const QJsonValue shape = shapeOf(type, of);
    if (shape.isNull())
        return {};
    // In an array, since a document of Qt's has no text alone.
    const QByteArray text = QJsonDocument(QJsonArray{shape}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(text.sliced(1, text.size() - 2));
}

} // namespace

SqlValue partOf(const QString &json, const DataType &type, SourcePosition at)
{
    if (isStoredAsJson(type))
        return {QStringLiteral("NULLIF(%1, 'null'::jsonb)").arg(json), type};
    if (type.base == Base::Array) {
        const QString reader =
            type.args.first().base == Base::DateTime ? QStringLiteral("json_datetimes") : QStringLiteral("json_texts");
        return {QStringLiteral("%1(%2)::%3").arg(runtimeName(reader), json, postgresType(type)), type};
    }
    const QString text = QStringLiteral("(%1 #>> '{}')").arg(json);
    return isUnknown(type) ? SqlValue{text, type} : castTo({text, {}}, type, at);
}

QString mapKeyText(const SqlValue &key, SourcePosition at)
{
    switch (key.type.base) {
    case Base::DateTime:
    case Base::TimestampTz:
        return QStringLiteral("mc_type.key_text(%1)").arg(key.sql);
    case Base::Binary:
        return key.sql + QStringLiteral("::text");
    default:
        return convertTo(key, typeOf(Base::String), at).sql;
    }
}

SqlValue mapKey(const QString &text, const DataType &type, SourcePosition at)
{
    return isUnknown(type) ? SqlValue{text, type} : castTo({text, {}}, type, at);
}

QString jsonPart(const SqlValue &value)
{
    const auto isFraction = [](const DataType &type) { return type.base == Base::Float || type.base == Base::Double; };
    if (isFraction(value.type))
        return QStringLiteral("%1(%2)").arg(runtimeName(QStringLiteral("json_number")), value.sql);
    if (value.type.base == Base::Array && !value.type.args.isEmpty() && isFraction(value.type.args.first()))
        return QStringLiteral("%1(%2)").arg(runtimeName(QStringLiteral("json_numbers")), value.sql);
    return value.sql;
}

SqlValue convertNested(const SqlValue &value, const DataType &type, SourcePosition at)
{
    const DataType &from = value.type;
    if (from.base != type.base || from.args.size() != type.args.size())
        fail(from, type, at);
    if (isStoredAlike(from, type))
        return {value.sql, type};
    // Inside a subquery a window would see one row.
    if (value.sql.contains(u" OVER ("))
        throw SqlError::unsupported(
            at, QStringLiteral("the conversion of %1 with a window function in it outside a subquery").arg(from.text));
    switch (type.base) {
    case Base::Struct:
        return {convertedStruct(value, type, at), type};
    case Base::Map:
        return {convertedMap(value, type, at), type};
    default:
        return {convertedArray(value, type, at), type};
    }
}

QString jsonObject(const QStringList &parts)
{
    QStringList objects;
    for (qsizetype i = 0; i < parts.size(); i += maxArguments)
        objects.append(
            QStringLiteral("jsonb_build_object(%1)").arg(parts.mid(i, maxArguments).join(QStringLiteral(", "))));
    return objects.size() == 1 ? objects.first() : u'(' + objects.join(QStringLiteral(" || ")) + u')';
}

QString shapeSql(const DataType &type, ShapeOf of)
{
    const QString shape = shapeText(type, of);
    return shape.isEmpty() ? QStringLiteral("NULL") : dialect::quotePostgresText(shape) + QStringLiteral("::jsonb");
}

QString structShape(const DataType &type)
{
    return shapeText(type, ShapeOf::Structs);
}

} // namespace isthmus::sandboxsql
