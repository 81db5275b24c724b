// SPDX-License-Identifier: GPL-3.0-or-later
#include "functiontable.h"
#include "typerules.h"

#include <isthmus/sandboxsql/types.h>

// Source: MaxCompute SQL, "Mathematical functions".
namespace isthmus::sandboxsql {

using catalog::DataType;
using Base = DataType::Base;

namespace {

// DECIMAL stays DECIMAL; everything else is rounded as DOUBLE, halves away from zero.
SqlValue emitRounding(const CallTranslation &call, const QString &function)
{
    const bool decimal = call.argument(0).type.base == Base::Decimal;
    const DataType type = decimal ? call.argument(0).type : typeOf(Base::Double);
    const QString digits =
        call.count() == 2 ? call.converted(1, typeOf(Base::BigInt)) + QStringLiteral("::integer") : QStringLiteral("0");
    if (decimal)
        return {QStringLiteral("%1(%2, %3)").arg(function, call.argument(0).sql, digits), type};
    return {QStringLiteral("%1(%2, %3)")
                .arg(runtimeName(function + QStringLiteral("_double")), call.converted(0, type), digits),
            type};
}

SqlValue emitRound(const CallTranslation &call)
{
    return emitRounding(call, QStringLiteral("round"));
}

SqlValue emitTrunc(const CallTranslation &call)
{
    return emitRounding(call, QStringLiteral("trunc"));
}

SqlValue emitCeilOrFloor(const CallTranslation &call)
{
    const QString function = call.call().name == u"floor" ? QStringLiteral("floor") : QStringLiteral("ceil");
    const DataType type = call.argument(0).type.base == Base::Decimal
        ? decimalType(call.argument(0).type.precision.value_or(38), 0)
        : typeOf(Base::BigInt);
    return {QStringLiteral("%1(%2)::%3").arg(function, call.number(0), postgresType(type)), type};
}

// pmod() takes the sign of the divisor, mod() that of the dividend. A divisor of 0 gives NULL.
SqlValue emitModulo(const CallTranslation &call)
{
    const DataType type = *commonType(call.numberType(0), call.numberType(1));
    const bool exact = isInteger(type) || type.base == Base::Decimal;
    const QString form = exact ? postgresType(type) : QStringLiteral("numeric");
    const QString a = call.number(0) + QStringLiteral("::") + form;
    const QString b = QStringLiteral("NULLIF(%1::%2, 0)").arg(call.number(1), form);
    QString sql = QStringLiteral("mod(%1, %2)").arg(a, b);
    if (call.call().name == u"pmod")
        sql = QStringLiteral("mod(%1 + %2, %2)").arg(sql, b);
    return {sql + QStringLiteral("::") + postgresType(type), type};
}

// INT has 32 bits, BIGINT 64.
SqlValue emitUnsignedShift(const CallTranslation &call)
{
    const bool isWide = call.argument(0).type.base == Base::BigInt || !isInteger(call.argument(0).type);
    const DataType type = typeOf(isWide ? Base::BigInt : Base::Int);
    return {QStringLiteral("%1(%2, %3, %4)::%5")
                .arg(runtimeName(QStringLiteral("shift_unsigned")), call.converted(0, typeOf(Base::BigInt)),
                     call.converted(1, typeOf(Base::BigInt)), isWide ? QStringLiteral("64") : QStringLiteral("32"),
                     postgresType(type)),
            type};
}

SqlValue emitRand(const CallTranslation &)
{
    return {QStringLiteral("random()"), typeOf(Base::Double)};
}

} // namespace

QList<FunctionRow> mathFunctions()
{
    constexpr const char *group = "mathematical";
    return {
        special("round", group, "round(number[, digits])", 1, 2, emitRound),
        special("trunc", group, "trunc(number[, digits])", 1, 2, emitTrunc),
        special("ceil", group, "ceil(number)", 1, 1, emitCeilOrFloor),
        special("ceiling", group, "ceiling(number)", 1, 1, emitCeilOrFloor),
        special("floor", group, "floor(number)", 1, 1, emitCeilOrFloor),
        special("mod", group, "mod(a, b)", 2, 2, emitModulo),
        special("pmod", group, "pmod(a, b)", 2, 2, emitModulo),
        special("rand", group, "rand([seed])", 0, 1, emitRand),
        row("abs", group, "abs(number)", "n", "abs($1)", '='),
        row("acos", group, "acos(number)", "d", "acos($1)", 'd'),
        row("asin", group, "asin(number)", "d", "asin($1)", 'd'),
        row("atan", group, "atan(number)", "d", "atan($1)", 'd'),
        row("atan2", group, "atan2(y, x)", "dd", "atan2($1, $2)", 'd'),
        row("bin", group, "bin(number)", "i", "rt.to_base($1, 2)", 's'),
        row("bit_count", group, "bit_count(number)", "i", "bit_count($1::bit(64))", 'i'),
        row("conv", group, "conv(number, from, to)", "sii", "rt.conv($1, $2, $3)", 's'),
        row("cbrt", group, "cbrt(number)", "d", "cbrt($1)", 'd'),
        row("cos", group, "cos(number)", "d", "cos($1)", 'd'),
        row("cosh", group, "cosh(number)", "d", "cosh($1)", 'd'),
        row("cot", group, "cot(number)", "d", "cot($1)", 'd'),
        row("degrees", group, "degrees(number)", "d", "degrees($1)", 'd'),
        row("radians", group, "radians(number)", "d", "radians($1)", 'd'),
        row("e", group, "e()", "", "exp(1::double precision)", 'd'),
        row("exp", group, "exp(number)", "d", "exp($1)", 'd'),
        row("factorial", group, "factorial(number)", "i",
            "(CASE WHEN $1 BETWEEN 0 AND 20 THEN factorial($1) END)::bigint", 'i'),
        row("isnan", group, "isnan(number)", "d", "($1 = 'NaN'::double precision)", 'b'),
        row("ln", group, "ln(number)", "d", "ln($1)", 'd'),
        row("log", group, "log(base, number)", "dd", "(ln($2) / ln($1))", 'd'),
        row("log10", group, "log10(number)", "d", "log10($1)", 'd'),
        row("log2", group, "log2(number)", "d", "(ln($1) / ln(2::double precision))", 'd'),
        row("negative", group, "negative(number)", "n", "(- $1)", '='),
        row("positive", group, "positive(number)", "n", "($1)", '='),
        row("pi", group, "pi()", "", "pi()", 'd'),
        row("pow", group, "pow(base, exponent)", "dd", "power($1, $2)", 'd'),
        row("power", group, "power(base, exponent)", "dd", "power($1, $2)", 'd'),
        row("shiftleft", group, "shiftleft(number, bits)", "ii", "($1 << $2::integer)", 'i'),
        row("shiftright", group, "shiftright(number, bits)", "ii", "($1 >> $2::integer)", 'i'),
        special("shiftrightunsigned", group, "shiftrightunsigned(number, bits)", 2, 2, emitUnsignedShift),
        row("sign", group, "sign(number)", "d", "sign($1)", 'd'),
        row("sin", group, "sin(number)", "d", "sin($1)", 'd'),
        row("sinh", group, "sinh(number)", "d", "sinh($1)", 'd'),
        row("sqrt", group, "sqrt(number)", "d", "sqrt($1)", 'd'),
        row("tan", group, "tan(number)", "d", "tan($1)", 'd'),
        row("tanh", group, "tanh(number)", "d", "tanh($1)", 'd'),
        row("width_bucket", group, "width_bucket(number, low, high, count)", "dddi",
            "width_bucket($1, $2, $3, $4::integer)", 'i'),
    };
}

} // namespace isthmus::sandboxsql
