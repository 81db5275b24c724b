// SPDX-License-Identifier: GPL-3.0-or-later
// Operands in ExpressionParser: names, parentheses, and the forms with a syntax of their own (CASE, CAST, EXTRACT,
// TRIM).
#include "expressionparser.h"

#include <QSet>

namespace isthmus::sandboxsql {

namespace {

QSet<QString> wordSet(const QString &list)
{
    const QStringList words = list.split(u' ');
    return QSet<QString>(words.begin(), words.end());
}

// Words that begin or continue a clause: never an alias without AS, never a column without quotes.
bool isClauseWord(const QString &word)
{
    static const QSet<QString> words = wordSet(QStringLiteral(
        "select from where group having order by limit offset union intersect except minus join inner left right full "
        "cross natural semi anti on using as and or not in is like rlike regexp between then when else end case "
        "lateral distribute sort cluster window with values into overwrite set qualify asc desc over rows range div "
        "distinct exists outer insert"));
    return words.contains(word.toLower());
}

bool isDateWord(const QString &lower)
{
    return lower == u"date" || lower == u"datetime" || lower == u"timestamp" || lower == u"timestamp_ntz";
}

} // namespace

ExpressionPtr ExpressionParser::parsePrimary()
{
    const Token &token = peek();
    const SourcePosition at = token.position;
    switch (token.kind) {
    case Token::Kind::Integer:
    case Token::Kind::Number:
        return parseNumber();
    case Token::Kind::String:
        return make(at, Literal{Literal::Kind::String, take().text});
    case Token::Kind::HexString:
        return make(at, Literal{Literal::Kind::Binary, take().text});
    case Token::Kind::Word:
        return parseWord();
    case Token::Kind::QuotedWord:
        return parseNameOrStar();
    case Token::Kind::Symbol:
        if (token.text == u"(")
            return parseParentheses();
        if (token.text == u"*") {
            take();
            return make(at, Star{});
        }
        [[fallthrough]];
    default:
        failExpecting(QStringLiteral("an expression"));
    }
}

ExpressionPtr ExpressionParser::parseWord()
{
    const SourcePosition at = peek().position;
    const QString lower = peek().text.toLower();
    const bool call = isSymbol(u"(", 1);
    if (lower == u"null" || lower == u"true" || lower == u"false") {
        take();
        return make(at, lower == u"null" ? Literal{} : Literal{Literal::Kind::Boolean, lower});
    }
    if (isDateWord(lower) && isKind(Token::Kind::String, 1))
        return parseTypedLiteral();
    const size_t amount = isSymbol(u"-", 1) ? 2 : 1;
    if (lower == u"interval" && (isKind(Token::Kind::Integer, amount) || isKind(Token::Kind::String, amount)))
        return parseInterval();
    if (lower == u"case")
        return parseCase();
    if (lower == u"cast" && call)
        return parseCast();
    if (lower == u"extract" && call)
        return parseExtract();
    if (lower == u"trim" && call)
        return parseTrim();
    if (lower == u"exists" && call) {
        take();
        expectSymbol(u"(");
        ExpressionPtr result = make(at, Exists{parseQuery()});
        expectSymbol(u")");
        return result;
    }
    if (isClauseWord(lower) && !call)
        failExpecting(QStringLiteral("an expression"));
    return parseNameOrStar();
}

ExpressionPtr ExpressionParser::parseParentheses()
{
    const SourcePosition at = take().position;
    ExpressionPtr result;
    if (isQueryStart())
        result = make(at, ScalarQuery{parseQuery()});
    else
        result = parseExpression();
    if (isSymbol(u","))
        failUnsupported(at, QStringLiteral("a row of several values in parentheses"));
    expectSymbol(u")");
    return result;
}

ExpressionPtr ExpressionParser::parseCase()
{
    const SourcePosition at = take().position;
    Case node;
    if (!isWord(u"WHEN"))
        node.operand = parseExpression();
    while (acceptWord(u"WHEN")) {
        Case::When when;
        when.condition = parseExpression();
        expectWord(u"THEN");
        when.result = parseExpression();
        node.whens.push_back(std::move(when));
    }
    if (node.whens.empty())
        failExpecting(QStringLiteral("WHEN"));
    if (acceptWord(u"ELSE"))
        node.otherwise = parseExpression();
    expectWord(u"END");
    return make(at, std::move(node));
}

ExpressionPtr ExpressionParser::parseCast()
{
    const SourcePosition at = take().position;
    expectSymbol(u"(");
    Cast node;
    node.operand = parseExpression();
    expectWord(u"AS");
    node.type = parseType();
    if (isWord(u"FORMAT"))
        failUnsupported(peek().position, QStringLiteral("CAST with FORMAT"));
    expectSymbol(u")");
    return make(at, std::move(node));
}

// EXTRACT(unit FROM x) is the call extract('unit', x).
ExpressionPtr ExpressionParser::parseExtract()
{
    const SourcePosition at = take().position;
    expectSymbol(u"(");
    const SourcePosition unitAt = peek().position;
    const QString unit = expectName(QStringLiteral("a unit such as YEAR")).toLower();
    expectWord(u"FROM");
    Call call;
    call.name = QStringLiteral("extract");
    call.arguments = {make(unitAt, Literal{Literal::Kind::String, unit}), parseExpression()};
    expectSymbol(u")");
    return make(at, std::move(call));
}

// TRIM([BOTH | LEADING | TRAILING] [characters] FROM text) is trim, ltrim or rtrim(text, characters).
ExpressionPtr ExpressionParser::parseTrim()
{
    const SourcePosition at = take().position;
    expectSymbol(u"(");
    Call call;
    const bool leading = acceptWord(u"LEADING");
    const bool trailing = !leading && acceptWord(u"TRAILING");
    const bool hasSide = leading || trailing || acceptWord(u"BOTH");
    call.name = leading ? QStringLiteral("ltrim") : trailing ? QStringLiteral("rtrim") : QStringLiteral("trim");
    if (!acceptWord(u"FROM"))
        call.arguments = parseExpressionList();
    if (call.arguments.size() == 1 && acceptWord(u"FROM"))
        call.arguments.insert(call.arguments.begin(), parseExpression());
    else if (call.arguments.empty())
        call.arguments.push_back(parseExpression());
    else if (hasSide)
        failExpecting(QStringLiteral("FROM"));
    expectSymbol(u")");
    return make(at, std::move(call));
}

ExpressionPtr ExpressionParser::parseNameOrStar()
{
    const Token first = take();
    if (isSymbol(u"("))
        return parseCall(first.text.toLower(), first.position);
    if (isSymbol(u":"))
        failUnsupported(first.position, QStringLiteral("a function of another project"));
    QStringList parts{first.text};
    while (isSymbol(u".") && parts.size() < 8) {
        take();
        if (acceptSymbol(u"*"))
            return make(first.position, Star{parts});
        parts.append(expectName(QStringLiteral("a column name")));
    }
    if (isSymbol(u"("))
        failUnsupported(first.position, QStringLiteral("function %1").arg(parts.join(u'.').left(128)));
    if (isSymbol(u"->"))
        failUnsupported(first.position, QStringLiteral("a lambda function"));
    return make(first.position, ColumnName{std::move(parts)});
}

bool ExpressionParser::isImplicitAlias()
{
    if (isKind(Token::Kind::QuotedWord))
        return true;
    return isKind(Token::Kind::Word) && !isClauseWord(peek().text);
}

} // namespace isthmus::sandboxsql
