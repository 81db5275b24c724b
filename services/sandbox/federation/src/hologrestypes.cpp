// SPDX-License-Identifier: GPL-3.0-or-later
#include "hologrestypes.h"

#include <isthmus/sandboxsql/types.h>

namespace isthmus::sandbox {

namespace {

using catalog::DataType;
using Base = DataType::Base;

QString decimalText(const DataType &type)
{
    if (!type.precision)
        return QStringLiteral("DECIMAL(38,18)");
    const int scale = type.scale.value_or(0);
    // MaxCompute's DECIMAL ends at (38,18).
    return *type.precision > 38 || scale > 18 || scale < 0 || scale > *type.precision
        ? QStringLiteral("STRING")
        : QStringLiteral("DECIMAL(%1,%2)").arg(*type.precision).arg(scale);
}

QString sizedText(const char *name, const std::optional<int> &length, int longest)
{
    if (!length || *length < 1 || *length > longest)
        return QStringLiteral("STRING");
    return QStringLiteral("%1(%2)").arg(QLatin1String(name)).arg(*length);
}

QString elementText(const DataType &element)
{
    switch (element.base) {
    case Base::Int:
        return QStringLiteral("INT");
    case Base::BigInt:
        return QStringLiteral("BIGINT");
    case Base::Float:
        return QStringLiteral("FLOAT");
    case Base::Double:
        return QStringLiteral("DOUBLE");
    case Base::Boolean:
        return QStringLiteral("BOOLEAN");
    case Base::String:
        return QStringLiteral("STRING");
    default:
        return {};
    }
}

QString mappedText(const DataType &type)
{
    switch (type.base) {
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
    case Base::Boolean:
        return QStringLiteral("BOOLEAN");
    case Base::Decimal:
        return decimalText(type);
    case Base::String:
    case Base::Json:
        return QStringLiteral("STRING");
    case Base::VarChar:
        return sizedText("VARCHAR", type.length, 65535);
    case Base::Char:
        return sizedText("CHAR", type.length ? type.length : std::optional(1), 255);
    case Base::Binary:
        return QStringLiteral("BINARY");
    case Base::Date:
        return QStringLiteral("DATE");
    case Base::TimestampNtz:
        return QStringLiteral("TIMESTAMP_NTZ");
    case Base::TimestampTz:
        return QStringLiteral("TIMESTAMP");
    case Base::Array: {
        const QString element = type.args.isEmpty() ? QString() : elementText(type.args.first());
        return element.isEmpty() ? QString() : QStringLiteral("ARRAY<%1>").arg(element);
    }
    default:
        return {};
    }
}

} // namespace

std::optional<DataType> mappedType(const QString &postgresType)
{
    const QString text = mappedText(catalog::parsePostgresType(postgresType));
    if (text.isEmpty())
        return std::nullopt;
    return catalog::parseMaxComputeType(text);
}

QString foreignColumnType(const DataType &type)
{
    // Unconstrained, so that a value longer or finer than declared is read as it is instead of failing half way.
    switch (type.base) {
    case Base::VarChar:
    case Base::String:
        return QStringLiteral("text");
    case Base::Decimal:
        return QStringLiteral("numeric");
    case Base::DateTime:
    case Base::TimestampTz:
        return QStringLiteral("timestamptz");
    case Base::TimestampNtz:
        return QStringLiteral("timestamp");
    default:
        return sandboxsql::postgresType(type);
    }
}

} // namespace isthmus::sandbox
