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

namespace {

constexpr qsizetype maxCallText = 16 * 1024 * 1024; // UTF-16 code units

QString joined(const QStringList &parts)
{
    return parts.join(QStringLiteral(", "));
}

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
                + (in.negated ? QStringLiteral(" NOT IN (") : QStringLiteral(" IN (")) + joined(list)
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

SqlValue ExpressionTranslator::operator()(const Call &call)
{
    if (auto special = translateSpecialCall(call))
        return *special;
    std::vector<SqlValue> arguments;
    arguments.reserve(call.arguments.size());
    qsizetype size = 0;
    for (const ExpressionPtr &argument : call.arguments) {
        arguments.push_back(translate(argument));
        size += arguments.back().sql.size();
    }
    // Some functions repeat their arguments (decode the first, least all): nested, they would grow without bound.
    const qsizetype repeated = arguments.empty() ? 0 : arguments.front().sql.size() * qsizetype(arguments.size());
    if (repeated + 4 * size > maxCallText)
        throw SqlError::semantic(m_at, QStringLiteral("the arguments of function %1 are too large").arg(call.name));
    CallTranslation translation(call, m_at, std::move(arguments));
    if (!call.withinGroup.empty())
        translation.withinGroup = QStringLiteral("ORDER BY ") + translateOrder(call.withinGroup);
    if (call.filter)
        translation.filter = translateCondition(call.filter);
    if (call.over)
        translation.over = translateWindow(*call.over);
    return emitCall(translation);
}

QString ExpressionTranslator::translateOrder(const std::vector<OrderItem> &items)
{
    QStringList list;
    for (const OrderItem &item : items)
        list.append(translate(item.expression).sql + orderSuffix(item));
    return joined(list);
}

QString ExpressionTranslator::translateWindow(const Window &window)
{
    if (!window.name.isEmpty())
        return translateWindow(m_queries.namedWindow(window.name, m_at));
    QStringList parts;
    if (!window.partitionBy.empty()) {
        QStringList keys;
        for (const ExpressionPtr &key : window.partitionBy)
            keys.append(translate(key).sql);
        parts.append(QStringLiteral("PARTITION BY ") + joined(keys));
    }
    if (!window.orderBy.empty())
        parts.append(QStringLiteral("ORDER BY ") + translateOrder(window.orderBy));
    if (window.frame) {
        parts.append((window.frame->rows ? QStringLiteral("ROWS BETWEEN ") : QStringLiteral("RANGE BETWEEN "))
                     + translateBound(window.frame->start) + QStringLiteral(" AND ")
                     + translateBound(window.frame->end));
    }
    return QStringLiteral("OVER (") + parts.join(u' ') + u')';
}

QString ExpressionTranslator::translateBound(const FrameBound &bound)
{
    switch (bound.kind) {
    case FrameBound::Kind::UnboundedPreceding:
        return QStringLiteral("UNBOUNDED PRECEDING");
    case FrameBound::Kind::UnboundedFollowing:
        return QStringLiteral("UNBOUNDED FOLLOWING");
    case FrameBound::Kind::CurrentRow:
        return QStringLiteral("CURRENT ROW");
    case FrameBound::Kind::Preceding:
        return translate(bound.distance).sql + QStringLiteral(" PRECEDING");
    case FrameBound::Kind::Following:
        break;
    }
    return translate(bound.distance).sql + QStringLiteral(" FOLLOWING");
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
