// SPDX-License-Identifier: GPL-3.0-or-later
// Literals in ExpressionParser: numbers, dates and times, intervals.
#include "expressionparser.h"

#include <QRegularExpression>
#include <QSet>

namespace isthmus::sandboxsql {

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

ExpressionPtr ExpressionParser::parseNumber()
{
    const Token token = take();
    Literal literal{Literal::Kind::Double, token.text};
    if (token.suffix == u"BD") {
        literal.kind = Literal::Kind::Decimal;
    } else if (token.suffix == u"F") {
        literal.kind = Literal::Kind::Float;
    } else if (token.kind == Token::Kind::Integer && token.suffix != u"D") {
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

ExpressionPtr ExpressionParser::parseInterval()
{
    const SourcePosition at = take().position;
    IntervalLiteral interval;
    if (acceptSymbol(u"-"))
        interval.amount = u'-';
    if (!isKind(Token::Kind::Integer) && !isKind(Token::Kind::String))
        failExpecting(QStringLiteral("the amount of an interval"));
    const Token amount = take();
    static const QSet<QString> units{QStringLiteral("year"), QStringLiteral("month"),  QStringLiteral("day"),
                                     QStringLiteral("hour"), QStringLiteral("minute"), QStringLiteral("second")};
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

} // namespace isthmus::sandboxsql
