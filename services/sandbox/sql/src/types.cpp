// SPDX-License-Identifier: GPL-3.0-or-later
#include "typerules.h"

#include <isthmus/sandboxsql/types.h>

namespace isthmus::sandboxsql {

using catalog::DataType;
using Base = DataType::Base;

QString postgresType(const DataType &type)
{
    switch (type.base) {
    case Base::Boolean:
        return QStringLiteral("boolean");
    case Base::TinyInt:
    case Base::SmallInt:
        return QStringLiteral("smallint");
    case Base::Int:
        return QStringLiteral("integer");
    case Base::BigInt:
        return QStringLiteral("bigint");
    case Base::Float:
        return QStringLiteral("real");
    case Base::Double:
        return QStringLiteral("double precision");
    case Base::Decimal:
        return QStringLiteral("numeric(%1,%2)").arg(type.precision.value_or(38)).arg(type.scale.value_or(18));
    case Base::String:
        return QStringLiteral("text");
    case Base::VarChar:
        return type.length ? QStringLiteral("varchar(%1)").arg(*type.length) : QStringLiteral("text");
    case Base::Char:
        return type.length ? QStringLiteral("char(%1)").arg(*type.length) : QStringLiteral("text");
    case Base::Binary:
        return QStringLiteral("bytea");
    case Base::Date:
        return QStringLiteral("date");
    case Base::DateTime:
        return QStringLiteral("timestamptz(3)");
    case Base::TimestampTz:
        return QStringLiteral("mc_type.instant");
    case Base::TimestampNtz:
        return QStringLiteral("mc_type.wall");
    case Base::Json:
    case Base::Jsonb:
    case Base::Map:
    case Base::Struct:
        return QStringLiteral("jsonb");
    case Base::Array:
        if (isStoredAsJson(type))
            return QStringLiteral("jsonb");
        if (const QString element = postgresType(type.args.first()); !element.isEmpty())
            return element + QStringLiteral("[]");
        return {};
    case Base::IntervalDayTime: // seconds
        return QStringLiteral("numeric(21,9)");
    case Base::IntervalYearMonth: // months
        return QStringLiteral("integer");
    case Base::Unknown:
    case Base::Time:
    case Base::Interval:
        break;
    }
    return {};
}

namespace {

DataType textOfLength(Base base, int typmod)
{
    DataType type = typeOf(base);
    const int length = typmod - 4; // the header counts in
    const int longest = base == Base::Char ? 255 : 65535;
    if (typmod < 5 || length > longest)
        return typeOf(Base::String);
    type.length = length;
    type.text = QStringLiteral("%1(%2)")
                    .arg(base == Base::Char ? QStringLiteral("CHAR") : QStringLiteral("VARCHAR"))
                    .arg(length);
    return type;
}

DataType numericOf(int typmod)
{
    if (typmod < 4)
        return decimalType(38, 18);
    const int precision = (typmod - 4) >> 16;
    const int scale = (typmod - 4) & 0x7ff;
    return precision <= 38 && scale <= 18 ? decimalType(precision, scale) : decimalType(38, 18);
}

} // namespace

DataType maxComputeTypeOf(quint32 oid, int typmod)
{
    switch (oid) {
    case 16:
        return typeOf(Base::Boolean);
    case 17:
        return typeOf(Base::Binary);
    case 20:
        return typeOf(Base::BigInt);
    case 21:
        return typeOf(Base::SmallInt);
    case 23:
        return typeOf(Base::Int);
    case 114:
    case 3802:
        return typeOf(Base::Json);
    case 700:
        return typeOf(Base::Float);
    case 701:
        return typeOf(Base::Double);
    case 1042:
        return textOfLength(Base::Char, typmod);
    case 1043:
        return textOfLength(Base::VarChar, typmod);
    case 1082:
        return typeOf(Base::Date);
    case 1114:
        return typeOf(Base::TimestampNtz);
    case 1184:
        return typeOf(typmod >= 0 && typmod <= 3 ? Base::DateTime : Base::TimestampTz);
    case 1700:
        return numericOf(typmod);
    case 1000:
        return arrayType(typeOf(Base::Boolean));
    case 1005:
        return arrayType(typeOf(Base::SmallInt));
    case 1007:
        return arrayType(typeOf(Base::Int));
    case 1009:
    case 1015:
        return arrayType(typeOf(Base::String));
    case 1016:
        return arrayType(typeOf(Base::BigInt));
    case 1021:
        return arrayType(typeOf(Base::Float));
    case 1022:
        return arrayType(typeOf(Base::Double));
    case 1115:
        return arrayType(typeOf(Base::TimestampNtz));
    case 1182:
        return arrayType(typeOf(Base::Date));
    case 1185:
        return arrayType(typeOf(Base::TimestampTz));
    case 1231:
        return arrayType(decimalType(38, 18));
    default:
        return typeOf(Base::String);
    }
}

} // namespace isthmus::sandboxsql
