// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

#include <isthmus/mapping/types/typemapping.h>

#include <algorithm>
#include <array>
#include <optional>

namespace isthmus::mapping {

namespace {

using catalog::DataType;
using Base = DataType::Base;

// Source: MaxCompute data types edition 2.0.
constexpr int maxDecimalPrecision = 38;
constexpr int maxDecimalScale = 18;
constexpr int maxVarCharLength = 65'535;
constexpr int maxCharLength = 255;
// What is left before the point when MaxCompute reads an external DECIMAL as (38,18).
constexpr int externalDecimalIntegerDigits = maxDecimalPrecision - maxDecimalScale;

DataType mcType(const QString &text)
{
    return catalog::parseMaxComputeType(text);
}

DataType stringType()
{
    return mcType(QStringLiteral("STRING"));
}

TypeMapping leftOut(const plan::Text &note, const plan::Text &explanation)
{
    return {{}, Fit::LeftOut, note, explanation, {}};
}

TypeMapping leftOutUnsupported(const DataType &type)
{
    return leftOut(
        coded("Mapping.no_type", QT_TRANSLATE_NOOP("Mapping", "No MaxCompute type")),
        coded("Mapping.no_type_long",
              QT_TRANSLATE_NOOP(
                  "Mapping",
                  "MaxCompute cannot read %1 from Hologres; a copy of the values in a TEXT column can be mapped."),
              {type.text}));
}

TypeMapping asText(const DataType &type)
{
    return {stringType(),
            Fit::Check,
            coded("Mapping.as_text", QT_TRANSLATE_NOOP("Mapping", "Read as text")),
            coded("Mapping.as_text_long",
                  QT_TRANSLATE_NOOP("Mapping",
                                    "Values of %1 arrive as text; queries cast them where they compute with them."),
                  {type.text}),
            {}};
}

TypeMapping mapDecimal(const DataType &type)
{
    if (!type.precision) {
        return {mcType(QStringLiteral("DECIMAL(38,18)")),
                Fit::Check,
                coded("Mapping.no_size", QT_TRANSLATE_NOOP("Mapping", "No declared size")),
                coded("Mapping.no_size_long",
                      QT_TRANSLATE_NOOP("Mapping",
                                        "NUMERIC without precision holds any number; DECIMAL(38,18) holds 20 digits "
                                        "before the point and 18 "
                                        "after it. Choose STRING if values are larger.")),
                {stringType()}};
    }
    const int precision = *type.precision;
    const int scale = type.scale.value_or(0);
    if (precision < 1 || precision > maxDecimalPrecision || scale < 0 || scale > maxDecimalScale || scale > precision) {
        return {
            stringType(),
            Fit::Check,
            coded("Mapping.beyond_decimal", QT_TRANSLATE_NOOP("Mapping", "Beyond DECIMAL(38,18)")),
            coded("Mapping.beyond_decimal_long",
                  QT_TRANSLATE_NOOP("Mapping", "MaxCompute's DECIMAL ends at (38,18); values of %1 are read as text."),
                  {type.text}),
            {}};
    }
    const DataType target = mcType(QStringLiteral("DECIMAL(%1,%2)").arg(precision).arg(scale));
    if (precision == maxDecimalPrecision && scale == maxDecimalScale)
        return {target, Fit::Exact, {}, {}, {stringType()}};
    TypeMapping mapping{target,
                        Fit::Check,
                        coded("Mapping.decimal_as_largest", QT_TRANSLATE_NOOP("Mapping", "May read as (38,18)")),
                        {},
                        {stringType()}};
    if (precision - scale > externalDecimalIntegerDigits) {
        mapping.explanation = coded(
            "Mapping.decimal_may_fail",
            QT_TRANSLATE_NOOP("Mapping",
                              "MaxCompute may read an external DECIMAL as (38,18), which holds 20 digits before the "
                              "point; larger values would fail. Use STRING and cast, or keep %1."),
            {target.text});
    } else {
        mapping.explanation =
            coded("Mapping.decimal_scale_may_differ",
                  QT_TRANSLATE_NOOP("Mapping",
                                    "MaxCompute may read an external DECIMAL as (38,18). Values stay equal; the shown "
                                    "scale can differ. Use STRING and cast, or keep %1."),
                  {target.text});
    }
    return mapping;
}

TypeMapping mapVarChar(const DataType &type)
{
    if (!type.length)
        return {stringType(), Fit::Exact, {}, {}, {}};
    if (*type.length > maxVarCharLength)
        return {stringType(),
                Fit::Wider,
                coded("Mapping.beyond_varchar", QT_TRANSLATE_NOOP("Mapping", "Longer than VARCHAR")),
                {},
                {}};
    return {mcType(QStringLiteral("VARCHAR(%1)").arg(*type.length)), Fit::Exact, {}, {}, {stringType()}};
}

TypeMapping mapChar(const DataType &type)
{
    if (!type.length || *type.length > maxCharLength)
        return {stringType(),
                Fit::Wider,
                coded("Mapping.beyond_char", QT_TRANSLATE_NOOP("Mapping", "Longer than CHAR")),
                {},
                {}};
    return {mcType(QStringLiteral("CHAR(%1)").arg(*type.length)),
            Fit::Exact,
            coded("Mapping.padded", QT_TRANSLATE_NOOP("Mapping", "Padded with blanks")),
            {},
            {stringType()}};
}

// Source: type table of MaxCompute manual "Hologres foreign tables"; its text on limits contradicts it for arrays.
TypeMapping mapArray(const DataType &type)
{
    static constexpr std::array readable{Base::Int,    Base::BigInt,  Base::Float,
                                         Base::Double, Base::Boolean, Base::String};
    const DataType element = type.args.value(0);
    if (std::find(readable.begin(), readable.end(), element.base) == readable.end())
        return leftOutUnsupported(type);
    const QString elementText = toMaxCompute(element).target.text;
    return {
        mcType(QStringLiteral("ARRAY<%1>").arg(elementText)),
        Fit::Check,
        coded("Mapping.array", QT_TRANSLATE_NOOP("Mapping", "Array may not be readable")),
        coded(
            "Mapping.array_long",
            QT_TRANSLATE_NOOP(
                "Mapping",
                "MaxCompute's manual lists this array as readable and, elsewhere, arrays as not supported in external "
                "tables. It must have one dimension and no NULL element. Leave the column out if queries fail.")),
        {}};
}

// The documented type for each readable base; what needs more than a look at the base has its own function.
TypeMapping mapByTable(const DataType &type)
{
    switch (type.base) {
    case Base::Boolean:
        return {mcType(QStringLiteral("BOOLEAN")), Fit::Exact, {}, {}, {stringType()}};
    case Base::SmallInt:
        return {mcType(QStringLiteral("SMALLINT")), Fit::Exact, {}, {}, {stringType()}};
    case Base::Int:
        return {mcType(QStringLiteral("INT")), Fit::Exact, {}, {}, {stringType()}};
    case Base::BigInt:
        return {mcType(QStringLiteral("BIGINT")), Fit::Exact, {}, {}, {stringType()}};
    case Base::Float:
        return {mcType(QStringLiteral("FLOAT")), Fit::Exact, {}, {}, {stringType()}};
    case Base::Double:
        return {mcType(QStringLiteral("DOUBLE")), Fit::Exact, {}, {}, {stringType()}};
    case Base::Decimal:
        return mapDecimal(type);
    case Base::String:
        return {stringType(), Fit::Exact, {}, {}, {mcType(QStringLiteral("VARCHAR(%1)").arg(maxVarCharLength))}};
    case Base::VarChar:
        return mapVarChar(type);
    case Base::Char:
        return mapChar(type);
    case Base::Binary:
        return {mcType(QStringLiteral("BINARY")),
                Fit::Check,
                coded("Mapping.binary_limit", QT_TRANSLATE_NOOP("Mapping", "Up to 8 MB a value")),
                coded("Mapping.binary_limit_long",
                      QT_TRANSLATE_NOOP(
                          "Mapping",
                          "BYTEA holds up to 1 GB a value, BINARY up to 8 MB; larger values fail when they are read.")),
                {}};
    case Base::Date:
        return {mcType(QStringLiteral("DATE")),
                Fit::Exact,
                coded("Mapping.date_years", QT_TRANSLATE_NOOP("Mapping", "Years 1 to 9999")),
                {},
                {stringType()}};
    case Base::TimestampNtz:
        return {mcType(QStringLiteral("TIMESTAMP_NTZ")),
                Fit::Wider,
                coded("Mapping.finer_time", QT_TRANSLATE_NOOP("Mapping", "µs to ns")),
                {},
                {stringType()}};
    case Base::TimestampTz:
        return {mcType(QStringLiteral("TIMESTAMP")),
                Fit::Wider,
                coded("Mapping.finer_time", QT_TRANSLATE_NOOP("Mapping", "µs to ns")),
                {},
                {stringType()}};
    case Base::Json:
        return {stringType(),
                Fit::Wider,
                coded("Mapping.json_as_text", QT_TRANSLATE_NOOP("Mapping", "JSON as text")),
                {},
                {}};
    case Base::Jsonb:
        return leftOut(
            coded("Mapping.jsonb", QT_TRANSLATE_NOOP("Mapping", "Only by direct read")),
            coded("Mapping.jsonb_long",
                  QT_TRANSLATE_NOOP(
                      "Mapping",
                      "MaxCompute reads JSONB only by direct read, not through JDBC. A JSON column would be read as "
                      "text.")));
    case Base::Array:
        return mapArray(type);
    default:
        return leftOutUnsupported(type);
    }
}

bool isWiderInteger(Base from, Base to)
{
    static constexpr std::array order{Base::TinyInt, Base::SmallInt, Base::Int, Base::BigInt};
    const auto fromAt = std::find(order.begin(), order.end(), from);
    const auto toAt = std::find(order.begin(), order.end(), to);
    return fromAt != order.end() && toAt != order.end() && fromAt < toAt;
}

// Fit and note when a chosen type of the same family holds the values; nothing if it does not.
std::optional<TypeMapping> sameFamily(const DataType &type, const DataType &target)
{
    if (type.base == Base::Decimal && target.base == Base::Decimal) {
        const int scale = target.scale.value_or(maxDecimalScale);
        const int precision = target.precision.value_or(maxDecimalPrecision);
        if (precision > maxDecimalPrecision || scale > maxDecimalScale || scale < 0 || scale > precision)
            return std::nullopt;
        if (!type.precision || scale < type.scale.value_or(0)
            || precision - scale < *type.precision - type.scale.value_or(0))
            return std::nullopt;
        return TypeMapping{target,
                           Fit::Check,
                           coded("Mapping.decimal_as_largest", QT_TRANSLATE_NOOP("Mapping", "May read as (38,18)")),
                           mapDecimal(type).explanation,
                           {}};
    }
    const bool isText = type.base == Base::String || type.base == Base::VarChar || type.base == Base::Char;
    if (isText && target.base == Base::VarChar && target.length.value_or(0) > 0 && *target.length <= maxVarCharLength) {
        if (!type.length) {
            return TypeMapping{target,
                               Fit::Check,
                               coded("Mapping.may_be_cut", QT_TRANSLATE_NOOP("Mapping", "Longer values may be cut")),
                               coded("Mapping.may_be_cut_long",
                                     QT_TRANSLATE_NOOP("Mapping", "TEXT has no length limit; %1 holds %2 characters."),
                                     {target.text, QString::number(*target.length)}),
                               {}};
        }
        if (*target.length < *type.length)
            return std::nullopt;
        return TypeMapping{target, Fit::Wider, {}, {}, {}};
    }
    if (type.base == Base::Char && target.base == Base::Char && target.length.value_or(0) >= type.length.value_or(1)
        && *target.length <= maxCharLength)
        return TypeMapping{
            target, Fit::Wider, coded("Mapping.padded", QT_TRANSLATE_NOOP("Mapping", "Padded with blanks")), {}, {}};
    const bool isDoubled = type.base == Base::Float && target.base == Base::Double;
    if (isDoubled || isWiderInteger(type.base, target.base)) {
        return TypeMapping{
            target,
            Fit::Check,
            coded("Mapping.undocumented_type", QT_TRANSLATE_NOOP("Mapping", "Not the documented type")),
            coded("Mapping.undocumented_type_long",
                  QT_TRANSLATE_NOOP(
                      "Mapping", "%1 holds all values of %2, but MaxCompute's type table names another type for it."),
                  {target.text, type.text}),
            {}};
    }
    return std::nullopt;
}

TypeMapping chosen(const DataType &type, const TypeMapping &own, const DataType &target)
{
    if (target == own.target)
        return own;
    if (auto mapping = sameFamily(type, target))
        return *mapping;
    if (target.base == Base::String && !type.isNested()) {
        if (type.base == Base::VarChar || type.base == Base::Char)
            return {target, Fit::Wider, {}, {}, {}};
        return asText(type);
    }
    return leftOut(coded("Mapping.too_narrow", QT_TRANSLATE_NOOP("Mapping", "Cannot hold %1"), {type.text}),
                   coded("Mapping.too_narrow_long", QT_TRANSLATE_NOOP("Mapping", "%1 cannot hold all values of %2."),
                         {target.text, type.text}));
}

} // namespace

QString fitTitle(Fit fit)
{
    switch (fit) {
    case Fit::Exact:
        return Text::tr("exact");
    case Fit::Wider:
        return Text::tr("wider");
    case Fit::Check:
        return Text::tr("check");
    case Fit::LeftOut:
        break;
    }
    return Text::tr("left out");
}

TypeMapping toMaxCompute(const DataType &hologres)
{
    return mapByTable(hologres);
}

TypeMapping toMaxCompute(const DataType &hologres, const DataType &target)
{
    const TypeMapping own = mapByTable(hologres);
    if (own.fit == Fit::LeftOut)
        return own;
    TypeMapping mapping = chosen(hologres, own, target);
    mapping.alternatives = QList<DataType>{own.target} + own.alternatives;
    mapping.alternatives.removeAll(target);
    return mapping;
}

} // namespace isthmus::mapping
