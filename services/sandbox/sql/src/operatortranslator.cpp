// SPDX-License-Identifier: GPL-3.0-or-later
// Operators of ExpressionTranslator but comparisons: logic, arithmetic, intervals, bits.
#include "expressiontranslator.h"
#include "typerules.h"

#include <isthmus/sandboxsql/types.h>

namespace isthmus::sandboxsql {

using catalog::DataType;
using Base = DataType::Base;

namespace {

DataType numericOf(const SqlValue &value)
{
    return value.type.isNumeric() ? value.type : typeOf(Base::Double);
}

// Source: MaxCompute SQL, "Arithmetic operators": precision and scale of DECIMAL results.
DataType productType(const DataType &a, const DataType &b)
{
    if (a.base != Base::Decimal || b.base != Base::Decimal)
        return *commonType(a, b);
    return decimalType(a.precision.value_or(38) + b.precision.value_or(38) + 1,
                       a.scale.value_or(18) + b.scale.value_or(18));
}

} // namespace

SqlValue ExpressionTranslator::operator()(const Unary &unary)
{
    if (unary.op == UnaryOperator::Not)
        return {QStringLiteral("(NOT %1)").arg(translateCondition(unary.operand)), typeOf(Base::Boolean)};
    const SqlValue operand = translate(unary.operand);
    if (unary.op == UnaryOperator::BitNot)
        return {QStringLiteral("(~ %1)").arg(convertTo(operand, typeOf(Base::BigInt), m_at).sql), typeOf(Base::BigInt)};
    const DataType type = isInterval(operand.type) ? operand.type : numericOf(operand);
    const QString sql = convertTo(operand, type, m_at).sql;
    return {unary.op == UnaryOperator::Negate ? QStringLiteral("(- %1)").arg(sql) : sql, type};
}

SqlValue ExpressionTranslator::operator()(const Binary &binary)
{
    using Op = BinaryOperator;
    switch (binary.op) {
    case Op::Or:
    case Op::And:
        return translateLogic(binary);
    case Op::Equal:
    case Op::NullSafeEqual:
    case Op::NotEqual:
    case Op::Less:
    case Op::LessEqual:
    case Op::Greater:
    case Op::GreaterEqual:
        return translateComparison(binary);
    case Op::BitOr:
    case Op::BitXor:
    case Op::BitAnd:
        return translateBits(binary);
    case Op::Concat: {
        const QString left = convertTo(translate(binary.left), typeOf(Base::String), m_at).sql;
        const QString right = convertTo(translate(binary.right), typeOf(Base::String), m_at).sql;
        return {QStringLiteral("(%1 || %2)").arg(left, right), typeOf(Base::String)};
    }
    default:
        return translateArithmetic(binary);
    }
}

SqlValue ExpressionTranslator::translateLogic(const Binary &binary)
{
    const QString word = binary.op == BinaryOperator::And ? QStringLiteral("AND") : QStringLiteral("OR");
    const QString left = translateCondition(binary.left);
    return {u'(' + left + u' ' + word + u' ' + translateCondition(binary.right) + u')', typeOf(Base::Boolean)};
}

SqlValue ExpressionTranslator::translateArithmetic(const Binary &binary)
{
    using Op = BinaryOperator;
    const SqlValue left = translate(binary.left);
    const SqlValue right = translate(binary.right);
    if (isInterval(left.type) || isInterval(right.type))
        return translateInterval(binary.op, left, right);
    for (const SqlValue &side : {left, right}) {
        if (!side.type.isNumeric() && !isText(side.type) && !isUnknown(side.type))
            throw SqlError::semantic(m_at, QStringLiteral("a value of type %1 is no number").arg(side.type.text));
    }
    const DataType leftType = numericOf(left);
    const DataType rightType = numericOf(right);
    const SqlValue a = convertTo(left, leftType, m_at);
    const SqlValue b = convertTo(right, rightType, m_at);
    if (binary.op == Op::Divide)
        return translateDivision(a, b);
    if (binary.op == Op::IntegerDivide) {
        const DataType type = typeOf(Base::BigInt);
        return {QStringLiteral("(%1 / NULLIF(%2, 0))").arg(convertTo(a, type, m_at).sql, convertTo(b, type, m_at).sql),
                type};
    }
    const DataType type =
        binary.op == Op::Multiply ? productType(leftType, rightType) : *commonType(leftType, rightType);
    if (binary.op == Op::Modulo) {
        const bool exact = isInteger(type) || type.base == Base::Decimal;
        const QString form = QStringLiteral("::") + (exact ? postgresType(type) : QStringLiteral("numeric"));
        return {QStringLiteral("mod(%1%3, NULLIF(%2%3, 0))").arg(a.sql, b.sql, form) + QStringLiteral("::")
                    + postgresType(type),
                type};
    }
    const QString symbol = binary.op == Op::Add ? QStringLiteral("+")
        : binary.op == Op::Subtract             ? QStringLiteral("-")
                                                : QStringLiteral("*");
    QString sql = u'(' + a.sql + u' ' + symbol + u' ' + b.sql + u')';
    if (type.base == Base::Decimal || type.base == Base::TinyInt)
        sql += QStringLiteral("::") + postgresType(type);
    return {sql, type};
}

// Integers divide to DOUBLE; dividing by zero gives NULL.
SqlValue ExpressionTranslator::translateDivision(const SqlValue &left, const SqlValue &right)
{
    const bool exact = left.type.base == Base::Decimal && (right.type.base == Base::Decimal || isInteger(right.type));
    const bool exactRight = right.type.base == Base::Decimal && isInteger(left.type);
    if (!exact && !exactRight) {
        return {QStringLiteral("(%1::double precision / NULLIF(%2::double precision, 0))").arg(left.sql, right.sql),
                typeOf(Base::Double)};
    }
    const DataType &decimal = exact ? left.type : right.type;
    const DataType type = decimalType(38, std::max(decimal.scale.value_or(18), 6) + 4);
    return {QStringLiteral("(%1::numeric / NULLIF(%2::numeric, 0))::").arg(left.sql, right.sql) + postgresType(type),
            type};
}

SqlValue ExpressionTranslator::translateBits(const Binary &binary)
{
    const DataType type = typeOf(Base::BigInt);
    const QString left = convertTo(translate(binary.left), type, m_at).sql;
    const QString right = convertTo(translate(binary.right), type, m_at).sql;
    const QString symbol = binary.op == BinaryOperator::BitAnd ? QStringLiteral("&")
        : binary.op == BinaryOperator::BitOr                   ? QStringLiteral("|")
                                                               : QStringLiteral("#");
    return {QStringLiteral("(%1::bigint %2 %3::bigint)").arg(left, symbol, right), type};
}

// A time and an interval, or two intervals of one type.
SqlValue ExpressionTranslator::translateInterval(BinaryOperator op, const SqlValue &left, const SqlValue &right)
{
    const bool add = op == BinaryOperator::Add;
    if (!add && op != BinaryOperator::Subtract)
        throw SqlError::semantic(m_at, QStringLiteral("an interval can only be added or subtracted"));
    if (isInterval(left.type) && isInterval(right.type)) {
        if (left.type.base != right.type.base)
            throw SqlError::semantic(
                m_at,
                QStringLiteral("intervals of types %1 and %2 do not go together").arg(left.type.text, right.type.text));
        return {QStringLiteral("(%1 %2 %3)::%4")
                    .arg(left.sql, add ? QStringLiteral("+") : QStringLiteral("-"), right.sql, postgresType(left.type)),
                left.type};
    }
    if (isInterval(left.type) && !add)
        throw SqlError::semantic(
            m_at, QStringLiteral("a value of type %1 cannot be subtracted from an interval").arg(right.type.text));
    const SqlValue &time = isInterval(left.type) ? right : left;
    const SqlValue &interval = isInterval(left.type) ? left : right;
    const DataType type = isTime(time.type) ? time.type : typeOf(Base::DateTime);
    const bool hasNanos = type.base == Base::TimestampTz || type.base == Base::TimestampNtz;
    const QString moved = QStringLiteral("%1(%2, %3)")
                              .arg(runtimeName(QStringLiteral("shift")), hasNanos ? time.sql : wallTime(time, m_at),
                                   add ? interval.sql : QStringLiteral("(- %1)").arg(interval.sql));
    return {hasNanos ? moved : fromWallTime(moved, type), type};
}

} // namespace isthmus::sandboxsql
