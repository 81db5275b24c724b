// SPDX-License-Identifier: GPL-3.0-or-later
#include "literals.h"

#include "conversion.h"
#include "typerules.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandboxsql/types.h>

#include <QDateTime>

#include <algorithm>

namespace isthmus::sandboxsql {

using catalog::DataType;
using Base = DataType::Base;

namespace {

Base integerBase(Literal::Kind kind)
{
    switch (kind) {
    case Literal::Kind::TinyInt:
        return Base::TinyInt;
    case Literal::Kind::SmallInt:
        return Base::SmallInt;
    case Literal::Kind::Int:
        return Base::Int;
    default:
        return Base::BigInt;
    }
}

SqlValue translateInteger(const Literal &literal, SourcePosition at)
{
    const Base base = integerBase(literal.kind);
    bool ok = false;
    const qint64 value = literal.text.toLongLong(&ok);
    const qint64 limit = base == Base::TinyInt ? 127 : base == Base::SmallInt ? 32767 : INT64_MAX;
    // BIGINT is the one type whose range is the same on both sides of 0.
    const qint64 least = base == Base::BigInt ? -limit : -limit - 1;
    if (!ok || value > limit || value < least)
        throw SqlError::semantic(at, QStringLiteral("number %1 is out of range").arg(literal.text.left(64)));
    const DataType type = typeOf(base);
    QString sql = QString::number(value);
    if (value < 0)
        sql = u'(' + sql + u')';
    if (base != Base::Int)
        sql = sql + QStringLiteral("::") + postgresType(type);
    return {sql, type};
}

SqlValue translateDouble(const Literal &literal, SourcePosition at)
{
    bool ok = false;
    const double value = literal.text.toDouble(&ok);
    if (!ok || qIsInf(value))
        throw SqlError::semantic(at, QStringLiteral("number %1 is out of range").arg(literal.text.left(64)));
    return {literal.text + QStringLiteral("::double precision"), typeOf(Base::Double)};
}

SqlValue translateFloat(const Literal &literal, SourcePosition at)
{
    bool ok = false;
    const auto value = float(literal.text.toDouble(&ok)); // rounded: toFloat() refuses 3.4028235E38, the largest
    if (!ok || qIsInf(value))
        throw SqlError::semantic(at, QStringLiteral("number %1F is out of range").arg(literal.text.left(64)));
    return {literal.text + QStringLiteral("::real"), typeOf(Base::Float)};
}

SqlValue translateDecimal(const Literal &literal, SourcePosition at)
{
    const qsizetype point = literal.text.indexOf(u'.');
    const qsizetype scale = point < 0 ? 0 : literal.text.size() - point - 1;
    const qsizetype digits = literal.text.size() - (point < 0 ? 0 : 1);
    if (digits > 38 || scale > 18 || literal.text.contains(u'e', Qt::CaseInsensitive))
        throw SqlError::semantic(at, QStringLiteral("number %1BD is out of range").arg(literal.text.left(64)));
    const DataType type = decimalType(int(std::max<qsizetype>(digits, 1)), int(scale));
    return {literal.text + QStringLiteral("::") + postgresType(type), type};
}

SqlValue translateText(const QString &text, SourcePosition at)
{
    if (text.contains(QChar(0)))
        throw SqlError::unsupported(at, QStringLiteral("the character \\0 in text"));
    if (!text.isValidUtf16())
        throw SqlError::parse(at, QStringLiteral("text that is not Unicode"));
    return {dialect::quotePostgresText(text) + QStringLiteral("::text"), typeOf(Base::String)};
}

SqlValue translateBinary(const QString &hex, SourcePosition at)
{
    const auto isHex = [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
    };
    if (hex.size() % 2 || !std::all_of(hex.begin(), hex.end(), isHex))
        throw SqlError::parse(at, QStringLiteral("X'…' wants pairs of hex digits"));
    return {dialect::quotePostgresText(QStringLiteral("\\x") + hex) + QStringLiteral("::bytea"), typeOf(Base::Binary)};
}

SqlValue translateTime(const QString &text, const DataType &type, SourcePosition at)
{
    const QString day = text.left(10);
    QString rest = text.mid(10);
    QString fraction;
    const QDate date = QDate::fromString(day, QStringLiteral("yyyy-MM-dd"));
    bool ok = date.isValid();
    if (type.base == Base::Date) {
        ok = ok && rest.isEmpty();
    } else if (!rest.isEmpty()) {
        const qsizetype point = rest.indexOf(u'.');
        fraction = point < 0 ? QString() : rest.mid(point + 1);
        const QString clock = point < 0 ? rest.mid(1) : rest.mid(1, point - 1);
        const bool digits =
            std::all_of(fraction.begin(), fraction.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        ok = ok && (rest[0] == u' ' || rest[0] == u'T')
            && QTime::fromString(clock, QStringLiteral("HH:mm:ss")).isValid() && digits && fraction.size() <= 9
            && (point < 0 || !fraction.isEmpty());
        if (point >= 0)
            rest.truncate(point);
    }
    if (!ok)
        throw SqlError::semantic(at, QStringLiteral("'%1' is no %2").arg(text.left(64), type.text));
    const auto constant = [&](const QString &form, const QString &digits) {
        const QString value = day + rest + (digits.isEmpty() ? digits : u'.' + digits);
        return dialect::quotePostgresText(value) + QStringLiteral("::") + form;
    };
    const int nanos = fraction.leftJustified(9, u'0').toInt();
    const auto instant = [&](const QString &digits) {
        return firstInstant(constant(QStringLiteral("timestamp"), digits));
    };
    switch (type.base) {
    case Base::TimestampTz:
        return {QStringLiteral("mc_type.to_instant(%1, %2)").arg(instant({})).arg(nanos), type};
    case Base::DateTime:
        return {instant(fraction.left(3)) + QStringLiteral("::timestamptz(3)"), type};
    case Base::TimestampNtz:
        return {QStringLiteral("mc_type.to_wall(%1, %2)").arg(constant(QStringLiteral("timestamp"), {})).arg(nanos),
                type};
    default:
        return {constant(postgresType(type), fraction.left(3)), type};
    }
}

} // namespace

SqlValue translateLiteral(const Literal &literal, SourcePosition at)
{
    switch (literal.kind) {
    case Literal::Kind::Null:
        return {QStringLiteral("NULL"), {}};
    case Literal::Kind::Boolean:
        return {literal.text.toUpper(), typeOf(Base::Boolean)};
    case Literal::Kind::TinyInt:
    case Literal::Kind::SmallInt:
    case Literal::Kind::Int:
    case Literal::Kind::BigInt:
        return translateInteger(literal, at);
    case Literal::Kind::Float:
        return translateFloat(literal, at);
    case Literal::Kind::Double:
        return translateDouble(literal, at);
    case Literal::Kind::Decimal:
        return translateDecimal(literal, at);
    case Literal::Kind::String:
        return translateText(literal.text, at);
    case Literal::Kind::Binary:
        return translateBinary(literal.text, at);
    case Literal::Kind::Date:
        return translateTime(literal.text, typeOf(Base::Date), at);
    case Literal::Kind::DateTime:
        return translateTime(literal.text, typeOf(Base::DateTime), at);
    case Literal::Kind::Timestamp:
        return translateTime(literal.text, typeOf(Base::TimestampTz), at);
    case Literal::Kind::TimestampNtz:
        break;
    }
    return translateTime(literal.text, typeOf(Base::TimestampNtz), at);
}

} // namespace isthmus::sandboxsql
