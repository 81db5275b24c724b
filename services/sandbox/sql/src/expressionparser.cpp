// SPDX-License-Identifier: GPL-3.0-or-later
#include "expressionparser.h"

#include "treeheight.h"

#include <optional>

namespace isthmus::sandboxsql {

namespace {

// Together they keep the stack of a default thread (8 MiB, or 2 MiB of it under sanitizers) from running out.
constexpr int maxNesting = 150;
constexpr int maxHeight = 1000;

struct OperatorInfo {
    int precedence = 0;
    BinaryOperator op = BinaryOperator::Or;
};

constexpr int orPrecedence = 1;
constexpr int notPrecedence = 3;

std::optional<OperatorInfo> operatorOf(const Token &token)
{
    using Op = BinaryOperator;
    struct Entry {
        QStringView text;
        OperatorInfo info;
    };
    static constexpr Entry symbols[] = {
        {u"=", {4, Op::Equal}},      {u"==", {4, Op::Equal}},    {u"<=>", {4, Op::NullSafeEqual}},
        {u"<>", {4, Op::NotEqual}},  {u"!=", {4, Op::NotEqual}}, {u"<", {4, Op::Less}},
        {u"<=", {4, Op::LessEqual}}, {u">", {4, Op::Greater}},   {u">=", {4, Op::GreaterEqual}},
        {u"|", {5, Op::BitOr}},      {u"^", {6, Op::BitXor}},    {u"&", {7, Op::BitAnd}},
        {u"+", {8, Op::Add}},        {u"-", {8, Op::Subtract}},  {u"||", {8, Op::Concat}},
        {u"*", {9, Op::Multiply}},   {u"/", {9, Op::Divide}},    {u"%", {9, Op::Modulo}},
    };
    static constexpr Entry words[] = {
        {u"or", {orPrecedence, Op::Or}}, {u"and", {2, Op::And}}, {u"div", {9, Op::IntegerDivide}}};
    if (token.kind == Token::Kind::Symbol) {
        for (const Entry &entry : symbols)
            if (entry.text == token.text)
                return entry.info;
    } else if (token.kind == Token::Kind::Word) {
        for (const Entry &entry : words)
            if (entry.text.compare(token.text, Qt::CaseInsensitive) == 0)
                return entry.info;
    }
    return std::nullopt;
}

} // namespace

ExpressionParser::Nesting::Nesting(ExpressionParser &parser) : m_parser(parser)
{
    if (m_parser.m_nesting >= maxNesting)
        throw SqlError::parse(m_parser.peek().position, QStringLiteral("nested deeper than %1 levels").arg(maxNesting));
    ++m_parser.m_nesting;
}

void ExpressionParser::noteHeight(int height, SourcePosition at)
{
    if (height > maxHeight)
        throw SqlError::parse(at, QStringLiteral("the expression has more than %1 levels").arg(maxHeight));
    m_height = std::max(m_height, height);
}

ExpressionPtr ExpressionParser::make(SourcePosition at, Expression::Node node)
{
    const int height = heightBelow(node) + 1;
    noteHeight(height, at);
    return std::make_shared<const Expression>(Expression{at, height, std::move(node)});
}

ExpressionPtr ExpressionParser::parseExpression()
{
    const Nesting nesting(*this);
    return parseOperators(orPrecedence);
}

ExpressionList ExpressionParser::parseExpressionList()
{
    ExpressionList list;
    do
        list.push_back(parseExpression());
    while (acceptSymbol(u","));
    return list;
}

ExpressionPtr ExpressionParser::parseOperators(int minPrecedence)
{
    ExpressionPtr left;
    if (isWord(u"NOT") || isSymbol(u"!")) {
        const Nesting nesting(*this);
        const SourcePosition at = take().position;
        left = make(at, Unary{UnaryOperator::Not, parseOperators(notPrecedence)});
        minPrecedence = std::min(minPrecedence, 2); // what follows can only be AND, OR
    } else {
        left = parseSigned();
    }
    for (;;) {
        const auto info = operatorOf(peek());
        if (info) {
            if (info->precedence < minPrecedence)
                return left;
            const SourcePosition at = take().position;
            ExpressionPtr right = parseOperators(info->precedence + 1);
            left = make(at, Binary{info->op, std::move(left), std::move(right)});
            continue;
        }
        if (minPrecedence > predicatePrecedence)
            return left;
        ExpressionPtr predicate = parsePredicate(left);
        if (!predicate)
            return left;
        left = std::move(predicate);
    }
}

ExpressionPtr ExpressionParser::parseSigned()
{
    const bool minus = isSymbol(u"-");
    if (!minus && !isSymbol(u"+") && !isSymbol(u"~"))
        return parseSubscripts(parsePrimary());
    const Nesting nesting(*this);
    const Token sign = take();
    // -9223372036854775808 is one literal: its digits alone do not fit.
    if (minus && isKind(Token::Kind::Integer)) {
        const ExpressionPtr number = parseNumber();
        Literal literal = *number->as<Literal>();
        literal.text.prepend(u'-');
        return parseSubscripts(make(sign.position, std::move(literal)));
    }
    const UnaryOperator op = minus ? UnaryOperator::Negate
        : sign.text == u"+"        ? UnaryOperator::Plus
                                   : UnaryOperator::BitNot;
    return make(sign.position, Unary{op, parseSigned()});
}

ExpressionPtr ExpressionParser::parseSubscripts(ExpressionPtr base)
{
    for (;;) {
        const SourcePosition at = peek().position;
        if (acceptSymbol(u"[")) {
            base = make(at, Index{std::move(base), parseExpression()});
            expectSymbol(u"]");
        } else if (isSymbol(u".") && !base->as<Star>()) {
            take();
            base = make(at, Field{std::move(base), expectName(QStringLiteral("a field name"))});
        } else if (isSymbol(u"::")) {
            failUnsupported(at, QStringLiteral("the '::' cast"));
        } else {
            return base;
        }
    }
}

bool ExpressionParser::isQueryStart(size_t ahead)
{
    return isWord(u"SELECT", ahead) || isWord(u"WITH", ahead);
}

} // namespace isthmus::sandboxsql
