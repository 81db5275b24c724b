// SPDX-License-Identifier: GPL-3.0-or-later
// Predicates in ExpressionParser: IS, IN, BETWEEN, LIKE, RLIKE.
#include "expressionparser.h"

namespace isthmus::sandboxsql {

// IS, IN, BETWEEN, LIKE, RLIKE with their NOT; null if none of them follows.
ExpressionPtr ExpressionParser::parsePredicate(ExpressionPtr left)
{
    if (isWord(u"IS"))
        return parseIs(std::move(left));
    const bool negated = isWord(u"NOT");
    const size_t ahead = negated ? 1 : 0;
    const auto isNext = [&](QStringView word) { return isWord(word, ahead); };
    if (!isNext(u"IN") && !isNext(u"BETWEEN") && !isNext(u"LIKE") && !isNext(u"RLIKE") && !isNext(u"REGEXP")) {
        if (isNext(u"ILIKE"))
            failUnsupported(peek(ahead).position, QStringLiteral("ILIKE"));
        return nullptr;
    }
    if (negated)
        take();
    const SourcePosition at = peek().position;
    if (acceptWord(u"IN"))
        return parseIn(std::move(left), negated);
    if (acceptWord(u"BETWEEN")) {
        Between between{std::move(left), parseOperators(predicatePrecedence + 1), nullptr, negated};
        expectWord(u"AND");
        between.high = parseOperators(predicatePrecedence + 1);
        return make(at, std::move(between));
    }
    Like like;
    like.kind = isWord(u"LIKE") ? Like::Kind::Like : Like::Kind::Regexp;
    like.negated = negated;
    take();
    if ((isWord(u"ANY") || isWord(u"ALL")) && isSymbol(u"(", 1))
        return parseLikeMany(left, like, at);
    like.operand = std::move(left);
    like.pattern = parseOperators(predicatePrecedence + 1);
    if (like.kind == Like::Kind::Like && acceptWord(u"ESCAPE"))
        like.escape = parseOperators(predicatePrecedence + 1);
    return make(at, std::move(like));
}

// LIKE ANY (a, b) is LIKE a OR LIKE b; with ALL it is AND. NOT LIKE ANY is NOT of each, joined the same way.
ExpressionPtr ExpressionParser::parseLikeMany(const ExpressionPtr &operand, const Like &like, SourcePosition at)
{
    const BinaryOperator op = isWord(u"ANY") ? BinaryOperator::Or : BinaryOperator::And;
    take();
    expectSymbol(u"(");
    if (isQueryStart())
        failUnsupported(at, QStringLiteral("LIKE ANY or ALL of a query"));
    ExpressionPtr result;
    for (const ExpressionPtr &pattern : parseExpressionList()) {
        Like one = like;
        one.operand = operand;
        one.pattern = pattern;
        ExpressionPtr next = make(at, std::move(one));
        result = result ? make(at, Binary{op, std::move(result), std::move(next)}) : std::move(next);
    }
    expectSymbol(u")");
    return result;
}

ExpressionPtr ExpressionParser::parseIs(ExpressionPtr left)
{
    const SourcePosition at = take().position;
    const bool negated = acceptWord(u"NOT");
    if (acceptWord(u"NULL"))
        return make(at, IsTest{std::move(left), IsTest::What::Null, negated});
    if (acceptWord(u"TRUE"))
        return make(at, IsTest{std::move(left), IsTest::What::True, negated});
    if (acceptWord(u"FALSE"))
        return make(at, IsTest{std::move(left), IsTest::What::False, negated});
    if (isWord(u"DISTINCT") && isWord(u"FROM", 1)) {
        take();
        take();
        ExpressionPtr equal = make(at, Binary{BinaryOperator::NullSafeEqual, std::move(left), parseOperators(5)});
        return negated ? equal : make(at, Unary{UnaryOperator::Not, std::move(equal)});
    }
    failExpecting(QStringLiteral("NULL, TRUE, FALSE or DISTINCT FROM"));
}

ExpressionPtr ExpressionParser::parseIn(ExpressionPtr left, bool negated)
{
    const SourcePosition at = peek().position;
    expectSymbol(u"(");
    ExpressionPtr result;
    if (isQueryStart()) {
        result = make(at, InQuery{std::move(left), parseQuery(), negated});
    } else {
        result = make(at, InList{std::move(left), parseExpressionList(), negated});
    }
    expectSymbol(u")");
    return result;
}

} // namespace isthmus::sandboxsql
