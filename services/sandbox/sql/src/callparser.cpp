// SPDX-License-Identifier: GPL-3.0-or-later
// Calls in ExpressionParser: arguments, WITHIN GROUP, FILTER, OVER with its window.
#include "expressionparser.h"

namespace isthmus::sandboxsql {

ExpressionPtr ExpressionParser::parseCall(const QString &name, SourcePosition at)
{
    Call call;
    call.name = name;
    expectSymbol(u"(");
    if (isSymbol(u"*") && isSymbol(u")", 1)) {
        take();
        call.star = true;
    } else if (!isSymbol(u")")) {
        if (acceptWord(u"DISTINCT"))
            call.distinct = true;
        else
            acceptWord(u"ALL");
        if (isQueryStart())
            failUnsupported(peek().position, QStringLiteral("a query as argument of a function"));
        do
            call.arguments.push_back(parseArgument());
        while (acceptSymbol(u","));
    }
    expectSymbol(u")");
    if (acceptWords(u"WITHIN", u"GROUP")) {
        expectSymbol(u"(");
        expectWord(u"ORDER");
        expectWord(u"BY");
        call.withinGroup = parseOrderItems();
        expectSymbol(u")");
    }
    if (isWord(u"FILTER") && isSymbol(u"(", 1)) {
        take();
        take();
        expectWord(u"WHERE");
        call.filter = parseExpression();
        expectSymbol(u")");
    }
    call.ignoreNulls = acceptWords(u"IGNORE", u"NULLS");
    if (!call.ignoreNulls)
        acceptWords(u"RESPECT", u"NULLS");
    if (acceptWord(u"OVER"))
        call.over = parseWindow();
    return make(at, std::move(call));
}

// Whether x -> … or (a, b) -> … follows.
bool ExpressionParser::isLambda()
{
    const auto isName = [this](size_t ahead) {
        return isKind(Token::Kind::Word, ahead) || isKind(Token::Kind::QuotedWord, ahead);
    };
    if (isName(0))
        return isSymbol(u"->", 1);
    if (!isSymbol(u"("))
        return false;
    size_t ahead = 1;
    while (isName(ahead) && isSymbol(u",", ahead + 1))
        ahead += 2;
    return isName(ahead) && isSymbol(u")", ahead + 1) && isSymbol(u"->", ahead + 2);
}

ExpressionPtr ExpressionParser::parseArgument()
{
    if (!isLambda())
        return parseExpression();
    const SourcePosition at = peek().position;
    QStringList names;
    if (isSymbol(u"("))
        names = expectNameList(QStringLiteral("the name of a parameter"));
    else
        names = {expectName(QStringLiteral("the name of a parameter"))};
    Lambda lambda;
    for (const QString &name : std::as_const(names))
        lambda.parameters.append(name.toLower());
    expectSymbol(u"->");
    lambda.body = parseExpression();
    return make(at, std::move(lambda));
}

std::vector<OrderItem> ExpressionParser::parseOrderItems()
{
    std::vector<OrderItem> items;
    do {
        OrderItem item;
        item.expression = parseExpression();
        if (acceptWord(u"DESC"))
            item.descending = true;
        else
            acceptWord(u"ASC");
        if (acceptWords(u"NULLS", u"FIRST"))
            item.nullsFirst = true;
        else if (acceptWords(u"NULLS", u"LAST"))
            item.nullsFirst = false;
        items.push_back(std::move(item));
    } while (acceptSymbol(u","));
    return items;
}

Window ExpressionParser::parseWindow()
{
    Window window;
    if (!isSymbol(u"(")) {
        window.name = expectName(QStringLiteral("a window")).toLower();
        return window;
    }
    take();
    if (acceptWords(u"PARTITION", u"BY") || acceptWords(u"DISTRIBUTE", u"BY"))
        window.partitionBy = parseExpressionList();
    if (acceptWords(u"ORDER", u"BY") || acceptWords(u"SORT", u"BY"))
        window.orderBy = parseOrderItems();
    if (isWord(u"ROWS") || isWord(u"RANGE"))
        window.frame = parseFrame();
    else if (isWord(u"GROUPS"))
        failUnsupported(peek().position, QStringLiteral("a GROUPS frame"));
    expectSymbol(u")");
    return window;
}

WindowFrame ExpressionParser::parseFrame()
{
    WindowFrame frame;
    frame.rows = take().text.compare(u"ROWS", Qt::CaseInsensitive) == 0;
    if (acceptWord(u"BETWEEN")) {
        frame.start = parseFrameBound();
        expectWord(u"AND");
        frame.end = parseFrameBound();
    } else {
        frame.start = parseFrameBound();
    }
    if (isWord(u"EXCLUDE"))
        failUnsupported(peek().position, QStringLiteral("EXCLUDE in a window frame"));
    return frame;
}

FrameBound ExpressionParser::parseFrameBound()
{
    using Kind = FrameBound::Kind;
    if (acceptWords(u"CURRENT", u"ROW"))
        return {Kind::CurrentRow, nullptr};
    if (acceptWords(u"UNBOUNDED", u"PRECEDING"))
        return {Kind::UnboundedPreceding, nullptr};
    if (acceptWords(u"UNBOUNDED", u"FOLLOWING"))
        return {Kind::UnboundedFollowing, nullptr};
    ExpressionPtr distance = parseOperators(predicatePrecedence + 1);
    if (acceptWord(u"PRECEDING"))
        return {Kind::Preceding, std::move(distance)};
    expectWord(u"FOLLOWING");
    return {Kind::Following, std::move(distance)};
}

} // namespace isthmus::sandboxsql
