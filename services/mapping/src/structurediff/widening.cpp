// SPDX-License-Identifier: GPL-3.0-or-later
#include "structurediff/script.h"

namespace isthmus::mapping {

namespace {

using catalog::DataType;
using Base = DataType::Base;

std::optional<int> integerDigits(Base base)
{
    switch (base) {
    case Base::TinyInt:
        return 3;
    case Base::SmallInt:
        return 5;
    case Base::Int:
        return 10;
    case Base::BigInt:
        return 19;
    default:
        return std::nullopt;
    }
}

int scaleOf(const DataType &decimal)
{
    return decimal.scale.value_or(decimal.precision ? 0 : 18);
}

int wholeDigitsOf(const DataType &decimal)
{
    return decimal.precision.value_or(38) - scaleOf(decimal);
}

// Longer text: VARCHAR and CHAR, never shorter.
bool isLonger(const DataType &from, const DataType &to)
{
    return from.length && to.length && *to.length >= *from.length;
}

// Source: MaxCompute manual, "Column operations", types that a column may change to.
bool maxComputeMayBecome(const DataType &from, const DataType &to)
{
    if (const auto digits = integerDigits(from.base)) {
        if (const auto toDigits = integerDigits(to.base))
            return *toDigits >= *digits;
        if (to.base == Base::Decimal)
            return wholeDigitsOf(to) >= *digits;
        return to.base == Base::Float || to.base == Base::Double || to.base == Base::String;
    }
    switch (from.base) {
    case Base::String:
    case Base::VarChar:
    case Base::Char:
        if (to.base == Base::String)
            return true;
        return isLonger(from, to) && (to.base == Base::VarChar || (to.base == Base::Char && from.base == Base::Char));
    case Base::Float:
        return to.base == Base::Double || to.base == Base::String;
    case Base::Decimal:
        if (to.base == Base::Decimal)
            return scaleOf(to) >= scaleOf(from) && wholeDigitsOf(to) >= wholeDigitsOf(from);
        return to.base == Base::String;
    case Base::Double:
    case Base::Date:
    case Base::DateTime:
    case Base::TimestampTz:
    case Base::TimestampNtz:
        return to.base == Base::String;
    default:
        return false;
    }
}

// Source: Hologres manual, "ALTER TABLE", "Modify data type": since 3.0.
bool hologresMayBecome(const DataType &from, const DataType &to)
{
    switch (from.base) {
    case Base::VarChar:
        return to.text == u"TEXT" || (to.base == Base::VarChar && isLonger(from, to));
    case Base::Char:
        return to.text == u"TEXT" || ((to.base == Base::VarChar || to.base == Base::Char) && isLonger(from, to));
    case Base::Json:
        return to.text == u"TEXT";
    case Base::Array:
        return to.base == Base::Array && from.args.value(0).base == Base::VarChar
            && hologresMayBecome(from.args.value(0), to.args.value(0));
    default:
        return false;
    }
}

} // namespace

bool mayBecome(const DiffSide &side, const DataType &from, const DataType &to)
{
    if (from.text == to.text)
        return true;
    return side.isMaxCompute() ? maxComputeMayBecome(from, to) : hologresMayBecome(from, to);
}

} // namespace isthmus::mapping
