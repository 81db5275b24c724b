// SPDX-License-Identifier: GPL-3.0-or-later
#include "expressionparser.h"

#include "treeheight.h"

#include <QRegularExpression>
#include <QSet>

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

ExpressionPtr ExpressionParser::parseNumber()
{
    const Token token = take();
    Literal literal{Literal::Kind::Double, token.text};
    if (token.suffix == u"BD") {
        literal.kind = Literal::Kind::Decimal;
    } else if (token.kind == Token::Kind::Integer) {
        bool fits32 = false;
        [[maybe_unused]] const int value = token.text.toInt(&fits32);
        literal.kind = token.suffix == u"Y" ? Literal::Kind::TinyInt
            : token.suffix == u"S"          ? Literal::Kind::SmallInt
            : token.suffix == u"L"          ? Literal::Kind::BigInt
            : fits32                        ? Literal::Kind::Int
                                            : Literal::Kind::BigInt;
    }
    return make(token.position, std::move(literal));
}

ExpressionPtr ExpressionParser::parseTypedLiteral()
{
    const Token word = take();
    const QString type = word.text.toLower();
    const Literal::Kind kind = type == u"date" ? Literal::Kind::Date
        : type == u"datetime"                  ? Literal::Kind::DateTime
        : type == u"timestamp"                 ? Literal::Kind::Timestamp
                                               : Literal::Kind::TimestampNtz;
    return make(word.position, Literal{kind, take().text});
}

namespace {

// '1' DAY, '1.5' SECOND, '1-2' YEAR TO MONTH, '1 2:03:04.5' DAY TO SECOND: as an amount of one unit. \a interval's
// amount is empty or the sign in front of the text.
bool readInterval(const QString &text, const QString &range, IntervalLiteral &interval)
{
    static const QRegularExpression whole(QStringLiteral("\\A([+-]?)(\\d{1,9})\\z"));
    static const QRegularExpression seconds(QStringLiteral("\\A([+-]?)(\\d{1,9}(?:\\.\\d{1,9})?)\\z"));
    static const QRegularExpression yearMonth(QStringLiteral("\\A([+-]?)(\\d{1,5})-(\\d{1,2})\\z"));
    static const QRegularExpression dayTime(
        QStringLiteral("\\A([+-]?)(\\d{1,7}) (\\d{1,2}):(\\d{1,2}):(\\d{1,2})(\\.\\d{1,9})?\\z"));
    const auto &form = range == u"year to month" ? yearMonth
        : range == u"day to second"              ? dayTime
        : range == u"second"                     ? seconds
                                                 : whole;
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch() || (range.contains(u' ') && &form != &yearMonth && &form != &dayTime))
        return false;
    const auto part = [&](int i) { return match.captured(i).toLongLong(); };
    QString amount = match.captured(2);
    if (&form == &yearMonth) {
        amount = QString::number(part(2) * 12 + part(3));
        interval.unit = QStringLiteral("month");
    } else if (&form == &dayTime) {
        amount = QString::number(((part(2) * 24 + part(3)) * 60 + part(4)) * 60 + part(5)) + match.captured(6);
        interval.unit = QStringLiteral("second");
    }
    const bool isNegative = (match.captured(1) == u"-") != (interval.amount == u"-");
    interval.amount = (isNegative ? QStringLiteral("-") : QString()) + amount;
    return true;
}

} // namespace

ExpressionPtr ExpressionParser::parseInterval()
{
    const SourcePosition at = take().position;
    IntervalLiteral interval;
    if (acceptSymbol(u"-"))
        interval.amount = u'-';
    if (!isKind(Token::Kind::Integer) && !isKind(Token::Kind::String))
        failExpecting(QStringLiteral("the amount of an interval"));
    const Token amount = take();
    static const QSet<QString> units = wordSet(QStringLiteral("year month day hour minute second"));
    const Token unit = peek();
    const auto unitName = [this] {
        QString name = expectName(QStringLiteral("the unit of an interval")).toLower();
        if (name.endsWith(u's'))
            name.chop(1);
        return name;
    };
    interval.unit = unitName();
    if (!units.contains(interval.unit))
        failUnsupported(unit.position, QStringLiteral("the interval unit %1").arg(unit.text.left(32).toUpper()));
    const QString range = acceptWord(u"TO") ? interval.unit + QStringLiteral(" to ") + unitName() : interval.unit;
    if (!readInterval(amount.text.trimmed(), range, interval))
        failUnsupported(amount.position,
                        QStringLiteral("an interval of '%1' %2").arg(amount.text.left(32), range.toUpper()));
    return make(at, std::move(interval));
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

bool ExpressionParser::isQueryStart(size_t ahead)
{
    return isWord(u"SELECT", ahead) || isWord(u"WITH", ahead);
}

} // namespace isthmus::sandboxsql
