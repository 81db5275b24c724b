// SPDX-License-Identifier: GPL-3.0-or-later
#include "columnchange.h"

#include <optional>

namespace isthmus::sandbox {

namespace {

using catalog::DataType;
using Base = DataType::Base;

// Digits of the widest value of an integer type; nothing for all other types.
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

bool holdsText(const DataType &type)
{
    return type.base == Base::String || type.base == Base::VarChar || type.base == Base::Char;
}

bool integerMayBecome(int digits, const DataType &to)
{
    if (const auto toDigits = integerDigits(to.base))
        return *toDigits >= digits;
    if (to.base == Base::Decimal)
        return wholeDigitsOf(to) >= digits;
    return to.base == Base::Float || to.base == Base::Double || to.base == Base::String || to.base == Base::VarChar;
}

bool textMayBecome(const DataType &from, const DataType &to)
{
    if (to.base == Base::String)
        return true;
    const bool isWide = from.length && to.length && *to.length >= *from.length;
    return isWide && (to.base == Base::VarChar || (to.base == Base::Char && from.base == Base::Char));
}

} // namespace

bool mayBecome(const DataType &from, const DataType &to)
{
    if (from.isNested() || to.isNested())
        return from.base == to.base;
    if (from == to)
        return true;
    if (const auto digits = integerDigits(from.base))
        return integerMayBecome(*digits, to);
    if (holdsText(from))
        return textMayBecome(from, to);
    const bool isToText = to.base == Base::String || to.base == Base::VarChar;
    switch (from.base) {
    case Base::Float:
        return to.base == Base::Double || isToText;
    case Base::Decimal:
        return (to.base == Base::Decimal && scaleOf(to) >= scaleOf(from) && wholeDigitsOf(to) >= wholeDigitsOf(from))
            || isToText;
    case Base::Double:
    case Base::Date:
    case Base::DateTime:
    case Base::TimestampTz:
    case Base::TimestampNtz:
        return isToText;
    default:
        return false;
    }
}

} // namespace isthmus::sandbox
