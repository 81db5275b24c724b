// SPDX-License-Identifier: GPL-3.0-or-later
// Comparisons and predicates of ExpressionTranslator: IS, BETWEEN, IN, LIKE, EXISTS.
#include "expressiontranslator.h"
#include "querytranslator.h"
#include "typerules.h"

namespace isthmus::sandboxsql {

using catalog::DataType;
using Base = DataType::Base;

namespace {

QString comparisonSymbol(BinaryOperator op)
{
    switch (op) {
    case BinaryOperator::Equal:
        return QStringLiteral("=");
    case BinaryOperator::NullSafeEqual:
        return QStringLiteral("IS NOT DISTINCT FROM");
    case BinaryOperator::NotEqual:
        return QStringLiteral("<>");
    case BinaryOperator::Less:
        return QStringLiteral("<");
    case BinaryOperator::LessEqual:
        return QStringLiteral("<=");
    case BinaryOperator::Greater:
        return QStringLiteral(">");
    default:
        return QStringLiteral(">=");
    }
}

} // namespace

DataType ExpressionTranslator::comparable(const DataType &a, const DataType &b) const
{
    const auto type = comparisonType(a, b);
    if (!type)
        throw SqlError::semantic(m_at,
                                 QStringLiteral("values of types %1 and %2 cannot be compared").arg(a.text, b.text));
    return *type;
}

SqlValue ExpressionTranslator::translateComparison(const Binary &binary)
{
    const SqlValue left = translate(binary.left);
    const SqlValue right = translate(binary.right);
    const bool json = left.type.base == Base::Json && right.type.base == Base::Json;
    const DataType type = comparable(left.type, right.type);
    if (!json && left.type.isNumeric() && right.type.isNumeric())
        return {u'(' + left.sql + u' ' + comparisonSymbol(binary.op) + u' ' + right.sql + u')', typeOf(Base::Boolean)};
    return {u'(' + convertTo(left, type, m_at).sql + u' ' + comparisonSymbol(binary.op) + u' '
                + convertTo(right, type, m_at).sql + u')',
            typeOf(Base::Boolean)};
}

SqlValue ExpressionTranslator::operator()(const IsTest &test)
{
    const QString no = test.negated ? QStringLiteral("NOT ") : QString();
    if (test.what == IsTest::What::Null)
        return {u'(' + translate(test.operand).sql + QStringLiteral(" IS ") + no + QStringLiteral("NULL)"),
                typeOf(Base::Boolean)};
    const QString what = test.what == IsTest::What::True ? QStringLiteral("TRUE)") : QStringLiteral("FALSE)");
    return {u'(' + translateCondition(test.operand) + QStringLiteral(" IS ") + no + what, typeOf(Base::Boolean)};
}

SqlValue ExpressionTranslator::operator()(const Between &between)
{
    const SqlValue operand = translate(between.operand);
    const SqlValue low = translate(between.low);
    const SqlValue high = translate(between.high);
    const DataType type = comparable(comparable(operand.type, low.type), high.type);
    return {QStringLiteral("(") + convertTo(operand, type, m_at).sql
                + (between.negated ? QStringLiteral(" NOT BETWEEN ") : QStringLiteral(" BETWEEN "))
                + convertTo(low, type, m_at).sql + QStringLiteral(" AND ") + convertTo(high, type, m_at).sql + u')',
            typeOf(Base::Boolean)};
}

SqlValue ExpressionTranslator::operator()(const InList &in)
{
    const SqlValue operand = translate(in.operand);
    std::vector<SqlValue> values;
    DataType type = operand.type;
    for (const ExpressionPtr &item : in.values) {
        values.push_back(translate(item));
        type = comparable(type, values.back().type);
    }
    QStringList list;
    for (const SqlValue &value : values)
        list.append(convertTo(value, type, m_at).sql);
    return {u'(' + convertTo(operand, type, m_at).sql
                + (in.negated ? QStringLiteral(" NOT IN (") : QStringLiteral(" IN (")) + list.join(QStringLiteral(", "))
                + QStringLiteral("))"),
            typeOf(Base::Boolean)};
}

SqlValue ExpressionTranslator::operator()(const InQuery &in)
{
    const SqlValue operand = translate(in.operand);
    TranslatedRelation query = m_queries.translate(*in.query, &m_scope);
    if (query.columns.size() != 1)
        throw SqlError::semantic(m_at, QStringLiteral("the query of IN must have one column"));
    const DataType type = comparable(operand.type, query.columns.first().type);
    if (query.columns.first().type.base != type.base)
        query = m_queries.converted(query, {{query.columns.first().name, type, nullptr}}, m_at);
    return {u'(' + convertTo(operand, type, m_at).sql
                + (in.negated ? QStringLiteral(" NOT IN (") : QStringLiteral(" IN (")) + query.sql
                + QStringLiteral("))"),
            typeOf(Base::Boolean)};
}

SqlValue ExpressionTranslator::operator()(const Like &like)
{
    const DataType text = typeOf(Base::String);
    const QString operand = convertTo(translate(like.operand), text, m_at).sql;
    m_queries.spend(8 * operand.size(), m_at); // LIKE ANY repeats it for every pattern
    const QString pattern = convertTo(translate(like.pattern), text, m_at).sql;
    const QString no = like.negated ? QStringLiteral("NOT ") : QString();
    if (like.kind == Like::Kind::Regexp)
        return {QStringLiteral("(") + no + u'(' + operand + QStringLiteral(" ~ ") + pattern + QStringLiteral("))"),
                typeOf(Base::Boolean)};
    QString sql = u'(' + operand + u' ' + no + QStringLiteral("LIKE ") + pattern;
    if (like.escape)
        sql += QStringLiteral(" ESCAPE ") + convertTo(translate(like.escape), text, m_at).sql;
    return {sql + u')', typeOf(Base::Boolean)};
}

SqlValue ExpressionTranslator::operator()(const Exists &exists)
{
    return {QStringLiteral("EXISTS (") + m_queries.translate(*exists.query, &m_scope).sql + u')',
            typeOf(Base::Boolean)};
}

} // namespace isthmus::sandboxsql
