// SPDX-License-Identifier: GPL-3.0-or-later
#include "typerules.h"

#include <isthmus/dialect/quoting.h>

#include <algorithm>

namespace isthmus::sandboxsql {

using catalog::DataType;
using Base = DataType::Base;

namespace {

constexpr int maxPrecision = 38;
constexpr int maxScale = 18;

QString plainName(Base base)
{
    switch (base) {
    case Base::Boolean:
        return QStringLiteral("BOOLEAN");
    case Base::TinyInt:
        return QStringLiteral("TINYINT");
    case Base::SmallInt:
        return QStringLiteral("SMALLINT");
    case Base::Int:
        return QStringLiteral("INT");
    case Base::BigInt:
        return QStringLiteral("BIGINT");
    case Base::Float:
        return QStringLiteral("FLOAT");
    case Base::Double:
        return QStringLiteral("DOUBLE");
    case Base::String:
        return QStringLiteral("STRING");
    case Base::Binary:
        return QStringLiteral("BINARY");
    case Base::Date:
        return QStringLiteral("DATE");
    case Base::DateTime:
        return QStringLiteral("DATETIME");
    case Base::TimestampTz:
        return QStringLiteral("TIMESTAMP");
    case Base::TimestampNtz:
        return QStringLiteral("TIMESTAMP_NTZ");
    case Base::Json:
        return QStringLiteral("JSON");
    case Base::IntervalDayTime:
        return QStringLiteral("INTERVAL_DAY_TIME");
    case Base::IntervalYearMonth:
        return QStringLiteral("INTERVAL_YEAR_MONTH");
    default:
        return {};
    }
}

// Place in the order of widening; 0 for what is no number.
int numericRank(Base base)
{
    switch (base) {
    case Base::TinyInt:
        return 1;
    case Base::SmallInt:
        return 2;
    case Base::Int:
        return 3;
    case Base::BigInt:
        return 4;
    case Base::Decimal:
        return 5;
    case Base::Float:
        return 6;
    case Base::Double:
        return 7;
    default:
        return 0;
    }
}

int timeRank(Base base)
{
    switch (base) {
    case Base::Date:
        return 1;
    case Base::DateTime:
        return 2;
    case Base::TimestampNtz:
        return 3;
    case Base::TimestampTz:
        return 4;
    default:
        return 0;
    }
}

std::optional<DataType> commonNested(const DataType &a, const DataType &b)
{
    if (a.args.size() != b.args.size())
        return std::nullopt;
    QList<DataType> parts;
    for (qsizetype i = 0; i < a.args.size(); ++i) {
        const auto part = commonType(a.args.at(i), b.args.at(i));
        if (!part)
            return std::nullopt;
        parts.append(*part);
    }
    if (a.base == Base::Struct)
        return structType(a.fieldNames, parts);
    return a.base == Base::Map ? mapType(parts.at(0), parts.at(1)) : arrayType(parts.first());
}

DataType widerNumber(const DataType &a, const DataType &b)
{
    const DataType &wider = numericRank(a.base) >= numericRank(b.base) ? a : b;
    const DataType &other = &wider == &a ? b : a;
    if (wider.base == Base::Float && other.base == Base::Decimal)
        return typeOf(Base::Double);
    if (wider.base != Base::Decimal)
        return wider;
    const auto digits = [](const DataType &type) {
        if (type.base == Base::Decimal)
            return type.precision.value_or(maxPrecision) - type.scale.value_or(maxScale);
        return type.base == Base::BigInt ? 19 : 10;
    };
    const int scale =
        std::max(wider.scale.value_or(maxScale), other.base == Base::Decimal ? other.scale.value_or(maxScale) : 0);
    return decimalType(std::max(digits(wider), digits(other)) + scale, scale);
}

} // namespace

DataType typeOf(Base base)
{
    DataType type;
    type.base = base;
    type.text = plainName(base);
    return type;
}

DataType decimalType(int precision, int scale)
{
    DataType type;
    type.base = Base::Decimal;
    type.scale = std::clamp(scale, 0, maxScale);
    type.precision = std::clamp(precision, std::max(1, *type.scale), maxPrecision);
    type.text = QStringLiteral("DECIMAL(%1,%2)").arg(*type.precision).arg(*type.scale);
    return type;
}

DataType arrayType(const DataType &element)
{
    DataType type;
    type.base = Base::Array;
    type.args = {element};
    type.text = QStringLiteral("ARRAY<%1>").arg(element.text);
    return type;
}

DataType mapType(const DataType &key, const DataType &value)
{
    DataType type;
    type.base = Base::Map;
    type.args = {key, value};
    type.text = QStringLiteral("MAP<%1,%2>").arg(key.text, value.text);
    return type;
}

DataType structType(const QStringList &names, const QList<DataType> &types)
{
    DataType type;
    type.base = Base::Struct;
    type.fieldNames = names;
    type.args = types;
    QStringList fields;
    for (qsizetype i = 0; i < names.size(); ++i)
        fields.append(dialect::maxComputeName(names.at(i)) + u':' + types.at(i).text);
    type.text = QStringLiteral("STRUCT<%1>").arg(fields.join(u','));
    return type;
}

DataType settledType(const DataType &type)
{
    if (!type.isNested())
        return type;
    QList<DataType> parts;
    for (const DataType &part : type.args)
        parts.append(isUnknown(part) ? typeOf(Base::String) : settledType(part));
    if (type.base == Base::Struct)
        return structType(type.fieldNames, parts);
    return type.base == Base::Map ? mapType(parts.at(0), parts.at(1)) : arrayType(parts.first());
}

void checkFields(const DataType &type, SourcePosition at)
{
    for (qsizetype i = 1; i < type.fieldNames.size(); ++i) {
        if (type.fieldNames.lastIndexOf(type.fieldNames.at(i), i - 1) >= 0)
            throw SqlError::semantic(
                at, QStringLiteral("field '%1' of a STRUCT is given twice").arg(type.fieldNames.at(i)));
    }
    for (const DataType &part : type.args)
        checkFields(part, at);
}

bool isInteger(const DataType &type)
{
    return type.base == Base::TinyInt || type.base == Base::SmallInt || type.base == Base::Int
        || type.base == Base::BigInt;
}

bool isText(const DataType &type)
{
    return type.base == Base::String || type.base == Base::VarChar || type.base == Base::Char;
}

bool isInterval(const DataType &type)
{
    return type.base == Base::IntervalDayTime || type.base == Base::IntervalYearMonth;
}

bool isTime(const DataType &type)
{
    return timeRank(type.base) > 0;
}

bool isStoredAsJson(const DataType &type)
{
    switch (type.base) {
    case Base::Json:
    case Base::Jsonb:
    case Base::Map:
    case Base::Struct:
        return true;
    case Base::Array:
        return type.args.isEmpty() || type.args.first().isNested() || isStoredAsJson(type.args.first());
    default:
        return false;
    }
}

std::optional<DataType> commonType(const DataType &a, const DataType &b)
{
    if (isUnknown(a) || a == b)
        return b;
    if (isUnknown(b))
        return a;
    if (a.isNumeric() && b.isNumeric())
        return widerNumber(a, b);
    if (isText(a) && isText(b))
        return typeOf(Base::String);
    if (isTime(a) && isTime(b))
        return timeRank(a.base) >= timeRank(b.base) ? a : b;
    const bool scalarText = (isText(a) && (b.isNumeric() || isTime(b))) || (isText(b) && (a.isNumeric() || isTime(a)));
    if (scalarText)
        return typeOf(Base::String);
    return a.base == b.base && a.isNested() ? commonNested(a, b) : std::nullopt;
}

std::optional<DataType> comparisonType(const DataType &a, const DataType &b)
{
    if ((isText(a) && b.isNumeric()) || (isText(b) && a.isNumeric())) {
        const DataType &number = isText(a) ? b : a;
        return number.base == Base::Decimal ? decimalType(maxPrecision, maxScale) : typeOf(Base::Double);
    }
    if (isText(a) && isTime(b))
        return b;
    if (isText(b) && isTime(a))
        return a;
    return commonType(a, b);
}

bool convertsImplicitly(const DataType &from, const DataType &to)
{
    if (isUnknown(from) || isUnknown(to))
        return true;
    if (from.isNumeric() || isText(from))
        return to.isNumeric() || isText(to) || (isText(from) && isTime(to));
    if (isTime(from))
        return isTime(to) || isText(to);
    // A STRUCT goes by the positions of its fields, whatever they are called.
    return from.base == to.base
        && std::equal(from.args.cbegin(), from.args.cend(), to.args.cbegin(), to.args.cend(), convertsImplicitly);
}

} // namespace isthmus::sandboxsql
