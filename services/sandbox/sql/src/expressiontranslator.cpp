// SPDX-License-Identifier: GPL-3.0-or-later
#include "expressiontranslator.h"

#include "functiontable.h"
#include "literals.h"
#include "nestedconversion.h"
#include "querytranslator.h"
#include "typerules.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandboxsql/types.h>

#include <limits>

namespace isthmus::sandboxsql {

using catalog::DataType;
using Base = DataType::Base;

SqlValue ExpressionTranslator::translate(const ExpressionPtr &expression)
{
    const SourcePosition outer = std::exchange(m_at, expression->position);
    SqlValue value = std::visit(*this, expression->node);
    m_at = outer;
    return value;
}

QString ExpressionTranslator::translateCondition(const ExpressionPtr &expression)
{
    const SqlValue value = translate(expression);
    if (value.type.base != Base::Boolean && !isUnknown(value.type))
        throw SqlError::semantic(expression->position,
                                 QStringLiteral("a condition must be BOOLEAN, not %1").arg(value.type.text));
    return isUnknown(value.type) ? value.sql + QStringLiteral("::boolean") : value.sql;
}

SqlValue ExpressionTranslator::operator()(const Literal &literal)
{
    return translateLiteral(literal, m_at);
}

SqlValue ExpressionTranslator::operator()(const IntervalLiteral &interval)
{
    static const QHash<QString, int> seconds{
        {QStringLiteral("day"), 86'400}, {QStringLiteral("hour"), 3600}, {QStringLiteral("minute"), 60}};
    if (interval.unit == u"year" || interval.unit == u"month") {
        const qint64 months = interval.amount.toLongLong() * (interval.unit == u"year" ? 12 : 1);
        if (qAbs(months) > std::numeric_limits<qint32>::max())
            throw SqlError::semantic(m_at, QStringLiteral("interval %1 is out of range").arg(interval.amount));
        return {QStringLiteral("(%1)::integer").arg(months), typeOf(Base::IntervalYearMonth)};
    }
    const QString amount = interval.unit == u"second"
        ? interval.amount
        : QString::number(interval.amount.toLongLong() * seconds.value(interval.unit));
    const DataType type = typeOf(Base::IntervalDayTime);
    return {QStringLiteral("(%1)::%2").arg(amount, postgresType(type)), type};
}

SqlValue ExpressionTranslator::operator()(const ColumnName &name)
{
    const QString plain = name.parts.size() == 1 ? name.parts.first().toLower() : QString();
    const bool isAlias = m_aliases && !plain.isEmpty() && m_aliases->contains(plain);
    if (isAlias)
        m_queries.spend(m_aliases->value(plain).sql.size(), m_at);
    if (isAlias && m_aliasesFirst)
        return m_aliases->value(plain);
    for (const Scope *scope = &m_scope; scope; scope = scope->outer()) {
        if (const auto found = scope->find(name.parts, m_at)) {
            if (m_isCondition && found->column.partitionOf)
                found->column.partitionOf->isFiltered = true;
            SqlValue value{found->column.reference, found->column.type};
            for (const QString &part : found->fields)
                value = field(value, part);
            return value;
        }
        if (isAlias && scope == &m_scope)
            return m_aliases->value(plain);
    }
    if (plain == u"current_date" || plain == u"current_timestamp") { // functions that need no parentheses
        const Call call{plain, {}, false, false, {}, nullptr, std::nullopt};
        return emitCall(CallTranslation(call, m_at, {}));
    }
    throw SqlError::semantic(m_at, QStringLiteral("column %1 cannot be resolved").arg(name.parts.join(u'.')));
}

SqlValue ExpressionTranslator::operator()(const Star &)
{
    throw SqlError::parse(m_at, QStringLiteral("'*' stands where a value is wanted"));
}

SqlValue ExpressionTranslator::operator()(const ScalarQuery &query)
{
    const TranslatedRelation relation = m_queries.translate(*query.query, &m_scope);
    if (relation.columns.size() != 1)
        throw SqlError::semantic(m_at, QStringLiteral("a query used as a value must have one column"));
    return {u'(' + relation.sql + u')', relation.columns.first().type};
}

SqlValue ExpressionTranslator::operator()(const Case &node)
{
    std::vector<SqlValue> results;
    DataType type;
    const auto addResult = [&](const ExpressionPtr &expression) {
        results.push_back(translate(expression));
        const auto common = commonType(type, results.back().type);
        if (!common)
            throw SqlError::semantic(
                expression->position,
                QStringLiteral("results of CASE have types %1 and %2").arg(type.text, results.back().type.text));
        type = *common;
    };
    for (const Case::When &when : node.whens)
        addResult(when.result);
    if (node.otherwise)
        addResult(node.otherwise);

    SqlValue operand;
    std::vector<SqlValue> compared;
    if (node.operand) {
        operand = translate(node.operand);
        for (const Case::When &when : node.whens) {
            compared.push_back(translate(when.condition));
            operand = convertTo(operand, comparable(operand.type, compared.back().type), m_at);
        }
    }
    QString sql = QStringLiteral("(CASE");
    if (node.operand)
        sql += u' ' + operand.sql;
    for (size_t i = 0; i < node.whens.size(); ++i) {
        const QString condition =
            node.operand ? convertTo(compared[i], operand.type, m_at).sql : translateCondition(node.whens[i].condition);
        sql += QStringLiteral(" WHEN ") + condition + QStringLiteral(" THEN ") + convertTo(results[i], type, m_at).sql;
    }
    if (node.otherwise)
        sql += QStringLiteral(" ELSE ") + convertTo(results.back(), type, m_at).sql;
    return {sql + QStringLiteral(" END)"), type};
}

SqlValue ExpressionTranslator::operator()(const Cast &cast)
{
    return castTo(translate(cast.operand), cast.type, m_at);
}

SqlValue ExpressionTranslator::operator()(const Lambda &)
{
    throw SqlError::semantic(m_at, QStringLiteral("a lambda function stands where a value is wanted"));
}

// Arrays count from 0; a missing element or key is NULL.
SqlValue ExpressionTranslator::operator()(const Index &node)
{
    const SqlValue base = translate(node.base);
    const SqlValue index = translate(node.index);
    if (base.type.base == Base::Map) {
        const QString key = mapKeyText(convertTo(index, base.type.args.at(0), m_at), m_at);
        return partOf(QStringLiteral("(%1 -> %2)").arg(base.sql, key), base.type.args.at(1), m_at);
    }
    if (base.type.base != Base::Array)
        throw SqlError::semantic(m_at, QStringLiteral("a value of type %1 has no elements").arg(base.type.text));
    const QString place = convertTo(index, typeOf(Base::BigInt), m_at).sql;
    const DataType element = base.type.args.first();
    if (isStoredAsJson(base.type))
        return partOf(QStringLiteral("(%1 -> %2::integer)").arg(base.sql, place), element, m_at);
    return {QStringLiteral("((%1)[(%2)::integer + 1])").arg(base.sql, place), element};
}

SqlValue ExpressionTranslator::operator()(const Field &node)
{
    return field(translate(node.base), node.name);
}

SqlValue ExpressionTranslator::field(const SqlValue &base, const QString &name) const
{
    const QStringList &names = base.type.fieldNames;
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (names[i].compare(name, Qt::CaseInsensitive) != 0)
            continue;
        const DataType &type = base.type.args.at(i);
        return partOf(QStringLiteral("(%1 -> %2)").arg(base.sql, dialect::quotePostgresText(names[i])),
                      isUnknown(type) ? typeOf(Base::String) : type, m_at);
    }
    throw SqlError::semantic(m_at, QStringLiteral("field %1 cannot be resolved").arg(name));
}

} // namespace isthmus::sandboxsql
